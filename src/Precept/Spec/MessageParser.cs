using System.Text;

namespace Precept.Spec;

/// <summary>Reads one message: from behind its opening tag to behind its closing tag.</summary>
internal static class MessageParser
{
    /// <summary>The message that an opening tag starts.</summary>
    public static Message Read(FenceCursor cursor, Tag open, Role role)
    {
        var (content, untrusted) = new Content(cursor, open).Read();
        return new Message(role, content)
        {
            Name = open.Attributes.GetValueOrDefault("name"),
            Recipient = open.Attributes.GetValueOrDefault("recipient"),
            EndTurn = EndTurn(cursor, open),
            Untrusted = untrusted,
        };
    }

    private static bool? EndTurn(FenceCursor cursor, Tag open) => open.Attributes.GetValueOrDefault("end_turn") switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var other => throw cursor.Error(open.Line, $"end_turn=\"{SourceText.Quote(other)}\" is neither \"true\" nor \"false\""),
    };

    private sealed class Content(FenceCursor cursor, Tag open)
    {
        private readonly StringBuilder _text = new();
        private readonly List<TextSpan> _untrusted = [];
        private Tag? _inner;
        private int _innerStart;
        private int _floor;

        public (string Text, IReadOnlyList<TextSpan> Untrusted) Read()
        {
            cursor.SkipLineBreak();
            while (true)
            {
                CopyText();
                if (cursor.AtEnd)
                {
                    throw cursor.Error(open.Line, $"<{open.Name}> is never closed; add </{open.Name}>");
                }

                if (cursor.Rest[0] == '&')
                {
                    cursor.Advance(Entities.Decode(cursor.Text, cursor.Position, _text));
                }
                else if (cursor.TakeTag() is not { } tag)
                {
                    _text.Append('<');
                    cursor.Advance(1);
                }
                else if (tag.IsClosing && tag.Name == open.Name && _inner is null)
                {
                    TrimLineBreak();
                    return (_text.ToString(), _untrusted);
                }
                else
                {
                    Inner(tag);
                }
            }
        }

        private void CopyText()
        {
            var rest = cursor.Rest;
            var length = rest.IndexOfAny('<', '&');
            length = length < 0 ? rest.Length : length;
            _text.Append(rest[..length]);
            cursor.Advance(length);
        }

        private void Inner(Tag tag)
        {
            if (!tag.IsClosing && _inner is null && MayStandHere(tag.Name))
            {
                _inner = tag;
                _innerStart = _floor = _text.Length;
                cursor.SkipLineBreak();
            }
            else if (tag.IsClosing && _inner is { } inner && tag.Name == inner.Name)
            {
                TrimLineBreak();
                if (tag.Name == "untrusted")
                {
                    _untrusted.Add(new TextSpan(_innerStart, _text.Length - _innerStart));
                }

                _inner = null;
                _floor = _text.Length;
            }
            else
            {
                var within = _inner ?? open;
                throw cursor.Error(
                    tag.Line,
                    $"<{(tag.IsClosing ? "/" : "")}{tag.Name}> stands within <{within.Name}> of line {within.Line}; close that first, or write '&lt;' for a '<' that is text");
            }
        }

        private bool MayStandHere(string name) =>
            name == "untrusted" || (name == "settings" && open.Name is "system" or "developer");

        /// <summary>Takes away the line break before a closing tag, with the tag's indent, but nothing of an inner element.</summary>
        private void TrimLineBreak()
        {
            var end = _text.Length;
            while (end > _floor && _text[end - 1] is ' ' or '\t')
            {
                end--;
            }

            if (end > _floor && _text[end - 1] == '\n')
            {
                _text.Length = end - 1;
            }
        }
    }
}
