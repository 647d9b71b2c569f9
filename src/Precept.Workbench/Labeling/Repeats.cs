using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Tasks that one person is shown once more, to measure consistency.</summary>
internal static class Repeats
{
    /// <summary>The id of a repeat: by task and person, so that there is one at most.</summary>
    public static string IdOf(string firstTaskId, string personId) => ContentHash.Of("repeat", firstTaskId, personId);

    /// <summary>Makes the repeat of a task for a person; null where there is one already.</summary>
    public static async Task<TaskRow?> MakeAsync(WorkbenchContext context, string firstTaskId, string personId, CancellationToken cancellationToken)
    {
        var id = IdOf(firstTaskId, personId);
        if (await context.Tasks.AnyAsync(t => t.Id == id, cancellationToken))
        {
            return null;
        }

        var first = await context.Tasks.AsNoTracking().FirstAsync(t => t.Id == firstTaskId, cancellationToken);
        var repeat = new TaskRow
        {
            Id = id,
            CampaignId = first.CampaignId,
            Number = await context.Tasks.Where(t => t.CampaignId == first.CampaignId).MaxAsync(t => t.Number, cancellationToken) + 1,
            Purpose = TaskPurpose.Repeat,
            Content = first.Content,
            PromptId = first.PromptId,
            Language = first.Language,
            Harms = first.Harms,
            ForPersonId = personId,
            FirstTaskId = firstTaskId,
            Priority = 0,
            Wanted = 1,
            Taken = 0,
            Labeled = 0,
        };
        context.Tasks.Add(repeat);
        return repeat;
    }
}
