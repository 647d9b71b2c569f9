namespace Precept.Spec.Checks;

/// <summary><c>all: [..]</c>, and a mapping with several keys: each condition passes.</summary>
public sealed record AllOf(IReadOnlyList<Condition> Conditions) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => Conditions.SelectMany(c => c.Slots);

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var findings = Conditions.Select(c => c.Evaluate(reply, slots)).ToArray();
        var failed = findings.Where(f => !f.Passes).ToArray();
        return new Finding(failed.Length == 0, string.Join("; ", (failed.Length == 0 ? findings : failed).Select(f => f.What)));
    }
}

/// <summary><c>any: [..]</c>: at least one condition passes.</summary>
public sealed record AnyOf(IReadOnlyList<Condition> Conditions) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => Conditions.SelectMany(c => c.Slots);

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var findings = Conditions.Select(c => c.Evaluate(reply, slots)).ToArray();
        var passed = findings.Where(f => f.Passes).Take(1).ToArray();
        return new Finding(passed.Length > 0, string.Join("; ", (passed.Length > 0 ? passed : findings).Select(f => f.What)));
    }
}

/// <summary><c>not: {..}</c>: the condition does not pass.</summary>
public sealed record Not(Condition Condition) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => Condition.Slots;

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var found = Condition.Evaluate(reply, slots);
        return found with { Passes = !found.Passes };
    }
}
