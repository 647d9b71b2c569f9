namespace Precept.Endpoints;

/// <summary>How a call to a model ended.</summary>
public enum CallOutcome
{
    /// <summary>With an answer that could be read.</summary>
    Answered,

    /// <summary>The model declined.</summary>
    Refused,

    /// <summary>The answer could not be read, not even when it was asked for once more.</summary>
    Invalid,

    /// <summary>No answer in time, retries included.</summary>
    Timeout,

    /// <summary>The endpoint's content filter cut the question or the answer.</summary>
    Filtered,
}

/// <summary>What came of a call.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Outcome">How it ended.</param>
/// <param name="Value">The answer, read; set exactly where the outcome is <see cref="CallOutcome.Answered"/>.</param>
/// <param name="Text">The model's last words, or for a failure what was wrong with them.</param>
public sealed record ModelAnswer<T>(CallOutcome Outcome, T? Value, string Text)
{
    /// <summary>Log-probabilities of the answer's tokens; empty where they were not asked for or not given.</summary>
    public IReadOnlyList<TokenLogProb> LogProbs { get; init; } = [];

    /// <summary>Whether the model ended the answer itself, within its limit of tokens.</summary>
    public bool Finished { get; init; } = true;

    /// <summary>Whether the answer was read only after the model was asked to mend it.</summary>
    public bool Repaired { get; init; }
}
