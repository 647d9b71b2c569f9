using System.CommandLine;
using Precept.Cli.Commands;
using Precept.Workspace;

namespace Precept.Cli.Models;

/// <summary>The options of every command that calls models.</summary>
internal sealed class ModelOptions
{
    private readonly Option<int> _concurrency = SampleCommand.Bounded("--concurrency", "Most calls to one endpoint at a time, 1 to 4096.", 32, 1, 4096);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command) => command.Add(_concurrency);

    /// <summary>Opens the models of a run. Their answers are kept in the workspace; null keeps none.</summary>
    public ModelSession Open(Invocation run, WorkspaceFolder? workspace) => new(new ModelLimits { Concurrency = run.Value(_concurrency) }, workspace);
}
