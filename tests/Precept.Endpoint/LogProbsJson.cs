using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Precept.TestEndpoint;

/// <summary>Writes log-probabilities as the protocol has them.</summary>
/// <remarks>
/// What an answer's token leaves of the probability is shared by others, each half as likely as the one before. These mix letters and marks:
/// <see cref="AnswerTokens"/> makes no such tokens, so a plain token's alternatives are always the same, and are written once for all.
/// </remarks>
internal static class LogProbsJson
{
    private const double Mass = 0.99;
    private const int Digits = 6;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly string[] Unlikely = ["It's", "I'm", "I'd", "e.g", "i.e", "vs.", "no.", "so,", "if,", "or,", "n't", "'re", "'ve", "'ll", "(x", "(y", "x)", "y)", "c.", "d."];
    private static readonly byte[][] Others = [.. Enumerable.Range(0, Unlikely.Length + 1).Select(Written)];

    /// <summary>Writes the member <c>logprobs</c> of a choice.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="count">How many of the likeliest to write for each, 0 to 20.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<AnswerToken> tokens, int count)
    {
        json.WriteStartObject("logprobs"u8);
        json.WriteStartArray("content"u8);
        foreach (var token in tokens)
        {
            json.WriteStartObject();
            WriteToken(json, token.Text, token.Alternatives[0].P);
            json.WriteStartArray("top_logprobs"u8);
            var written = 0;
            foreach (var (text, p) in token.Alternatives.OrderByDescending(a => a.P).Take(count))
            {
                json.WriteStartObject();
                WriteToken(json, text, p);
                json.WriteEndObject();
                written++;
            }

            if (count > written)
            {
                json.WriteRawValue(Others[count - written], skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The first of the unlikely tokens, as elements of an array.</summary>
    private static byte[] Written(int count)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartArray();
            var left = (1 - Mass) / Mass;
            foreach (var text in Unlikely.Take(count))
            {
                json.WriteStartObject();
                WriteToken(json, text, left /= 2);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return bytes.WrittenSpan[1..^1].ToArray();
    }

    private static void WriteToken(Utf8JsonWriter json, string text, double p)
    {
        json.WriteString("token"u8, text);
        json.WriteNumber("logprob"u8, Math.Round(Math.Log(Math.Max(p * Mass, 1e-9)), Digits));
        json.WriteNull("bytes"u8);
    }
}
