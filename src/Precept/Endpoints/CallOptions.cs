using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>What a call may ask for beyond the common options; every client here honours them or says that it cannot.</summary>
public static class CallOptions
{
    private const string RepeatKey = "precept.repeat";
    private const string LogProbsKey = "precept.logprobs";

    /// <summary>Asks the same thing once more on purpose: calls that differ in their repeat only are different calls to the cache.</summary>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="repeat">0 for the first time.</param>
    public static ChatOptions WithRepeat(this ChatOptions options, int repeat)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repeat);
        return With(options, RepeatKey, repeat);
    }

    /// <summary>Asks for the log-probabilities of the answer's tokens; endpoints that have none leave them out.</summary>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="alternatives">How many of the likeliest tokens to give for each, 1 to 20.</param>
    public static ChatOptions WithLogProbs(this ChatOptions options, int alternatives = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(alternatives, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(alternatives, 20);
        return With(options, LogProbsKey, alternatives);
    }

    /// <summary>The repeat, 0 where none is set.</summary>
    public static int Repeat(this ChatOptions? options) => Get(options, RepeatKey);

    /// <summary>How many alternatives are asked for, 0 where log-probabilities are not.</summary>
    public static int LogProbs(this ChatOptions? options) => Get(options, LogProbsKey);

    private static ChatOptions With(ChatOptions options, string key, int value)
    {
        (options.AdditionalProperties ??= [])[key] = value;
        return options;
    }

    private static int Get(ChatOptions? options, string key) =>
        options?.AdditionalProperties?.TryGetValue(key, out int value) == true ? value : 0;
}
