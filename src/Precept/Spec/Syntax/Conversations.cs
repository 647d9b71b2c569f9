namespace Precept.Spec.Syntax;

/// <summary>An example's fence: messages, elisions and comparisons between two lines of <c>~~~</c>.</summary>
public sealed class FenceSyntax : SyntaxBranch
{
    internal FenceSyntax(NodeBuilder parts, bool reads, SyntaxToken? closing) : base(parts)
    {
        Reads = reads;
        ClosingMarks = closing;
        Parts = [.. Children.OfType<PartSyntax>()];
    }

    /// <summary>The messages, elisions and comparisons that read, in source order.</summary>
    public IReadOnlyList<PartSyntax> Parts { get; }

    /// <summary>Whether all of it reads; otherwise a <see cref="TokenKind.Skipped"/> token holds what does not.</summary>
    public bool Reads { get; }

    /// <summary>The closing marks; null for a fence that is never closed.</summary>
    public SyntaxToken? ClosingMarks { get; }
}

/// <summary>One part of a conversation.</summary>
public abstract class PartSyntax : SyntaxBranch
{
    private protected PartSyntax(NodeBuilder parts) : base(parts)
    {
    }
}

/// <summary>A bare <c>[...]</c> between messages.</summary>
public sealed class ElisionSyntax : PartSyntax
{
    internal ElisionSyntax(NodeBuilder parts) : base(parts)
    {
    }
}

/// <summary>A message, or a reply of a comparison.</summary>
public sealed class MessageSyntax : PartSyntax
{
    internal MessageSyntax(NodeBuilder parts, Role role, TagSyntax open, VerdictSyntax? verdict, TagSyntax close) : base(parts)
    {
        Role = role;
        OpeningTag = open;
        Verdict = verdict;
        ClosingTag = close;
    }

    /// <summary>Who speaks.</summary>
    public Role Role { get; }

    /// <summary>The opening tag.</summary>
    public TagSyntax OpeningTag { get; }

    /// <summary>The verdict; null outside comparisons.</summary>
    public VerdictSyntax? Verdict { get; }

    /// <summary>The closing tag.</summary>
    public TagSyntax ClosingTag { get; }

    /// <summary>The nested <c>&lt;settings&gt;</c> and <c>&lt;untrusted&gt;</c> elements.</summary>
    public IEnumerable<ElementSyntax> Elements => Children.OfType<ElementSyntax>();
}

/// <summary>An element within a message: <c>&lt;settings&gt;</c> or <c>&lt;untrusted&gt;</c>.</summary>
public sealed class ElementSyntax : SyntaxBranch
{
    internal ElementSyntax(NodeBuilder parts, TagSyntax open, TagSyntax close) : base(parts)
    {
        OpeningTag = open;
        ClosingTag = close;
    }

    /// <summary>The opening tag.</summary>
    public TagSyntax OpeningTag { get; }

    /// <summary>The closing tag.</summary>
    public TagSyntax ClosingTag { get; }

    /// <summary>Whether the text within is marked as untrusted.</summary>
    public bool IsUntrusted { get; init; }
}

/// <summary>Graded replies to the conversation so far.</summary>
public sealed class ComparisonSyntax : PartSyntax
{
    internal ComparisonSyntax(NodeBuilder parts, TagSyntax open, TagSyntax close) : base(parts)
    {
        OpeningTag = open;
        ClosingTag = close;
        Replies = [.. Children.OfType<MessageSyntax>()];
    }

    /// <summary>The opening tag.</summary>
    public TagSyntax OpeningTag { get; }

    /// <summary>The closing tag.</summary>
    public TagSyntax ClosingTag { get; }

    /// <summary>The replies, each with a verdict.</summary>
    public IReadOnlyList<MessageSyntax> Replies { get; }
}

/// <summary>A tag: <c>&lt;name key="value"&gt;</c> or <c>&lt;/name&gt;</c>.</summary>
public sealed class TagSyntax : SyntaxBranch
{
    internal TagSyntax(NodeBuilder parts, bool isClosing, SyntaxToken name, IReadOnlyList<AttributeSyntax> attributes) : base(parts)
    {
        IsClosing = isClosing;
        Name = name;
        Attributes = attributes;
    }

    /// <summary>Whether it is a closing tag.</summary>
    public bool IsClosing { get; }

    /// <summary>The name.</summary>
    public SyntaxToken Name { get; }

    /// <summary>The attributes in source order.</summary>
    public IReadOnlyList<AttributeSyntax> Attributes { get; }
}

/// <summary>A verdict: <c>&lt;!-- BAD[#id], condition: why --&gt;</c>.</summary>
public sealed class VerdictSyntax : SyntaxBranch
{
    internal VerdictSyntax(NodeBuilder parts) : base(parts)
    {
    }

    /// <summary><c>GOOD</c>, <c>OK</c> or <c>BAD</c>; null for a comment that is not a verdict.</summary>
    public SyntaxToken? Grade { get; init; }

    /// <summary>The id of the section that the reply breaks, or null.</summary>
    public SyntaxToken? Section { get; init; }

    /// <summary>The condition, or null.</summary>
    public SyntaxToken? Condition { get; init; }

    /// <summary>The reason, or null.</summary>
    public InlinesSyntax? Why { get; init; }

    /// <summary>The grade; null for a comment that is not a verdict.</summary>
    public Verdict? Verdict { get; init; }
}
