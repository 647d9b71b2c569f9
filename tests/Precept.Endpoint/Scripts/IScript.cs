namespace Precept.TestEndpoint.Scripts;

/// <summary>What the program has in place of a model: the same request is answered the same way.</summary>
internal interface IScript
{
    /// <summary>Answers a request.</summary>
    /// <exception cref="NoAnswerException">The script has no answer to it.</exception>
    ScriptAnswer Answer(ChatRequest request);
}

/// <summary>A place of an answer at which the script chose among alternatives: what log-probabilities are given of.</summary>
/// <param name="Start">Where the choice starts in the text, characters.</param>
/// <param name="Length">Its length, characters.</param>
/// <param name="Alternatives">What might have stood there, the chosen included, with probabilities that sum to at most 1.</param>
internal sealed record Choice(int Start, int Length, IReadOnlyList<(string Text, double P)> Alternatives);

/// <summary>An answer.</summary>
/// <param name="Text">The words; of a refusal what the model says for it.</param>
/// <param name="Choices">Its choices, in the order of the text.</param>
/// <param name="Refused">Whether the model declines.</param>
internal sealed record ScriptAnswer(string Text, IReadOnlyList<Choice> Choices, bool Refused = false);

/// <summary>A script has no answer to a request: the person who wrote it has to hear of that.</summary>
internal sealed class NoAnswerException(string message) : Exception(message);
