using System.Text;

namespace Precept.Spec.Syntax;

/// <summary>A spec's Markdown, or a file of evaluation prompts, as a tree that loses nothing: its tokens, put together, are the text again.</summary>
/// <remarks>
/// Reading never fails on what a text says: what does not read becomes <see cref="Errors"/>, and the rest is read. The tree is immutable;
/// <see cref="With"/> gives a changed one. <see cref="SpecBinder"/> makes the document's records of it.
/// </remarks>
public sealed class SpecSyntaxTree
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SourceText _source;

    private SpecSyntaxTree(SourceText source, bool isEvaluationFile)
    {
        var errors = new SyntaxErrors(source);
        _source = source;
        IsEvaluationFile = isEvaluationFile;
        Root = DocumentParser.Read(source, errors, isEvaluationFile);
        StructureRules.Check(this, errors);
        Errors = [.. errors.All.OrderBy(e => e.Span.Start)];
    }

    /// <summary>The path that errors name.</summary>
    public string Path => _source.Path;

    /// <summary>The text, as it was read.</summary>
    public string Text => _source.Text;

    /// <summary>Whether the text is a file of evaluation prompts: examples only, headings are text.</summary>
    public bool IsEvaluationFile { get; }

    /// <summary>The whole file.</summary>
    public FileSyntax Root { get; }

    /// <summary>What does not read, in source order.</summary>
    public IReadOnlyList<SyntaxError> Errors { get; }

    internal SourceText Source => _source;

    /// <summary>Reads a spec's text.</summary>
    /// <param name="text">The Markdown.</param>
    /// <param name="path">The path that errors name; nothing is read from it.</param>
    /// <exception cref="InputException">The text is longer than 16 Mi characters.</exception>
    public static SpecSyntaxTree Parse(string text, string path) => new(SourceText.Of(text, path), isEvaluationFile: false);

    /// <summary>Reads the text of a file of evaluation prompts.</summary>
    /// <param name="text">The Markdown.</param>
    /// <param name="path">The path that errors name; nothing is read from it.</param>
    /// <exception cref="InputException">The text is longer than 16 Mi characters.</exception>
    public static SpecSyntaxTree ParseEvaluationFile(string text, string path) => new(SourceText.Of(text, path), isEvaluationFile: true);

    /// <summary>Reads a file: as evaluation prompts where its first line says <c>Examples for [^tag] in</c>, else as a spec.</summary>
    /// <exception cref="InputException">The file is absent, not UTF-8 or larger than 16 MiB.</exception>
    public static SpecSyntaxTree Load(string path)
    {
        var source = SourceText.Load(path);
        return new SpecSyntaxTree(source, DocumentParser.BeginsAsEvaluationFile(source));
    }

    internal static SpecSyntaxTree Load(string path, bool isEvaluationFile) => new(SourceText.Load(path), isEvaluationFile);

    /// <summary>The source of a node.</summary>
    public string TextOf(SyntaxNode node) => Text[node.Start..node.End];

    /// <summary>The number of the line on which a node begins, from 1.</summary>
    public int LineOf(SyntaxNode node) => _source.LineNumber(node.Start);

    /// <summary>The number of the line at a place of the text, from 1.</summary>
    public int LineAt(int position) => _source.LineNumber(position);

    /// <summary>The column of a place on its line, from 1, in UTF-16 code units.</summary>
    public int ColumnAt(int position) => position - _source.StartOf(_source.LineNumber(position) - 1) + 1;

    /// <summary>A line of the text without its end; lines count from 1.</summary>
    public string LineText(int line) => _source.Line(line - 1).ToString();

    /// <summary>The heading of a section, or null; of an id that stands twice, the first.</summary>
    public HeadingSyntax? FindHeading(string id) =>
        Root.Blocks.OfType<HeadingSyntax>().FirstOrDefault(h => Text.AsSpan(h.Id.Start..h.Id.End).SequenceEqual(id));

    /// <summary>Writes the tree token by token. Unchanged, it is the text that was read.</summary>
    public void Write(TextWriter to)
    {
        foreach (var token in Root.Tokens())
        {
            to.Write(Text.AsSpan(token.Start..token.End));
        }
    }

    /// <summary>The tree as UTF-8: of a file that was read and not changed, that file's bytes.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream(Text.Length + (Text.Length / 16));
        using (var writer = new StreamWriter(bytes, Utf8))
        {
            Write(writer);
        }

        return bytes.ToArray();
    }

    /// <summary>The tree with some of its text replaced; all other characters stay as they are.</summary>
    /// <param name="edits">The edits, in any order; they must not overlap. Of two insertions at one place the first given comes first.</param>
    /// <exception cref="ArgumentException">Edits overlap, or one lies outside the text.</exception>
    public SpecSyntaxTree With(params IEnumerable<TextEdit> edits) =>
        new(SourceText.Of(TextEdit.Apply(Text, edits), Path), IsEvaluationFile);

    /// <summary>Refuses a text that does not read as a whole.</summary>
    /// <exception cref="InputException">There are errors; the first is named.</exception>
    public void RequireNoErrors()
    {
        if (Errors is [var first, ..])
        {
            throw new InputException(Path, first.Line, first.Message);
        }
    }
}
