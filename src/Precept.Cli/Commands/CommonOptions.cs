using System.CommandLine;

namespace Precept.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal static class CommonOptions
{
    private const string WorkspaceVariable = "PRECEPT_WORKSPACE";

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Write one JSON document to standard output, and nothing else.",
        Recursive = true,
    };

    /// <summary><c>--workspace</c>.</summary>
    public static Option<string> Workspace { get; } = new("--workspace")
    {
        Description = $"The folder that holds everything that is made [default: {WorkspaceVariable}, or .precept].",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary><c>--seed</c>.</summary>
    public static Option<long?> Seed { get; } = new("--seed")
    {
        Description = "Seed of everything that is drawn [default: 1, or the recipe's].",
        HelpName = "N",
        Recursive = true,
    };

    /// <summary>The workspace's folder.</summary>
    public static string WorkspaceOf(ParseResult parsed) => parsed.GetValue(Workspace)
        ?? (Environment.GetEnvironmentVariable(WorkspaceVariable) is { Length: > 0 } folder ? folder : ".precept");

    /// <summary><c>--spec</c> of a command that judges or builds under one.</summary>
    public static Option<string> Spec() => new("--spec")
    {
        Description = "The spec: a folder with spec.md, or a Markdown file.",
        HelpName = "PATH",
        DefaultValueFactory = _ => ShippedFiles.Find("specs/starter"),
    };
}
