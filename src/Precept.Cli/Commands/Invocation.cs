using System.CommandLine;
using Precept.Cli.Terminal;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>One run of a command: its options, where it writes, and when it is to stop.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="cancellationToken">Cancelled by Ctrl+C.</param>
internal sealed class Invocation(ParseResult parsed, CancellationToken cancellationToken)
{
    /// <summary>Where the command writes.</summary>
    public Screen Screen { get; } = new(parsed.GetValue(CommonOptions.Json));

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The workspace's folder, which need not exist.</summary>
    public string WorkspacePath => CommonOptions.WorkspaceOf(parsed);

    /// <summary>The seed that was asked for, or null.</summary>
    public long? GivenSeed => parsed.GetValue(CommonOptions.Seed);

    /// <summary>The seed: 1 where none was asked for.</summary>
    public long Seed => GivenSeed ?? 1;

    /// <summary>An option's value.</summary>
    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>Whether the command line has an option, with or without a value.</summary>
    public bool Has(Option option) => parsed.GetResult(option) is not null;

    /// <summary>A required argument's value.</summary>
    public T Value<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>The value of an argument that may be left out, or null.</summary>
    public T? Optional<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>Whether there is a workspace.</summary>
    public bool HasWorkspace => File.Exists(Path.Combine(WorkspacePath, "precept.db"));

    /// <summary>Whether the command line names a workspace.</summary>
    public bool IsWorkspaceGiven => parsed.GetValue(CommonOptions.Workspace) is not null;

    /// <summary>Opens the workspace; makes it where there is none.</summary>
    public WorkspaceFolder OpenWorkspace() => WorkspaceFolder.Open(WorkspacePath);

    /// <summary>Opens a workspace that must be there: what only reads makes no folders.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public WorkspaceFolder OpenExistingWorkspace() => HasWorkspace
        ? OpenWorkspace()
        : throw new InputException(WorkspacePath, 0, "there is no workspace; 'precept prompts build' or 'precept run' makes one, --workspace names another");
}
