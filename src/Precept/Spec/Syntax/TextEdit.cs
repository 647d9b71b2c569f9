using System.Text;

namespace Precept.Spec.Syntax;

/// <summary>A replacement of some text by other text.</summary>
/// <param name="Span">What is replaced; empty for an insertion.</param>
/// <param name="NewText">What stands there afterwards.</param>
public sealed record TextEdit(TextSpan Span, string NewText)
{
    /// <summary>Replaces a node's text.</summary>
    public static TextEdit Replace(SyntaxNode node, string newText) => new(node.Span, newText);

    /// <summary>Inserts text at a place.</summary>
    public static TextEdit Insert(int position, string newText) => new(new TextSpan(position, 0), newText);

    internal static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var result = new StringBuilder(text.Length + 256);
        var position = 0;
        foreach (var edit in edits.OrderBy(e => e.Span.Start))
        {
            var (start, length) = edit.Span;
            if (start < position || length < 0 || start + length > text.Length)
            {
                throw new ArgumentException($"the edit of {length} characters at {start} overlaps another one or lies outside the text of {text.Length} characters", nameof(edits));
            }

            result.Append(text, position, start - position).Append(edit.NewText);
            position = start + length;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }
}
