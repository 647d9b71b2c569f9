namespace Precept.Cli;

/// <summary>What the process says when it ends; documented in docs/commands/README.md.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed, stopped, or a check found errors.</summary>
    public const int Failed = 1;

    /// <summary>The command line, or a file that it names, cannot be used as it is.</summary>
    public const int Usage = 2;
}
