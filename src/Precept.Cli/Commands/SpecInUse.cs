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
    public SpecDocument Document => Files.Document;

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

    /// <summary>Keeps the spec in a workspace, so that it can be read again, and what is made under it can be found stale later.</summary>
    public Task SaveAsync(WorkspaceFolder workspace, CancellationToken cancellationToken) => workspace.SaveSpecAsync(Files, Path, cancellationToken);
}
