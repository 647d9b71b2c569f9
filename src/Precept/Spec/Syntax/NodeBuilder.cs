namespace Precept.Spec.Syntax;

/// <summary>Collects the parts of one node. Every part begins where the last one ended: what is built has no gap.</summary>
internal sealed class NodeBuilder
{
    private readonly List<SyntaxNode> _parts = [];

    public NodeBuilder(int start) => Start = Position = start;

    public int Start { get; }

    /// <summary>Where the next part begins.</summary>
    public int Position { get; private set; }

    /// <summary>Adds the text up to a place as one token; nothing where that text is empty.</summary>
    public SyntaxToken? Token(TokenKind kind, int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, Position);
        if (end == Position)
        {
            return null;
        }

        var token = new SyntaxToken(kind, Position, end);
        Add(token);
        return token;
    }

    /// <summary>Adds a token that may be empty, such as an attribute's value.</summary>
    public SyntaxToken Place(TokenKind kind, int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, Position);
        var token = new SyntaxToken(kind, Position, end);
        Add(token);
        return token;
    }

    /// <summary>Adds a node that begins at <see cref="Position"/>.</summary>
    public T Add<T>(T node) where T : SyntaxNode
    {
        if (node.Start != Position)
        {
            throw new InvalidOperationException($"a part begins at {node.Start}, the last one ended at {Position}");
        }

        _parts.Add(node);
        Position = node.End;
        return node;
    }

    public SyntaxNode[] ToArray() => [.. _parts];
}
