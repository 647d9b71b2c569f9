namespace Precept.Spec.Checks;

/// <summary>To which prompts and replies a check applies; everything that is given must hold.</summary>
public sealed record Applicability
{
    /// <summary>Slots that the prompt has.</summary>
    public IReadOnlyList<string> Slots { get; init; } = [];

    /// <summary>Slots with the value that they have.</summary>
    public IReadOnlyList<(string Slot, string Value)> SlotValues { get; init; } = [];

    /// <summary>Families, one of which is the prompt's; empty for any.</summary>
    public IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>A tag that the prompt has, or null.</summary>
    public string? Tag { get; init; }

    /// <summary>A condition that the reply passes, or null.</summary>
    public Condition? Reply { get; init; }

    /// <summary>Why the check does not apply to a prompt, or null when it does; <see cref="Reply"/> is not asked.</summary>
    internal string? Against(CheckContext context, IEnumerable<SlotReference> needed)
    {
        var missing = Slots.Concat(needed.Select(s => s.Key)).FirstOrDefault(s => !context.Slots.ContainsKey(s));
        if (missing is not null)
        {
            return $"the prompt has no slot '{missing}'";
        }

        foreach (var (slot, value) in SlotValues)
        {
            if (context.Slots.GetValueOrDefault(slot) != value)
            {
                return $"the prompt's slot '{slot}' is not '{value}'";
            }
        }

        if (Families.Count > 0 && !Families.Contains(context.Family))
        {
            return $"the prompt is not of the family {string.Join(" or ", Families)}";
        }

        return Tag is not null && !context.Tags.Contains(Tag) ? $"the prompt has no tag '{Tag}'" : null;
    }
}

/// <summary>A machine-checkable rule of a section.</summary>
/// <param name="SectionId">The section.</param>
/// <param name="Id">Its name, unique in the section.</param>
/// <param name="When">To which prompts and replies it applies.</param>
/// <param name="Condition">What a reply must pass.</param>
/// <param name="Canonical">Its source in canonical form, for content hashes.</param>
/// <param name="File">The file it stands in.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record Check(string SectionId, string Id, Applicability When, Condition Condition, string Canonical, string File, int Line)
{
    private SlotReference[]? _slots;

    /// <summary>The slots that it needs; without one of them it does not apply.</summary>
    public IReadOnlyList<SlotReference> Slots => _slots ??= [.. Condition.Slots, .. When.Reply?.Slots ?? []];

    /// <summary>Whether it can say something about replies to a prompt, whichever they are: all but the condition on the reply under <c>when</c>.</summary>
    public bool AppliesTo(CheckContext context) => When.Against(context, Slots) is null;

    /// <summary>Grades a reply.</summary>
    /// <param name="context">What is known of the prompt.</param>
    /// <param name="reply">The reply's text.</param>
    /// <exception cref="InputException">A slot that stands for a number has a value that is none.</exception>
    public CheckResult Evaluate(CheckContext context, string reply) => Evaluate(context, new ReplyText(reply));

    /// <summary>Grades a reply that several checks share.</summary>
    /// <param name="context">What is known of the prompt.</param>
    /// <param name="reply">The reply.</param>
    /// <exception cref="InputException">A slot that stands for a number has a value that is none.</exception>
    public CheckResult Evaluate(CheckContext context, ReplyText reply)
    {
        var against = When.Against(context, Slots)
            ?? (When.Reply?.Evaluate(reply, context.Slots) is { Passes: false, What: var found } ? $"the reply {found}" : null);
        if (against is not null)
        {
            return new CheckResult(CheckOutcome.NotApplicable, against);
        }

        var (passes, what) = Condition.Evaluate(reply, context.Slots);
        return new CheckResult(passes ? CheckOutcome.Passed : CheckOutcome.Failed, what);
    }
}
