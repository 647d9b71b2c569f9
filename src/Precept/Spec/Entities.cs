using System.Globalization;
using System.Text;

namespace Precept.Spec;

/// <summary>The five named entities and numeric ones. Anything else after <c>&amp;</c> is text: there are no declarations.</summary>
internal static class Entities
{
    private const int MaxLength = 12;

    /// <summary>Decodes the entity at <paramref name="position"/>, where a <c>&amp;</c> stands.</summary>
    /// <returns>How many characters were read; 1 when the <c>&amp;</c> is itself text.</returns>
    public static int Decode(string text, int position, StringBuilder into)
    {
        var window = text.AsSpan(position, Math.Min(MaxLength, text.Length - position));
        var end = window.IndexOf(';');
        if (end > 1 && Value(window[1..end]) is { } value)
        {
            into.Append(value);
            return end + 1;
        }

        into.Append('&');
        return 1;
    }

    /// <summary>A text with its entities decoded.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('&'))
        {
            return text;
        }

        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '&')
            {
                i += Decode(text, i, decoded);
            }
            else
            {
                decoded.Append(text[i++]);
            }
        }

        return decoded.ToString();
    }

    private static string? Value(ReadOnlySpan<char> name) => name switch
    {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        ['#', 'x' or 'X', .. var digits] => Scalar(digits, NumberStyles.AllowHexSpecifier),
        ['#', .. var digits] => Scalar(digits, NumberStyles.None),
        _ => null,
    };

    private static string? Scalar(ReadOnlySpan<char> digits, NumberStyles style) =>
        int.TryParse(digits, style, CultureInfo.InvariantCulture, out var value) && value > 0 && Rune.TryCreate(value, out var rune)
            ? rune.ToString()
            : null;
}
