using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Quality;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features.Quality;

/// <summary>A label as a reviewer sees it.</summary>
/// <param name="Handle">Whose it is; null until the task is decided.</param>
/// <param name="Number">What it is called until then, from 1, in an order that tells nothing.</param>
/// <param name="Content">What it says.</param>
public sealed record ReviewLabel(string? Handle, int Number, LabelContent Content);

/// <summary>A task as a reviewer sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its place in the campaign.</param>
/// <param name="Content">What it shows.</param>
/// <param name="Spec">The campaign's spec.</param>
/// <param name="Labels">What people said.</param>
/// <param name="IsOwn">Whether the reviewer labeled it.</param>
/// <param name="History">The decisions, the newest first; people and models are shown once there is one.</param>
/// <param name="Seen">The event of the newest decision, 0 for none.</param>
public sealed record ReviewTask(
    string Id, int Number, TaskContent Content, CampaignSpec Spec, IReadOnlyList<ReviewLabel> Labels, bool IsOwn, IReadOnlyList<PastAdjudication> History, long Seen)
{
    /// <summary>What the form holds.</summary>
    public LabelContent Form { get; init; } = new();

    /// <summary>What is wrong with the form.</summary>
    public IReadOnlyList<AdjudicationProblem> Problems { get; init; } = [];

    /// <summary>Whether another reviewer decided meanwhile.</summary>
    public bool IsMeanwhile { get; init; }

    /// <summary>Whether it was decided.</summary>
    public bool IsDecided => History.Count > 0;

    /// <summary>Reads an ordinary task of a campaign; null where there is none.</summary>
    public static async Task<ReviewTask?> FindAsync(WorkbenchDatabase database, SpecLibrary specs, Adjudications adjudications, string campaignId, string taskId, Who who)
    {
        var row = await database.ReadAsync(c => c.Tasks.FirstOrDefaultAsync(t => t.Id == taskId && t.CampaignId == campaignId && (t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel)));
        if (row is null)
        {
            return null;
        }

        var labels = await database.ReadAsync(c => c.Labels.Where(l => l.TaskId == taskId && l.CampaignId == campaignId && !l.IsWithdrawn)
            .Join(c.Users, l => l.PersonId, p => p.Id, (l, p) => new { l.Content, l.PersonId, p.Handle }).ToListAsync());
        var history = await adjudications.HistoryAsync(campaignId, taskId);
        var seen = await database.ReadAsync(c => c.Adjudications.Where(a => a.TaskId == taskId && a.CampaignId == campaignId).Select(a => (long?)a.EventSeq).FirstOrDefaultAsync()) ?? 0;
        return new ReviewTask(
            row.Id,
            row.Number,
            WorkbenchJson.Read<TaskContent>(row.Content),
            await specs.OfCampaignAsync(campaignId),
            [.. labels.OrderBy(l => ContentHash.Of("blind", taskId, l.PersonId), StringComparer.Ordinal)
                .Select((l, i) => new ReviewLabel(history.Count > 0 ? l.Handle : null, i + 1, WorkbenchJson.Read<LabelContent>(l.Content)))],
            labels.Any(l => l.PersonId == who.Id),
            history,
            seen)
        {
            Form = history.Count > 0 ? history[0].Content : new LabelContent(),
        };
    }

    /// <summary>The decision that a form holds.</summary>
    public LabelContent Read(IFormCollection form)
    {
        var isIncomparable = form["incomparable"].Count > 0;
        int?[] places = [.. Content.Answers.Select((_, i) => i < form["tier"].Count && int.TryParse(form["tier"][i], NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= Content.Answers.Count ? place : (int?)null)];
        // Places that nobody has are closed up: 1, 3, 3 is 0, 1, 1.
        List<int> used = [.. places.OfType<int>().Distinct().Order()];
        return new LabelContent
        {
            Tiers = isIncomparable ? [] : [.. places.Select(p => p is { } place ? used.IndexOf(place) : (int?)null)],
            Incomparable = isIncomparable,
            AllUnacceptable = form["unacceptable"].Count > 0,
            DecidedOn = form["section"].ToString() is { Length: <= 200 } section ? section : "",
            Reason = form["reason"].ToString().Trim(),
        };
    }

    /// <summary>The letter of an answer.</summary>
    public static char Letter(int answer) => (char)('A' + answer);

    /// <summary>A ranking in letters: <c>B &gt; A = C</c>; empty where there is none.</summary>
    public static string RankingOf(LabelContent content) => string.Join(
        " > ", content.Tiers.Index().Where(t => t.Item is not null).GroupBy(t => t.Item!.Value).OrderBy(g => g.Key).Select(g => string.Join(" = ", g.Select(t => Letter(t.Index)))));
}
