using Precept.Spec.Syntax;

namespace Precept.Spec.Linting;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="Open">The line of its opening fence, from 1.</param>
/// <param name="Close">The line behind its last one: that of its closing fence, where it has one.</param>
/// <param name="IsExample">Whether it is an example's conversation; otherwise a code block of the prose.</param>
internal readonly record struct FencedBlock(int Open, int Close, bool IsExample);

/// <summary>A Markdown file as the rules about its text see it.</summary>
internal sealed class LintFile
{
    public LintFile(SpecSyntaxTree tree)
    {
        Tree = tree;
        Lines = [.. Enumerable.Range(1, tree.Source.LineCount).Select(tree.LineText)];
        Fences = [.. tree.Root.Blocks.Select(Block).OfType<FencedBlock>()];
    }

    /// <summary>The file's tree.</summary>
    public SpecSyntaxTree Tree { get; }

    /// <summary>The path that findings name.</summary>
    public string Path => Tree.Path;

    /// <summary>The lines, without their ends.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The fenced blocks, in order.</summary>
    public IReadOnlyList<FencedBlock> Fences { get; }

    /// <summary>All lines, each with its number from 1.</summary>
    public IEnumerable<(int Line, string Text)> AllLines => LinesBetween(1, Lines.Count);

    /// <summary>The lines inside examples, each with its number from 1.</summary>
    public IEnumerable<(int Line, string Text)> ExampleLines =>
        Fences.Where(f => f.IsExample).SelectMany(f => LinesBetween(f.Open + 1, f.Close - 1));

    /// <summary>The lines outside fences, each with its number from 1.</summary>
    public IEnumerable<(int Line, string Text)> ProseLines
    {
        get
        {
            var next = 1;
            foreach (var fence in Fences)
            {
                foreach (var line in LinesBetween(next, fence.Open - 1))
                {
                    yield return line;
                }

                next = fence.Close + 1;
            }

            foreach (var line in LinesBetween(next, Lines.Count))
            {
                yield return line;
            }
        }
    }

    /// <summary>The line of the fence below an example's title; the title's own where there is none.</summary>
    /// <param name="titleLine">The title's line, from 1.</param>
    public int FenceBelow(int titleLine)
    {
        var (low, high) = (0, Fences.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Fences[middle].Open > titleLine ? (low, middle) : (middle + 1, high);
        }

        return low < Fences.Count ? Fences[low].Open : titleLine;
    }

    /// <summary>Where a text stands in a line; null where it does not.</summary>
    public TextSpan? SpanOf(int line, string text)
    {
        var start = line > 0 && line <= Lines.Count && text.Length > 0 ? Lines[line - 1].IndexOf(text, StringComparison.Ordinal) : -1;
        return start < 0 ? null : new TextSpan(start, text.Length);
    }

    /// <summary>A place of the text.</summary>
    /// <param name="span">Where in the file's text; what goes beyond its first line is left out.</param>
    /// <param name="message">What was found and what to do.</param>
    public Spot At(TextSpan span, string message)
    {
        var line = Tree.LineAt(span.Start);
        var column = Tree.ColumnAt(span.Start) - 1;
        var length = line <= Lines.Count ? Math.Min(span.Length, Lines[line - 1].Length - column) : 0;
        return new Spot(Path, line, message, length > 0 ? new TextSpan(column, length) : null);
    }

    private FencedBlock? Block(BlockSyntax block) => block switch
    {
        ExampleSyntax { Fence: var fence } => new FencedBlock(Tree.LineOf(fence), fence.ClosingMarks is { } marks ? Tree.LineOf(marks) : EndLine(fence) + 1, true),
        CodeSyntax => new FencedBlock(Tree.LineOf(block), EndLine(block), false),
        _ => null,
    };

    /// <summary>The line of a node's last character.</summary>
    private int EndLine(SyntaxNode node) => Tree.LineAt(Math.Max(node.Start, node.End - 1));

    private IEnumerable<(int Line, string Text)> LinesBetween(int first, int last)
    {
        for (var line = first; line <= Math.Min(last, Lines.Count); line++)
        {
            yield return (line, Lines[line - 1]);
        }
    }
}
