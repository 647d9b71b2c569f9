using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Precept.Reports;

/// <summary>Markup that may be written into the page as it is.</summary>
/// <remarks>
/// It is made from interpolated strings whose literal parts are ours and whose holes are escaped unless they are <see cref="Html"/> themselves.
/// So there is no way to forget the escaping of a value.
/// </remarks>
internal readonly struct Html
{
    private const int LongestText = 8000;
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    /// <summary>No markup.</summary>
    public static Html Empty => default;

    /// <summary>Markup from a literal with escaped holes.</summary>
    public static Html Of(HtmlHandler handler) => new(handler.ToString());

    /// <summary>A style sheet or script of our own, as it is.</summary>
    public static Html Asset(string content) => new(content);

    /// <summary>Text of a conversation: escaped, with unseen characters marked up.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">After how many UTF-16 units it is cut; what is cut is counted.</param>
    public static Html Text(ReadOnlySpan<char> text, int longest = LongestText)
    {
        var cut = Math.Min(text.Length, longest);
        if (cut < text.Length && char.IsHighSurrogate(text[cut - 1]))
        {
            cut--;
        }

        var builder = new StringBuilder(cut + 64);
        VisibleText.AppendEscaped(builder, text[..cut], "<span class=\"unseen\">", "</span>");
        if (cut < text.Length)
        {
            builder.Append(CultureInfo.InvariantCulture, $"<span class=\"cut\"> … {text.Length - cut:N0} more characters not shown</span>");
        }

        return new(builder.ToString());
    }

    /// <inheritdoc />
    public override string ToString() => _markup ?? "";
}

/// <summary>Collects an interpolated string, escaping its holes.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlHandler(int literalLength, int holes)
{
    private readonly StringBuilder _markup = new(literalLength + (holes * 16));

    public void AppendLiteral(string literal) => _markup.Append(literal);

    public void AppendFormatted(Html markup) => _markup.Append(markup.ToString());

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts)
        {
            _markup.Append(part.ToString());
        }
    }

    public void AppendFormatted(string? text) => VisibleText.AppendEscaped(_markup, text);

    public void AppendFormatted(long number) => _markup.Append(CultureInfo.InvariantCulture, $"{number}");

    /// <summary>A coordinate: at most two decimals.</summary>
    public void AppendFormatted(double coordinate) => _markup.Append(CultureInfo.InvariantCulture, $"{coordinate:0.##}");

    public override string ToString() => _markup.ToString();
}
