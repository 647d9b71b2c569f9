using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>A token of an answer with the likeliest tokens at its place.</summary>
/// <param name="Token">The token's text.</param>
/// <param name="LogProb">Its log-probability, nats.</param>
/// <param name="Top">The likeliest tokens with their log-probabilities, likeliest first; may hold the token itself.</param>
public sealed record TokenLogProb(string Token, double LogProb, IReadOnlyList<KeyValuePair<string, double>> Top);

/// <summary>Log-probabilities on a response.</summary>
public static class ResponseLogProbs
{
    private const string Key = "precept.logprobs";

    /// <summary>The log-probabilities of a response's tokens in order; empty where the model gave none.</summary>
    public static IReadOnlyList<TokenLogProb> LogProbs(this ChatResponse response) =>
        response.AdditionalProperties?.TryGetValue(Key, out IReadOnlyList<TokenLogProb>? found) == true ? found : [];

    /// <summary>Puts log-probabilities on a response.</summary>
    public static ChatResponse WithLogProbs(this ChatResponse response, IReadOnlyList<TokenLogProb> tokens)
    {
        (response.AdditionalProperties ??= [])[Key] = tokens;
        return response;
    }
}
