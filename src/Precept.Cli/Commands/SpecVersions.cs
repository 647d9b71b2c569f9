using Precept.Cli.Git;
using Precept.Spec;

namespace Precept.Cli.Commands;

/// <summary>Reads the two versions that a command line names: files, folders, <c>REV:path</c>, a revision alone, or <c>workspace:VERSION</c>.</summary>
internal static class SpecVersions
{
    private const string Kept = "workspace:";

    /// <summary>Reads both.</summary>
    /// <param name="run">The command, whose workspace is meant.</param>
    /// <param name="a">The first version.</param>
    /// <param name="b">The second version; a revision alone on either side means the other side's path at that revision.</param>
    /// <returns>Both; their versions are named so that they differ where the arguments do.</returns>
    /// <exception cref="InputException">One cannot be found or read.</exception>
    public static async Task<(SpecInUse A, SpecInUse B)> ReadAsync(Invocation run, string a, string b)
    {
        if (IsRevisionOnly(a) && IsRevisionOnly(b))
        {
            throw new InputException(
                $"neither '{a}' nor '{b}' is a file or folder here; a revision alone stands for the other side's path at that revision. Write '{a}:PATH' and '{b}:PATH', "
                + $"or '{a} PATH' for what is in the folder now");
        }

        var (first, second) = (await ReadOneAsync(run, a, b), await ReadOneAsync(run, b, a));
        return first.Document.Version == second.Document.Version ? (Named(first, a), Named(second, b)) : (first, second);
    }

    private static SpecInUse Named(SpecInUse spec, string version) => spec with { Document = spec.Document with { Version = version } };

    private static async Task<SpecInUse> ReadOneAsync(Invocation run, string version, string other)
    {
        var cancellationToken = run.CancellationToken;
        if (IsKept(version))
        {
            return await KeptAsync(run, version[Kept.Length..]);
        }

        if (IsOnDisk(version))
        {
            return SpecInUse.ReadAsItStands(version, version);
        }

        if (Colon(version) is var colon and >= 0)
        {
            var git = new GitProgram(Directory.GetCurrentDirectory());
            var path = await FromRootAsync(git, version, colon, cancellationToken);
            return Named(await GitSpec.ReadAsync(git, version[..colon], path, cancellationToken), version);
        }

        var (program, samePath) = await PathOfAsync(other, version, cancellationToken);
        var spec = await GitSpec.ReadAsync(program, version, samePath, cancellationToken);
        return Named(spec, $"{version}:{samePath}");
    }

    /// <summary>A version that the workspace keeps.</summary>
    private static async Task<SpecInUse> KeptAsync(Invocation run, string name)
    {
        using var workspace = run.OpenExistingWorkspace();
        var files = await workspace.FindSpecAsync(name, run.CancellationToken)
            ?? throw new InputException(run.WorkspacePath, 0, $"the workspace keeps no spec '{name}'; 'precept spec versions' lists those that it keeps");
        return Named(new SpecInUse(Kept + name, files), Kept + name);
    }

    /// <summary>The path of the other side, from its repository's root.</summary>
    private static async Task<(GitProgram Git, string Path)> PathOfAsync(string other, string revision, CancellationToken cancellationToken)
    {
        if (IsKept(other))
        {
            throw new InputException($"'{revision}' is no file or folder here, and '{other}' has no path of which it could be a revision; write '{revision}:PATH'");
        }

        if (!IsOnDisk(other))
        {
            var here = new GitProgram(Directory.GetCurrentDirectory());
            return (here, await FromRootAsync(here, other, Colon(other), cancellationToken));
        }

        var full = Path.GetFullPath(other);
        var isFolder = Directory.Exists(full);
        var git = new GitProgram(isFolder ? full : Path.GetDirectoryName(full)!);
        return (git, Normal(await PrefixAsync(git, revision, cancellationToken) + (isFolder ? "" : Path.GetFileName(full)), other));
    }

    /// <summary>As 'git show' reads it: from the repository's root, or from the current folder where it begins with <c>./</c> or <c>../</c>.</summary>
    private static async Task<string> FromRootAsync(GitProgram git, string version, int colon, CancellationToken cancellationToken)
    {
        var path = version[(colon + 1)..];
        var prefix = await PrefixAsync(git, version, cancellationToken);
        var isRelative = path is "." or ".." || path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../", StringComparison.Ordinal);
        return Normal(isRelative ? prefix + path : path, version);
    }

    private static async Task<string> PrefixAsync(GitProgram git, string version, CancellationToken cancellationToken)
    {
        var answer = await git.RunAsync("", cancellationToken, "rev-parse", "--show-prefix");
        return answer.ExitCode == 0
            ? answer.Text
            : throw new InputException($"'{version}' is no file or folder here, and {git.Folder} is in no git repository whose revision it could name");
    }

    /// <summary>The path without empty steps, <c>.</c> and <c>..</c>.</summary>
    private static string Normal(string path, string written)
    {
        var steps = new List<string>();
        foreach (var step in path.Split('/').Where(s => s.Length > 0 && s != "."))
        {
            if (step != "..")
            {
                steps.Add(step);
            }
            else if (steps.Count > 0)
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else
            {
                throw new InputException($"'{written}' leads out of the git repository");
            }
        }

        return string.Join('/', steps);
    }

    private static bool IsKept(string version) => version.StartsWith(Kept, StringComparison.Ordinal) && !IsOnDisk(version);

    private static bool IsRevisionOnly(string version) => !IsOnDisk(version) && Colon(version) < 0;

    // "HEAD:../x" would be found on the disk wherever "x" is: ".." takes the name before it away, whether there is such a folder or not.
    private static bool IsOnDisk(string path) => (File.Exists(path) || Directory.Exists(path)) && (Colon(path) < 0 || !path.Contains("..", StringComparison.Ordinal));

    /// <summary>The colon of <c>REV:path</c>, or -1. That of <c>C:\specs</c> is none; what is written after <c>^{/</c> may hold others.</summary>
    private static int Colon(string version)
    {
        var brace = version.LastIndexOf('}');
        var colon = version.IndexOf(':', brace + 1);
        return colon == 1 && version.Length > 2 && version[2] is '\\' or '/' && OperatingSystem.IsWindows() ? -1 : colon;
    }
}
