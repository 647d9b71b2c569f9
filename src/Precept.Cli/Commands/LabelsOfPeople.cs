using System.Runtime.CompilerServices;
using Precept.Workbench;
using Precept.Workbench.Labeling;

namespace Precept.Cli.Commands;

/// <summary>Brings the labels of the workbench in the workspace's folder into the workspace, before a command reads judgments: a server that was killed may have left some behind.</summary>
internal static class LabelsOfPeople
{
    private const string DatabaseName = "workbench.db";

    /// <summary>Brings them; does nothing, and loads nothing, where no workbench was ever served here.</summary>
    public static Task PullAsync(Invocation run) => File.Exists(Path.Combine(run.WorkspacePath, DatabaseName)) ? TransferAsync(run) : Task.CompletedTask;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task TransferAsync(Invocation run) => LabelTransfer.RunAsync(new WorkbenchOptions { Workspace = run.WorkspacePath }, run.CancellationToken);
}
