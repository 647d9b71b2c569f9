namespace Precept.Spec.Checks;

/// <summary>What a condition found in a reply.</summary>
/// <param name="Passes">Whether the reply passes the condition.</param>
/// <param name="What">
/// The fact, whichever way it turned out, as the end of a sentence that begins with "the reply": <c>has 3 sentences, at most 2 allowed</c>.
/// A negation turns the verdict and keeps the fact.
/// </param>
public readonly record struct Finding(bool Passes, string What);

/// <summary>One condition on a reply, as written in checks.yaml.</summary>
public abstract record Condition
{
    /// <summary>The slots that the condition, or one inside it, refers to.</summary>
    public virtual IEnumerable<SlotReference> Slots => [];

    /// <summary>Measures a reply. Every slot in <see cref="Slots"/> has a value in <paramref name="slots"/>.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="slots">The prompt's slot values.</param>
    public abstract Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots);

    /// <summary>A text for a finding: quoted, at most 60 characters.</summary>
    protected static string Quote(string text) => text.Length <= 60 ? $"'{text}'" : $"'{text[..57]}...'";

    /// <summary>The template's text; a missing slot is a fault of the caller.</summary>
    protected static string Fill(SlotTemplate template, IReadOnlyDictionary<string, string> slots) =>
        template.Fill(slots) ?? throw new InvalidOperationException($"a slot of '{template.Text}' has no value");
}
