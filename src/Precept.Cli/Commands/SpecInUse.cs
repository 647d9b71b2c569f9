using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>A spec with its checks, as judging and storing need them.</summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Document">The spec.</param>
/// <param name="Checks">The checks of <c>checks.yaml</c> beside it; none where there is no such file.</param>
internal sealed record SpecInUse(string Path, SpecDocument Document, CheckSet Checks)
{
    /// <summary>The hashes that judgments carry.</summary>
    public IReadOnlyDictionary<string, string> SectionHashes => CurrentSections.Of(Document, Checks);

    /// <summary>Hash of the spec and its checks: what judged work depends on.</summary>
    public string JudgedHash => ContentHash.Of(Document.Hash, Checks.Hash);

    /// <summary>Reads both.</summary>
    /// <exception cref="InputException">One of them cannot be read, or a check's section is not in the spec.</exception>
    public static SpecInUse Read(string path)
    {
        var file = SpecReader.FileOf(path);
        var document = SpecReader.Read(path);
        var checksPath = ChecksPath(file);
        var checks = File.Exists(checksPath) ? CheckSet.Read(checksPath) : CheckSet.Empty;
        checks.RequireSectionsOf(document);
        return new SpecInUse(path, document, checks);
    }

    /// <summary>The path of the checks beside a spec's Markdown file.</summary>
    public static string ChecksPath(string file) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, "checks.yaml");

    /// <summary>Keeps the spec in a workspace, so that what is made under it can be found stale later.</summary>
    public Task SaveAsync(WorkspaceFolder workspace, CancellationToken cancellationToken) =>
        workspace.SaveSpecAsync(Document, Checks.Hash, SectionHashes, Path, cancellationToken);
}
