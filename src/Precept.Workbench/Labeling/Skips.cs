using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Lets people pass over tasks: the place is free for another, nothing follows for the person, who is not given it again.</summary>
public sealed class Skips
{
    private readonly WorkbenchDatabase _database;
    private readonly EventLog _events;
    private readonly Leases _leases;

    /// <summary>On a database, by a clock.</summary>
    public Skips(WorkbenchDatabase database, EventLog events, TimeProvider clock) => (_database, _events, _leases) = (database, events, new Leases(database, clock));

    /// <summary>A reason: the task is one of harm that the person does not want to see.</summary>
    public const string Harmful = "harmful";

    /// <summary>The reasons that may be given.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["too-hard", "unclear", "broken", Harmful, "language", "other"];

    /// <summary>Whether a reason and a category of harm are known ones.</summary>
    public static bool IsKnown(string? reason, string? harm) => reason is not null && Reasons.Contains(reason) && (harm is null || HarmCategories.All.Contains(harm));

    /// <summary>Passes over a task.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="who">The person.</param>
    /// <param name="assignment">The assignment.</param>
    /// <param name="reason">One of <see cref="Reasons"/>.</param>
    /// <param name="harm">A category of harm that the person wants to see no more of, or null.</param>
    /// <param name="cancellationToken">Nothing is changed.</param>
    public Task<LabelingAnswer<Nothing>> SkipAsync(
        string campaignId, Who who, string assignment, string reason, string? harm, CancellationToken cancellationToken = default) => _database.WriteAsync<LabelingAnswer<Nothing>>(
        async context =>
        {
            if (await _leases.LockAsync(context, campaignId, who.Id, assignment, cancellationToken) is not { } locked)
            {
                return Refusal.NotFound;
            }

            switch (locked.Assignment.State)
            {
                case AssignmentState.Submitted:
                    return Refusal.Submitted;
                case AssignmentState.Skipped:
                    return new Nothing();
                default:
                    await _leases.FreeAsync(context, locked, AssignmentState.Skipped, cancellationToken);
                    locked.Assignment.SkipReason = reason;
                    if (harm is not null)
                    {
                        await OptOutAsync(context, who.Id, harm, cancellationToken);
                    }

                    await _events.AppendAsync(context, campaignId, EventKinds.TaskSkipped, assignment, who.Id, new { task = locked.Task.Id, reason, harm }, cancellationToken);
                    return new Nothing();
            }
        },
        cancellationToken);

    // Who names a category of harm is not given it again, in any campaign.
    private static async Task OptOutAsync(WorkbenchContext context, string personId, string harm, CancellationToken cancellationToken)
    {
        var person = await context.Users.FirstAsync(p => p.Id == personId, cancellationToken);
        var settings = WorkbenchJson.Read<PersonSettings>(person.Settings);
        if (!settings.OptOut.Contains(harm))
        {
            person.Settings = WorkbenchJson.Of(settings with { OptOut = [.. settings.OptOut, harm] });
        }
    }
}
