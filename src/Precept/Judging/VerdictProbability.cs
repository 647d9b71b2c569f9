using System.Text;
using System.Text.Json;
using Precept.Endpoints;

namespace Precept.Judging;

/// <summary>How sure a model was of a verdict, from the log-probabilities of its tokens.</summary>
/// <remarks>
/// Bai et al. 2022 (arXiv:2212.08073, section 4.1): p = P(A) / (P(A) + P(B)) at the token of the verdict; what the model gave to a tie or to anything else counts for neither.
/// The token is found by reading the answer's JSON, so no words inside the reason are taken for it.
/// </remarks>
public static class VerdictProbability
{
    /// <summary>Probabilities stay this far from 0 and 1.</summary>
    public const double Margin = 1e-6;

    /// <summary>The bounds of a probability that follows written reasoning (Bai et al. 2022, section 4.1): reasoning makes models surer than they are right.</summary>
    public static (double Low, double High) WithReasoning { get; } = (0.4, 0.6);

    /// <summary>P(A) / (P(A) + P(B)), or null where the tokens do not tell.</summary>
    /// <param name="tokens">The tokens of an answer that is a JSON object.</param>
    /// <param name="property">The property whose text is A or B.</param>
    /// <remarks>Where only one of the two is among the likeliest tokens, the other is given as much as it can have: no more than the least likely one listed, and than is left.</remarks>
    public static double? Of(IReadOnlyList<TokenLogProb> tokens, string property)
    {
        if (TokenOf(tokens, property) is not { } token)
        {
            return null;
        }

        var alternatives = token.Top.Append(new(token.Token, token.LogProb)).DistinctBy(t => t.Key).ToArray();
        var a = Sum("A");
        var b = Sum("B");
        if (a + b <= 0)
        {
            return null;
        }

        var most = Math.Max(0, Math.Min(1 - alternatives.Sum(t => Math.Exp(t.Value)), alternatives.Min(t => Math.Exp(t.Value))));
        (a, b) = (a > 0 ? a : most, b > 0 ? b : most);
        return Math.Clamp(a / (a + b), Margin, 1 - Margin);

        double Sum(string label) => alternatives.Where(t => t.Key.Trim(' ', '\t', '\n', '"', ':', ',', '}') == label).Sum(t => Math.Exp(t.Value));
    }

    private static TokenLogProb? TokenOf(IReadOnlyList<TokenLogProb> tokens, string property)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(tokens.Select(t => t.Token)));
        if (text.AsSpan().IndexOf((byte)'{') is var open && open < 0 || ValueOf(text.AsSpan(open), property) is not { } value)
        {
            return null;
        }

        var end = 0;
        return tokens.FirstOrDefault(t => (end += Encoding.UTF8.GetByteCount(t.Token)) > open + value);
    }

    /// <summary>Where the first letter of a property's text stands; null where the object has no such property, or is none.</summary>
    private static int? ValueOf(ReadOnlySpan<byte> json, string property)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(property))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? (int)reader.TokenStartIndex + 1 : null;
                }
            }

            return null;
        }
        catch (JsonException) // the tokens are not the text that was read: then they say nothing of it
        {
            return null;
        }
    }
}
