namespace Precept.Spec.Syntax;

/// <summary>A piece of a spec's source. A node's children follow each other without a gap, so that its tokens, put together, are its text.</summary>
public abstract class SyntaxNode
{
    private protected SyntaxNode(int start, int end)
    {
        Start = start;
        End = end;
    }

    /// <summary>Where it begins in the source, in UTF-16 code units.</summary>
    public int Start { get; }

    /// <summary>Where it ends in the source: the place behind its last character.</summary>
    public int End { get; }

    /// <summary>Where it stands in the source.</summary>
    public TextSpan Span => new(Start, End - Start);

    /// <summary>Its parts in source order; none for a token.</summary>
    public abstract IReadOnlyList<SyntaxNode> Children { get; }

    /// <summary>All nodes below this one, in source order, each before its own parts.</summary>
    public IEnumerable<SyntaxNode> Descendants()
    {
        // A few levels deep at most: the format does not nest further.
        foreach (var child in Children)
        {
            yield return child;
            foreach (var below in child.Descendants())
            {
                yield return below;
            }
        }
    }

    /// <summary>The tokens of this node in source order; they cover it without a gap.</summary>
    public IEnumerable<SyntaxToken> Tokens() => this is SyntaxToken self ? [self] : Descendants().OfType<SyntaxToken>();
}

/// <summary>What a token is.</summary>
public enum TokenKind
{
    /// <summary>White space, line ends, a byte order mark, stray asterisks before tags: says nothing.</summary>
    Layout,

    /// <summary>Fixed characters of the format: <c>##</c>, <c>{#</c>, <c>~~~</c>, <c>&lt;/</c>.</summary>
    Mark,

    /// <summary>A name that is looked up: an id, a key, a role, a footnote's tag, a grade.</summary>
    Name,

    /// <summary>What is given for a key, and a verdict's condition.</summary>
    Value,

    /// <summary>Prose, a title, a message's text as it stands in the source (entities not decoded).</summary>
    Text,

    /// <summary>Text that does not read; an error of the tree says why.</summary>
    Skipped,
}

/// <summary>A leaf of the tree.</summary>
public sealed class SyntaxToken : SyntaxNode
{
    internal SyntaxToken(TokenKind kind, int start, int end) : base(start, end) => Kind = kind;

    /// <summary>What it is.</summary>
    public TokenKind Kind { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<SyntaxNode> Children => [];
}

/// <summary>A node with parts.</summary>
public abstract class SyntaxBranch : SyntaxNode
{
    private readonly SyntaxNode[] _children;

    private protected SyntaxBranch(NodeBuilder parts) : base(parts.Start, parts.Position) => _children = parts.ToArray();

    /// <inheritdoc/>
    public sealed override IReadOnlyList<SyntaxNode> Children => _children;
}
