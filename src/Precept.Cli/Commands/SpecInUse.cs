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
    /// <param name="path">Where it is read from.</param>
    /// <param name="name">What the warning calls it.</param>
    /// <exception cref="InputException">A file is absent or not UTF-8, or its settings or checks cannot be read.</exception>
    public static SpecInUse ReadAsItStands(string path, string name)
    {
        var files = SpecFiles.Read(path);
        var errors = files.Source.Trees.SelectMany(t => t.Errors.Select(e => $"{System.IO.Path.GetFileName(t.Path)}:{e.Line}: {e.Message}")).ToList();
        if (errors.Count > 0)
        {
            Errors.Warn($"{name}: {(errors.Count == 1 ? "one place does not read:" : $"{errors.Count:#,0} places do not read, the first is")} {errors[0]}");
        }

        // Of an id that stands twice the first section is compared.
        var document = files.Source.Document;
        return new SpecInUse(name, files) { Document = document with { Sections = [.. document.Sections.DistinctBy(s => s.Id)] } };
    }

    /// <summary>Keeps the spec in a workspace, so that it can be read again, and what is made under it can be found stale later.</summary>
    public Task SaveAsync(WorkspaceFolder workspace, CancellationToken cancellationToken) => workspace.SaveSpecAsync(Files, Path, cancellationToken);
}
