using Precept.Spec.Syntax;

namespace Precept.Spec;

/// <summary>A spec as it stands on the disk: the syntax trees of its files, and the document that they make.</summary>
/// <remarks>Unlike <see cref="SpecReader"/>, which wants a spec without errors, this reads what there is: for editors, checks and comparisons.</remarks>
/// <param name="Tree">The Markdown file.</param>
/// <param name="EvaluationTrees">The files of evaluation prompts beside it, by name.</param>
/// <param name="Document">What of it reads.</param>
public sealed record SpecSource(SpecSyntaxTree Tree, IReadOnlyList<SpecSyntaxTree> EvaluationTrees, SpecDocument Document)
{
    private static readonly string[] FileNames = ["model_spec.md", "spec.md"];

    /// <summary>All files, the spec first.</summary>
    public IEnumerable<SpecSyntaxTree> Trees => [Tree, .. EvaluationTrees];

    /// <summary>Reads a spec with the evaluation prompts beside it; the parameter is as in <see cref="SpecReader.Read"/>.</summary>
    /// <remarks>Settings are not read: the document's version is the folder's or file's name.</remarks>
    /// <param name="path">A folder with <c>model_spec.md</c> or <c>spec.md</c>, or a Markdown file.</param>
    /// <exception cref="InputException">A file is absent, not UTF-8 or larger than 16 MiB.</exception>
    public static SpecSource Load(string path)
    {
        var (file, evaluationFiles) = (FileOf(path), FilesOf(path).Skip(1));
        var tree = SpecSyntaxTree.Load(file, isEvaluationFile: false);
        return Of(tree, [.. evaluationFiles.Select(f => SpecSyntaxTree.Load(f, isEvaluationFile: true))], NameOf(path));
    }

    /// <summary>The paths of the files that <see cref="Load"/> reads: the spec, then its files of evaluation prompts by name.</summary>
    /// <param name="path">A folder with <c>model_spec.md</c> or <c>spec.md</c>, or a Markdown file.</param>
    /// <exception cref="InputException">There is no spec.</exception>
    public static IEnumerable<string> FilesOf(string path)
    {
        var file = FileOf(path);
        var folder = Path.Combine(Path.GetDirectoryName(file)!, "examples");
        return Directory.Exists(folder) ? [file, .. Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal)] : [file];
    }

    /// <summary>What a spec is called where nothing says its version: its folder, or its file without the ending.</summary>
    internal static string NameOf(string path) => Directory.Exists(path)
        ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))
        : Path.GetFileNameWithoutExtension(path);

    /// <summary>A spec of trees that are read already, such as changed ones.</summary>
    /// <param name="tree">The spec.</param>
    /// <param name="evaluationTrees">Files of evaluation prompts; the name of each file is its tag.</param>
    /// <param name="version">The version that the document gets.</param>
    public static SpecSource Of(SpecSyntaxTree tree, IReadOnlyList<SpecSyntaxTree> evaluationTrees, string version)
    {
        var document = SpecBinder.Document(tree, version);
        var sectionOfTag = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var footnote in document.Footnotes)
        {
            sectionOfTag.TryAdd(footnote.Tag, footnote.SectionId);
        }

        return new SpecSource(tree, evaluationTrees, document with { EvaluationFiles = [.. evaluationTrees.Select(t => EvaluationFileOf(t, sectionOfTag))] });
    }

    /// <summary>Refuses a spec that does not read as a whole.</summary>
    /// <exception cref="InputException">A file has errors; the first is named.</exception>
    public void RequireNoErrors()
    {
        foreach (var tree in Trees)
        {
            tree.RequireNoErrors();
        }
    }

    internal static string FileOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? path : throw new InputException(path, 0, "there is no such file or folder; give a spec's folder or Markdown file");
        }

        return FileNames.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists)
            ?? throw new InputException(path, 0, $"the folder has no spec; expected {string.Join(" or ", FileNames)}");
    }

    private static EvaluationFile EvaluationFileOf(SpecSyntaxTree tree, Dictionary<string, string?> sectionOfTag)
    {
        var tag = Path.GetFileNameWithoutExtension(tree.Path);
        var sectionId = sectionOfTag.GetValueOrDefault(tag);
        var header = tree.Root.Blocks.OfType<EvaluationHeaderSyntax>().FirstOrDefault();
        var title = header is null ? null : header.Title is { } text ? tree.TextOf(text) : "";
        return new EvaluationFile(tag, title, sectionId, SpecBinder.Examples(tree, sectionId ?? ""), tree.Path);
    }
}
