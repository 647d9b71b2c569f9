using Precept.Judging;
using Precept.Workspace;

namespace Precept.Workbench.Tests;

/// <summary>What the running server has put into its workspace.</summary>
internal static class WorkspaceJudgments
{
    /// <summary>The judgments of a workbench's workspace, once they are as expected; the server puts them there within seconds.</summary>
    public static async Task<IReadOnlyList<Judgment>> UntilAsync(RunningWorkbench workbench, Func<IReadOnlyList<Judgment>, bool> isMet)
    {
        IReadOnlyList<Judgment> found = [];
        for (var waited = 0; waited < 300; waited++)
        {
            using (var workspace = WorkspaceFolder.Open(workbench.Folder))
            {
                found = await workspace.JudgmentsAsync();
            }

            if (isMet(found))
            {
                return found;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"the workspace has {found.Count} judgments");
    }
}
