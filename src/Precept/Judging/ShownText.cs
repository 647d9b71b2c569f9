using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Precept.Spec;

namespace Precept.Judging;

/// <summary>A text of others as a prompt shows it: nothing in it is a special token of a chat template, begins a line like a speaker, or goes unseen.</summary>
/// <remarks>
/// What is changed, and nothing else: a blank is put behind the first character of anything that a chat template could take for a special token
/// (<c>&lt; |im_start|&gt;</c>, <c>[ INST]</c>, <c>&lt; start_of_turn&gt;</c>, <c>&lt; /s&gt;</c>, <c>&lt; &lt;SYS>></c>), and before the colon of a line
/// that begins like a speaker's (<c>Assistant :</c>, <c>用户 ：</c>); characters that are not seen become their marks (<c>⟨U+200B⟩</c>); a carriage return before a
/// new line is dropped. Tokenizers match special tokens letter by letter, so one blank is enough. Where each character came from is kept,
/// so that words quoted from the shown text are found in the text itself. Linear in the text's length.
/// </remarks>
public sealed class ShownText
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // Tokens between <| |>, also with the full-width bar of DeepSeek; tags of Llama, Mistral, Gemma, Qwen and the encoder models.
    private static readonly Regex SpecialToken = new(
        "<[|｜]|<</?SYS>>|\\[/?[A-Z][A-Z_]{1,30}\\]|</?(?:s|bos|eos|pad|unk|mask|sep|cls|think|tool_call|tool_response|tools|start_of_turn|end_of_turn|start_of_image|end_of_image"
        + "|start_header_id|end_header_id|extra_id_[0-9]{1,4}|unused_?[0-9]{1,4}|reserved_[0-9]{1,6})>",
        Options);

    // By itself, since the bar that closes one can be the bar that opens another: <|>.
    private static readonly Regex TokenEnd = new("[|｜]>", Options);

    private static readonly Regex Speaker = new(
        "^[ \\t#*>_-]{0,8}(?:human|user|assistant|system|developer|tool|model|gpt|ai|bot|instruction|input|response|judge|用户|人类|助手|助理|系统|开发者|工具|模型|评判|裁判)[*_]{0,4}[:：]",
        Options | RegexOptions.IgnoreCase | RegexOptions.Multiline);

    private readonly string _source;
    private readonly int[] _origin;

    private ShownText(string source, string text, int[] origin, int leftOut)
    {
        (_source, Text, _origin, LeftOut) = (source, text, origin, leftOut);
    }

    /// <summary>The text as it is shown.</summary>
    public string Text { get; }

    /// <summary>How many characters at the end are not shown, because the text is longer than its bound.</summary>
    public int LeftOut { get; }

    /// <summary>Makes a text fit to be shown.</summary>
    /// <param name="source">The text, from anywhere.</param>
    /// <param name="maxLength">Most characters of it that are read; the rest is left out and counted.</param>
    public static ShownText Of(string source, int maxLength = int.MaxValue)
    {
        var length = Math.Min(source.Length, maxLength);
        length -= length < source.Length && length > 0 && char.IsHighSurrogate(source[length - 1]) ? 1 : 0;
        var read = source[..length];
        HashSet<int> breaks =
        [
            .. SpecialToken.Matches(read).Select(m => m.Index + 1), .. TokenEnd.Matches(read).Select(m => m.Index + 1),
            .. Speaker.Matches(read).Select(m => m.Index + m.Length - 1),
        ];
        var (text, origin) = (new StringBuilder(length + breaks.Count), new List<int>(length + breaks.Count));
        for (var at = 0; at < length;)
        {
            if (breaks.Contains(at))
            {
                Append(" ", at);
            }

            var valid = Rune.DecodeFromUtf16(read.AsSpan(at), out var rune, out var used) == OperationStatus.Done;
            if (!valid)
            {
                Append(UnseenCharacters.Mark(read[at]), at);
                used = 1;
            }
            else if (UnseenCharacters.Contains(rune))
            {
                var lineBreak = rune.Value == '\r' && at + 1 < length && read[at + 1] == '\n';
                Append(lineBreak ? "" : UnseenCharacters.Mark(rune.Value), at);
            }
            else
            {
                for (var i = 0; i < used; i++)
                {
                    text.Append(read[at + i]);
                    origin.Add(at + i);
                }
            }

            at += used;
        }

        return new ShownText(source, text.ToString(), [.. origin], source.Length - length);

        void Append(string mark, int at)
        {
            text.Append(mark);
            for (var i = 0; i < mark.Length; i++)
            {
                origin.Add(at);
            }
        }
    }

    /// <summary>Finds quoted words, and gives them as they stand in the text itself; null where they do not occur.</summary>
    /// <param name="quote">Words as a model quotes them from what it was shown. Blanks and quotation marks around them do not count.</param>
    public string? Find(string quote)
    {
        foreach (var words in (string[])[quote.Trim(), quote.Trim().Trim('"', '\u201C', '\u201D', '\u300C', '\u300D').Trim()])
        {
            if (words.Length == 0)
            {
                return null;
            }

            if (_source.Contains(words, StringComparison.Ordinal))
            {
                return words;
            }

            if (Text.IndexOf(words, StringComparison.Ordinal) is var at and >= 0)
            {
                var end = at + words.Length < _origin.Length ? _origin[at + words.Length] : _source.Length - LeftOut;
                return _source[_origin[at]..end];
            }
        }

        return null;
    }
}
