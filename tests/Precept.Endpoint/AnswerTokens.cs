using Precept.TestEndpoint.Scripts;

namespace Precept.TestEndpoint;

/// <summary>A token of an answer.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Alternatives">What might have stood there, the token first, with probabilities.</param>
internal sealed record AnswerToken(string Text, IReadOnlyList<(string Text, double P)> Alternatives);

/// <summary>Cuts an answer into tokens as a model's might be: words with the space before them, up to three marks of punctuation together, choices whole.</summary>
internal static class AnswerTokens
{
    private const int LongestWord = 12;
    private const int LongestMarks = 3;
    private const double Sure = 0.999;

    /// <summary>The tokens; put together they are the text.</summary>
    public static List<AnswerToken> Of(string text, IReadOnlyList<Choice> choices)
    {
        var tokens = new List<AnswerToken>(text.Length / 4 + 1);
        var at = 0;
        foreach (var choice in choices)
        {
            AddPlain(tokens, text, at, choice.Start);
            tokens.Add(new(text.Substring(choice.Start, choice.Length), choice.Alternatives));
            at = choice.Start + choice.Length;
        }

        AddPlain(tokens, text, at, text.Length);
        return tokens;
    }

    private static void AddPlain(List<AnswerToken> tokens, string text, int start, int end)
    {
        while (start < end)
        {
            var stop = start + 1;
            var isWord = text[start] == ' ' || char.IsLetterOrDigit(text[start]);
            while (stop < end && stop - start < (isWord ? LongestWord : LongestMarks) && text[stop] != ' ' && char.IsLetterOrDigit(text[stop]) == isWord)
            {
                stop++;
            }

            stop += stop < end && char.IsHighSurrogate(text[stop - 1]) ? 1 : 0;
            var token = text[start..stop];
            tokens.Add(new(token, [(token, Sure)]));
            start = stop;
        }
    }
}
