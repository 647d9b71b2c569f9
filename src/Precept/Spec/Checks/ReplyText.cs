using System.Text;

namespace Precept.Spec.Checks;

/// <summary>A reply with what conditions measure of it, each computed once, when first asked for.</summary>
/// <param name="text">The reply as it stands.</param>
public sealed class ReplyText(string text)
{
    private string? _trimmed;
    private string? _collapsed;
    private string? _folded;
    private IReadOnlyList<string>? _words;
    private IReadOnlyList<string>? _sentences;
    private bool? _refusal;

    /// <summary>The reply as it stands.</summary>
    public string Text { get; } = text;

    /// <summary>Without white space at both ends.</summary>
    public string Trimmed => _trimmed ??= Text.Trim();

    /// <summary>Every run of white space as one blank.</summary>
    public string Collapsed => _collapsed ??= Collapse(Text);

    /// <summary>Ready to be compared: see <see cref="Fold"/>.</summary>
    public string Folded => _folded ??= Fold(Text);

    /// <summary>Its words, see <see cref="Checks.Words"/>.</summary>
    public IReadOnlyList<string> Words => _words ??= Checks.Words.Of(Text);

    /// <summary>Its sentences, see <see cref="Checks.Sentences"/>.</summary>
    public IReadOnlyList<string> Sentences => _sentences ??= Checks.Sentences.Of(Text);

    /// <summary>Whether it declines, see <see cref="RefusalDetection"/>.</summary>
    public bool IsRefusal => _refusal ??= RefusalDetection.IsRefusal(Text);

    /// <summary>Every run of white space as one blank, without white space at both ends.</summary>
    public static string Collapse(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd(' ');
    }

    /// <summary>Collapsed, in small letters, with straight quotation marks and apostrophes: two texts that a reader takes for the same are the same.</summary>
    public static string Fold(string text) => Straighten(Collapse(text)).ToLowerInvariant();

    /// <summary>Typographic quotation marks and apostrophes as plain ones.</summary>
    public static string Straighten(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            span[i] = source[i] switch
            {
                '\u2018' or '\u2019' or '\u02BC' or '\u2032' or '\uFF07' => '\'',
                '\u201C' or '\u201D' or '\uFF02' => '"',
                var c => c,
            };
        }
    });
}
