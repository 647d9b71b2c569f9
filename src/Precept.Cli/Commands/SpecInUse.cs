using Precept.Cli.Terminal;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>A spec with its checks, as judging and storing need them.</summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Files">Its source.</param>
internal sealed record SpecInUse(string Path, SpecFiles Files)
{
    /// <summary>The spec.</summary>
    public SpecDocument Document { get => field ?? Files.Document; init; }

    /// <summary>The checks of <c>checks.yaml</c> beside it; none where there is no such file.</summary>
    public CheckSet Checks => Files.Checks;

    /// <summary>The hashes that judgments carry.</summary>
    public IReadOnlyDictionary<string, string> SectionHashes => CurrentSections.Of(Document, Checks);

    /// <summary>Hash of the spec and its checks: what judged work depends on.</summary>
    public string JudgedHash => CurrentSections.JudgedHash(Document, Checks);

    /// <summary>Reads both.</summary>
    /// <exception cref="InputException">One of them cannot be read, or a check's section is not in the spec.</exception>
    public static SpecInUse Read(string path)
    {
        var files = SpecFiles.Read(path);
        files.Checks.RequireSectionsOf(files.Document);
        return new SpecInUse(path, files);
    }

    /// <summary>Reads a version to look at, not to judge by: what does not read is left out of it, with a warning.</summary>
    /// <exception cref="InputException">A file is absent or not UTF-8, or its settings or checks cannot be read.</exception>
    public static SpecInUse ReadAsItStands(string path)
    {
        var files = SpecFiles.Read(path);
        var errors = files.Source.Trees.Sum(t => t.Errors.Count);
        if (errors > 0)
        {
            Errors.Warn($"{path}: {errors:#,0} place{(errors == 1 ? " does" : "s do")} not read and {(errors == 1 ? "is" : "are")} left out; 'precept spec check' shows {(errors == 1 ? "it" : "them")}");
        }

        return new SpecInUse(path, files) { Document = files.Source.Document };
    }

    /// <summary>Keeps the spec in a workspace, so that it can be read again, and what is made under it can be found stale later.</summary>
    public Task SaveAsync(WorkspaceFolder workspace, CancellationToken cancellationToken) => workspace.SaveSpecAsync(Files, Path, cancellationToken);
}
