using Precept.Spec.Checks;
using Precept.Spec.Importing;
using Precept.Spec.Syntax;

namespace Precept.Spec;

/// <summary>One file of a spec, byte for byte.</summary>
/// <param name="Path">Its path in the spec's folder, with <c>/</c>: <c>spec.md</c>, <c>examples/k3pt.md</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record SpecFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>
/// The source of a spec, read once and kept as it stands: the Markdown, <c>spec.yaml</c>, <c>checks.yaml</c>, <c>principles.yaml</c> and the evaluation
/// files. Whatever is made of it is made of the same bytes.
/// </summary>
/// <remarks>Scenarios are no part of it: the prompts that they give are kept for themselves.</remarks>
public sealed class SpecFiles
{
    private const string Examples = "examples";
    private static readonly string[] Beside = [SpecSettings.FileName, ChecksName, PrinciplesName];

    private readonly string _root;
    private readonly Lazy<SpecSource> _source;
    private readonly Lazy<CheckSet> _checks;
    private readonly Lazy<Constitution> _principles;

    /// <summary>A spec of files that are read already.</summary>
    /// <param name="root">The folder, for errors; nothing is read from it.</param>
    /// <param name="name">The spec's version where <c>spec.yaml</c> gives none.</param>
    /// <param name="files">The files: the first is the Markdown.</param>
    public SpecFiles(string root, string name, IReadOnlyList<SpecFile> files)
    {
        ArgumentOutOfRangeException.ThrowIfZero(files.Count);
        (_root, Files) = (root, files);
        Hash = ContentHash.Of(files.SelectMany(f => new[] { f.Path, ContentHash.OfBytes(f.Content.Span) }));
        _source = new(() => ReadSource(name));
        _checks = new(() => Find(ChecksName) is { } file ? CheckSet.Parse(YamlText(file), PathOf(file)) : CheckSet.Empty);
        _principles = new(() => Find(PrinciplesName) is { } file ? Constitution.ParseYaml(YamlText(file), PathOf(file)) : Constitution.Empty);
    }

    /// <summary>The name of the file of checks.</summary>
    public const string ChecksName = "checks.yaml";

    /// <summary>The name of the file of principles (docs/formats/constitution.md).</summary>
    public const string PrinciplesName = "principles.yaml";

    /// <summary>The files: first the Markdown, then by path.</summary>
    public IReadOnlyList<SpecFile> Files { get; }

    /// <summary>Content hash of all files with their paths: any change of a byte changes it, in commentary, too.</summary>
    public string Hash { get; }

    /// <summary>The spec as it stands: what of it reads, and what does not.</summary>
    /// <exception cref="InputException">A file is not UTF-8, or <c>spec.yaml</c> is not in the format.</exception>
    public SpecSource Source => _source.Value;

    /// <summary>The spec that the files hold.</summary>
    /// <exception cref="InputException">A file is not in the format.</exception>
    public SpecDocument Document
    {
        get
        {
            Source.RequireNoErrors();
            return Source.Document;
        }
    }

    /// <summary>Its checks; none where there is no <c>checks.yaml</c>.</summary>
    /// <exception cref="InputException">The file is not in the format.</exception>
    public CheckSet Checks => _checks.Value;

    /// <summary>The requests for critique and revision of its sections; none where there is no <c>principles.yaml</c>.</summary>
    /// <exception cref="InputException">The file is not in the format.</exception>
    public Constitution Principles => _principles.Value;

    /// <summary>Reads the files of a spec; the parameter is as in <see cref="SpecReader.Read"/>.</summary>
    /// <param name="path">A folder with <c>model_spec.md</c> or <c>spec.md</c>, or a Markdown file.</param>
    /// <exception cref="InputException">A file is absent, cannot be read, or is larger than 16 MiB.</exception>
    public static SpecFiles Read(string path)
    {
        var file = SpecSource.FileOf(path);
        var root = Path.GetDirectoryName(file) ?? "";
        var examples = Path.Combine(root, Examples);
        IEnumerable<string> evaluation = Directory.Exists(examples)
            ? Directory.EnumerateFiles(examples, "*.md").Select(f => $"{Examples}/{Path.GetFileName(f)}")
            : [];
        string[] names = [Path.GetFileName(file), .. Beside.Where(n => File.Exists(Path.Combine(root, n))).Concat(evaluation).Order(StringComparer.Ordinal)];
        return new SpecFiles(root, SpecSource.NameOf(path), [.. names.Select(n => new SpecFile(n, SourceText.Bytes(Path.Combine(root, n))))]);
    }

    private SpecFile? Find(string path) => Files.FirstOrDefault(f => f.Path == path);

    private SpecSource ReadSource(string name)
    {
        var version = Find(SpecSettings.FileName) is { } settings ? SpecSettings.Parse(YamlText(settings), PathOf(settings)).Version : null;
        var tree = SpecSyntaxTree.Parse(Text(Files[0]), PathOf(Files[0]));
        var evaluation = Files.Where(f => f.Path.StartsWith(Examples + "/", StringComparison.Ordinal));
        return SpecSource.Of(tree, [.. evaluation.Select(f => SpecSyntaxTree.ParseEvaluationFile(Text(f), PathOf(f)))], version ?? name);
    }

    private string PathOf(SpecFile file) => Path.Combine(_root, file.Path);

    private string Text(SpecFile file) => SourceText.Decode(file.Content.Span, PathOf(file));

    private string YamlText(SpecFile file) => file.Content.Length <= YamlValue.MaxBytes
        ? Text(file).TrimStart('\uFEFF')
        : throw new InputException(PathOf(file), 0, $"{file.Content.Length} bytes; at most {YamlValue.MaxBytes} are read");
}
