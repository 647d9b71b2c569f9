namespace Precept.Spec.Syntax;

/// <summary>A whole file: blocks one after another.</summary>
public sealed class FileSyntax : SyntaxBranch
{
    internal FileSyntax(NodeBuilder parts) : base(parts)
    {
        Blocks = [.. Children.OfType<BlockSyntax>()];
    }

    /// <summary>The blocks in source order; with a byte order mark before them they are the whole text.</summary>
    public IReadOnlyList<BlockSyntax> Blocks { get; }
}

/// <summary>A block: some whole lines.</summary>
public abstract class BlockSyntax : SyntaxBranch
{
    private protected BlockSyntax(NodeBuilder parts) : base(parts)
    {
    }
}

/// <summary>A heading that opens a section: <c>## Title {#id key=value …}</c>. Headings without an id are prose.</summary>
public sealed class HeadingSyntax : BlockSyntax
{
    internal HeadingSyntax(NodeBuilder parts, SyntaxToken marks, InlinesSyntax? title, SyntaxToken id, IReadOnlyList<AttributeSyntax> attributes, SyntaxToken brace)
        : base(parts)
    {
        Marks = marks;
        Title = title;
        Id = id;
        Attributes = attributes;
        ClosingBrace = brace;
    }

    /// <summary>The <c>#</c>s.</summary>
    public SyntaxToken Marks { get; }

    /// <summary>How many <c>#</c>, from 1 to 4.</summary>
    public int Level => Marks.Span.Length;

    /// <summary>The title; null where it is empty.</summary>
    public InlinesSyntax? Title { get; }

    /// <summary>The id.</summary>
    public SyntaxToken Id { get; }

    /// <summary>The attributes in source order.</summary>
    public IReadOnlyList<AttributeSyntax> Attributes { get; }

    /// <summary>The <c>}</c>.</summary>
    public SyntaxToken ClosingBrace { get; }
}

/// <summary>An attribute of a heading (<c>key=value</c>, <c>key="a value"</c>) or of a tag (<c>key="value"</c>).</summary>
public sealed class AttributeSyntax : SyntaxBranch
{
    internal AttributeSyntax(NodeBuilder parts, SyntaxToken key, SyntaxToken value) : base(parts)
    {
        Key = key;
        Value = value;
    }

    /// <summary>The key.</summary>
    public SyntaxToken Key { get; }

    /// <summary>The value without quotation marks, as it stands in the source.</summary>
    public SyntaxToken Value { get; }
}

/// <summary>Commentary: <c>!!! meta "Commentary"</c> with the indented lines below it.</summary>
public sealed class MetaSyntax : BlockSyntax
{
    internal MetaSyntax(NodeBuilder parts, SyntaxToken? label, InlinesSyntax? body) : base(parts)
    {
        Label = label;
        Body = body;
    }

    /// <summary>The label without its quotation marks; null where there is none.</summary>
    public SyntaxToken? Label { get; }

    /// <summary>The lines below, with their indent; null where there are none.</summary>
    public InlinesSyntax? Body { get; }
}

/// <summary>An example: its title's line, then a fence with a conversation.</summary>
public sealed class ExampleSyntax : BlockSyntax
{
    internal ExampleSyntax(NodeBuilder parts, InlinesSyntax? title, FenceSyntax fence) : base(parts)
    {
        Title = title;
        Fence = fence;
    }

    /// <summary>The title; null where it is empty.</summary>
    public InlinesSyntax? Title { get; }

    /// <summary>The conversation.</summary>
    public FenceSyntax Fence { get; }
}

/// <summary>A fenced block that is no example: neither headings nor references are read in it.</summary>
public sealed class CodeSyntax : BlockSyntax
{
    internal CodeSyntax(NodeBuilder parts, SyntaxToken? info) : base(parts) => Info = info;

    /// <summary>The text behind the opening marks, such as a language; null where there is none.</summary>
    public SyntaxToken? Info { get; }
}

/// <summary>Lines of prose between other blocks, blank lines included.</summary>
public sealed class ProseSyntax : BlockSyntax
{
    internal ProseSyntax(NodeBuilder parts, InlinesSyntax text) : base(parts) => Text = text;

    /// <summary>The text with its references and footnotes.</summary>
    public InlinesSyntax Text { get; }
}

/// <summary>The first line of a file of evaluation prompts: <c>Examples for [^tag] in title:</c>.</summary>
public sealed class EvaluationHeaderSyntax : BlockSyntax
{
    internal EvaluationHeaderSyntax(NodeBuilder parts, SyntaxToken tag, SyntaxToken? title) : base(parts)
    {
        Tag = tag;
        Title = title;
    }

    /// <summary>The footnote's tag.</summary>
    public SyntaxToken Tag { get; }

    /// <summary>The section's title as the header gives it; null where it is empty.</summary>
    public SyntaxToken? Title { get; }
}
