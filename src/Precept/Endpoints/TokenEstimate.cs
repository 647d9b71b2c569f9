using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>How many tokens a text is, roughly, without a tokenizer: for budgets and limits, before anything is asked.</summary>
/// <remarks>
/// The byte-pair vocabularies of today's models (cl100k, o200k, Llama 3, Qwen) give English prose 1.2 to 1.4 tokens a word and Chinese 0.6 to 1.2 a
/// character. Counted here: a word of Latin letters is one token for each six letters or part of six; other alphabets one for each two letters;
/// a Chinese, Japanese or Korean character is one; digits one for each three; a line break or a punctuation mark one, repeats of it one for each
/// four; emoji and other symbols outside the basic plane two. Blanks belong to the word behind them. It errs on the high side, since
/// what it guards is room.
/// </remarks>
public static class TokenEstimate
{
    /// <summary>What a message costs beyond its text: role and separators.</summary>
    public const int PerMessage = 4;

    /// <summary>What an answer is taken to have where nobody knows: some two hundred words.</summary>
    public const int UsualAnswer = 300;

    private const int LettersPerToken = 6;

    /// <summary>The tokens of a text, at least 0; time linear in its length.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        var (tokens, run, last) = (0, 0, default(Rune));
        var kind = Kind.Blank;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = KindOf(rune);
            if (next != kind || (next == Kind.Mark && rune != last))
            {
                tokens += TokensOf(kind, run);
                (kind, run) = (next, 0);
            }

            (last, run) = (rune, run + 1);
        }

        return tokens + TokensOf(kind, run);
    }

    /// <summary>The tokens of messages, with what each costs beyond its text.</summary>
    public static int Of(IEnumerable<ChatMessage> messages) => messages.Sum(m => PerMessage + Of(m.Text));

    /// <summary>The tokens of a question: its messages, and what is sent along with them.</summary>
    public static int OfQuestion(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        Of(messages) +
        (options?.Instructions is { } instructions ? PerMessage + Of(instructions) : 0) +
        (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? Of(schema.GetRawText()) : 0);

    /// <summary>The tokens that an answer is expected to have: what the call allows, at most <see cref="UsualAnswer"/>.</summary>
    public static int OfAnswer(ChatOptions? options) => Math.Min(options?.MaxOutputTokens ?? UsualAnswer, UsualAnswer);

    private static int TokensOf(Kind kind, int run) => kind switch
    {
        Kind.Latin => Parts(run, LettersPerToken),
        Kind.Letter => Parts(run, 2),
        Kind.Ideograph => run,
        Kind.Digit => Parts(run, 3),
        Kind.Mark => Parts(run, 4),
        Kind.Symbol => 2 * run,
        _ => 0,
    };

    private static int Parts(int run, int size) => (run + size - 1) / size;

    private static Kind KindOf(Rune rune) => rune.Value switch
    {
        ' ' or '\t' or '\r' => Kind.Blank,
        (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => Kind.Latin,
        >= '0' and <= '9' => Kind.Digit,
        < 0x80 => Kind.Mark,
        (>= 0x2E80 and <= 0x2FDF) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) => Kind.Ideograph,
        > 0xFFFF => Kind.Symbol,
        <= 0x024F when Rune.IsLetter(rune) => Kind.Latin,
        _ when Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => Kind.Letter,
        _ => Kind.Mark,
    };

    private enum Kind
    {
        Blank,
        Latin,
        Letter,
        Ideograph,
        Digit,
        Mark,
        Symbol,
    }
}
