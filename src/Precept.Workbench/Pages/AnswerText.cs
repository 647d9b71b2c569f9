using System.Buffers;
using System.Globalization;
using System.Text;
using Precept.Reports;
using Precept.Spec;

namespace Precept.Workbench.Pages;

/// <summary>Writes text of an answer into markup, escaped, each run with the place in the source that it came from.</summary>
/// <remarks>
/// <c>&lt;span data-at="12"&gt;</c>: its text is the source's from 12 on, sign for sign. <c>&lt;span data-at="12" data-len="5"&gt;</c>: it stands for the source's five units from 12 on, but shows
/// something else: an entity's character, or the mark of a character that nobody would see. Text whose place is not known (an address with decoded signs) has neither.
/// </remarks>
internal sealed class AnswerText(string source)
{
    private readonly StringBuilder _to = new(source.Length * 2);
    private bool _isInLink;

    /// <summary>Writes markup of our own as it is.</summary>
    public void Tag(string markup) => _to.Append(markup);

    /// <summary>Writes a part of the source as it stands.</summary>
    public void Source(int start, int end)
    {
        (start, end) = (Math.Clamp(start, 0, source.Length), Math.Clamp(end, 0, source.Length));
        if (end > start)
        {
            Exact(start, end);
        }
    }

    /// <summary>Writes a text that came from a part of the source.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it begins there, as far as is known.</param>
    /// <param name="end">Where the part ends in which it stands.</param>
    public void Run(string text, int start, int end)
    {
        if (text.Length == 0)
        {
            return;
        }

        (start, end) = (Math.Clamp(start, 0, source.Length), Math.Clamp(end, 0, source.Length));
        if (end - start < text.Length)
        {
            Instead(text, start, end);
            return;
        }

        // An escaped sign begins one further, code in backticks one or two: the text is found at once, or the source says it otherwise.
        var at = source.AsSpan(start, Math.Min(end - start, text.Length + 64)).IndexOf(text, StringComparison.Ordinal);
        if (at >= 0)
        {
            Exact(start + at, start + at + text.Length);
        }
        else
        {
            Instead(text, start, end);
        }
    }

    /// <summary>Writes a text that stands for a part of the source that says it otherwise.</summary>
    public void Instead(string text, int start, int end)
    {
        (start, end) = (Math.Clamp(start, 0, source.Length), Math.Clamp(end, 0, source.Length));
        if (end > start)
        {
            _to.Append(CultureInfo.InvariantCulture, $"<span data-at=\"{start}\" data-len=\"{end - start}\">");
            Escaped(text);
            _to.Append("</span>");
        }
        else
        {
            Escaped(text);
        }
    }

    /// <summary>Writes a link around what is written within; within a link, or where the address leads nowhere safe, only that.</summary>
    public void Link(string address, Action within)
    {
        var isLink = !_isInLink && IsSafe(address);
        if (isLink)
        {
            _to.Append("<a rel=\"noopener noreferrer nofollow\" target=\"_blank\" href=\"");
            Escaped(address);
            _to.Append("\">");
            _isInLink = true;
        }

        within();
        if (isLink)
        {
            _to.Append("</a>");
            _isInLink = false;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _to.ToString();

    private static bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeMailto);

    private void Exact(int start, int end)
    {
        var from = start;
        for (var at = start; at < end;)
        {
            var isRune = Rune.DecodeFromUtf16(source.AsSpan(at, end - at), out var rune, out var used) == OperationStatus.Done;
            if (!isRune || UnseenCharacters.Contains(rune))
            {
                Seen(from, at);
                var isLineBreak = source[at] == '\r' && at + 1 < end && source[at + 1] == '\n';
                _to.Append(CultureInfo.InvariantCulture, $"<span class=\"unseen\" data-at=\"{at}\" data-len=\"{used}\">")
                    .Append(isLineBreak ? "" : UnseenCharacters.Mark(isRune ? rune.Value : source[at])).Append("</span>");
                from = at + used;
            }

            at += used;
        }

        Seen(from, end);
    }

    private void Seen(int start, int end)
    {
        if (end > start)
        {
            _to.Append(CultureInfo.InvariantCulture, $"<span data-at=\"{start}\">");
            Escaped(source.AsSpan(start, end - start));
            _to.Append("</span>");
        }
    }

    private void Escaped(ReadOnlySpan<char> text) => VisibleText.AppendEscaped(_to, text);
}
