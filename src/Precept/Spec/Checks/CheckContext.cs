namespace Precept.Spec.Checks;

/// <summary>What a check knows of the prompt that a reply answers.</summary>
/// <param name="Slots">The prompt's slot values and its family's constants, by name or <c>name.field</c>.</param>
/// <param name="Family">The prompt's family; empty for imported prompts.</param>
/// <param name="Tags">The prompt's tags.</param>
public sealed record CheckContext(IReadOnlyDictionary<string, string> Slots, string Family, IReadOnlyList<string> Tags)
{
    /// <summary>A prompt without slots, family and tags.</summary>
    public static CheckContext Empty { get; } = new(new Dictionary<string, string>(), "", []);
}

/// <summary>How a check ended on one reply.</summary>
public enum CheckOutcome
{
    /// <summary>The reply is as the check wants it.</summary>
    Passed,

    /// <summary>The reply breaks the section.</summary>
    Failed,

    /// <summary>The check says nothing about this prompt or reply.</summary>
    NotApplicable,
}

/// <summary>The result of a check on one reply.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">What was found, for people: <c>has 3 sentences, at most 2 allowed</c>.</param>
public readonly record struct CheckResult(CheckOutcome Outcome, string Reason)
{
    /// <summary>Whether the reply breaks the section.</summary>
    public bool Failed => Outcome == CheckOutcome.Failed;

    /// <summary>Whether the check applied and the reply passed it.</summary>
    public bool Passed => Outcome == CheckOutcome.Passed;
}
