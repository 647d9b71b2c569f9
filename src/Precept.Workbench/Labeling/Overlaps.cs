using Microsoft.EntityFrameworkCore;
using Precept.Evaluation;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Decides how many people are to label a task: from the fewest, one more each time, while their rankings do not make the best answer sure enough.</summary>
internal static class Overlaps
{
    /// <summary>Wants one more person for a locked task, where all who were wanted have labeled it and that is not enough.</summary>
    /// <remarks>Labels that call the answers incomparable rank nothing, so they count as people but not as rankings.</remarks>
    public static async Task GrowAsync(WorkbenchContext context, TaskRow task, Overlap overlap, CancellationToken cancellationToken)
    {
        if (task.Purpose is not (TaskPurpose.Normal or TaskPurpose.Relabel) || task.Labeled < task.Wanted || task.Wanted >= overlap.Most
            || await Leases.IsReplacedAsync(context, task, cancellationToken))
        {
            return;
        }

        var contents = await context.Labels.Where(l => l.TaskId == task.Id && !l.IsWithdrawn).Select(l => l.Content).ToListAsync(cancellationToken);
        IReadOnlyList<IReadOnlyList<int>> rankings =
            [.. contents.Select(WorkbenchJson.Read<LabelContent>).Where(c => !c.Incomparable).Select(c => (IReadOnlyList<int>)[.. c.Tiers.OfType<int>()])];
        var answers = WorkbenchJson.Read<TaskContent>(task.Content).Answers.Count;
        var settings = new StoppingSettings(overlap.Fewest, overlap.Most, overlap.Confidence);
        if (!StoppingRule.Decide(answers, rankings, settings).Stop)
        {
            task.Wanted++;
        }
    }
}
