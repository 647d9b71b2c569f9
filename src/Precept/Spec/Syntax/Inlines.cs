namespace Precept.Spec.Syntax;

/// <summary>Prose: text with references and footnotes in it.</summary>
public sealed class InlinesSyntax : SyntaxBranch
{
    internal InlinesSyntax(NodeBuilder parts) : base(parts)
    {
    }

    /// <summary>The references in it, in source order.</summary>
    public IEnumerable<ReferenceSyntax> References => Children.OfType<ReferenceSyntax>();

    /// <summary>The footnotes in it, in source order.</summary>
    public IEnumerable<FootnoteSyntax> Footnotes => Children.OfType<FootnoteSyntax>();
}

/// <summary>A reference to a section: <c>[text](#id)</c>; <c>[?](#id)</c> stands for the section's title.</summary>
public sealed class ReferenceSyntax : SyntaxBranch
{
    internal ReferenceSyntax(NodeBuilder parts, SyntaxToken text, SyntaxToken target) : base(parts)
    {
        Text = text;
        Target = target;
    }

    /// <summary>The text between the brackets.</summary>
    public SyntaxToken Text { get; }

    /// <summary>The id.</summary>
    public SyntaxToken Target { get; }
}

/// <summary>A footnote <c>[^tag]</c>: it names the file of evaluation prompts <c>examples/tag.md</c>.</summary>
public sealed class FootnoteSyntax : SyntaxBranch
{
    internal FootnoteSyntax(NodeBuilder parts, SyntaxToken tag) : base(parts) => Tag = tag;

    /// <summary>The tag.</summary>
    public SyntaxToken Tag { get; }
}
