using System.Text.RegularExpressions;

namespace Precept.Spec.Checks;

/// <summary>How many of several texts must be there.</summary>
public enum Quantity
{
    /// <summary>At least one.</summary>
    Any,

    /// <summary>Each.</summary>
    All,
}

/// <summary><c>contains</c>, <c>contains_any</c>, <c>contains_all</c>: texts in the reply, compared as <see cref="ReplyText.Fold"/> leaves them.</summary>
public sealed record Contains(IReadOnlyList<SlotTemplate> Texts, Quantity Quantity) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => Texts.SelectMany(t => t.Slots);

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var texts = Texts.Select(t => Fill(t, slots)).ToLookup(t => reply.Folded.Contains(ReplyText.Fold(t), StringComparison.Ordinal));
        var (present, absent) = (texts[true].ToArray(), texts[false].ToArray());
        var passes = Quantity == Quantity.All ? absent.Length == 0 : present.Length > 0;
        return new Finding(passes, (passes, Quantity) switch
        {
            (true, Quantity.Any) => $"contains {Quote(present[0])}",
            (true, _) => $"contains {string.Join(", ", present.Select(Quote))}",
            (false, Quantity.All) => $"does not contain {string.Join(", ", absent.Select(Quote))}",
            _ when absent.Length == 1 => $"does not contain {Quote(absent[0])}",
            _ => $"contains none of {string.Join(", ", absent.Select(Quote))}",
        });
    }
}

/// <summary><c>contains_exact</c>: a text in the reply with the same capital letters; runs of white space count as one blank.</summary>
public sealed record ContainsExact(SlotTemplate Text) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => Text.Slots;

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var text = Fill(Text, slots);
        var passes = reply.Collapsed.Contains(ReplyText.Collapse(text), StringComparison.Ordinal);
        return new Finding(passes, $"{(passes ? "contains" : "does not contain")} exactly {Quote(text)}");
    }
}

/// <summary><c>equals</c>: the trimmed reply is the trimmed text.</summary>
public sealed record EqualTo(SlotTemplate Text) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => Text.Slots;

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var text = Fill(Text, slots).Trim();
        var passes = string.Equals(reply.Trimmed, text, StringComparison.Ordinal);
        return new Finding(passes, passes ? $"is {Quote(text)}" : $"is {Quote(reply.Trimmed)}, not {Quote(text)}");
    }
}

/// <summary><c>starts_with</c>: the trimmed reply starts with the text.</summary>
public sealed record StartsWith(SlotTemplate Text) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => Text.Slots;

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var text = Fill(Text, slots).Trim();
        var passes = reply.Trimmed.StartsWith(text, StringComparison.Ordinal);
        return new Finding(passes, $"{(passes ? "starts" : "does not start")} with {Quote(text)}");
    }
}

/// <summary><c>ends_with</c>: the trimmed reply ends with the text.</summary>
public sealed record EndsWith(SlotTemplate Text) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => Text.Slots;

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var text = Fill(Text, slots).Trim();
        var passes = reply.Trimmed.EndsWith(text, StringComparison.Ordinal);
        return new Finding(passes, $"{(passes ? "ends" : "does not end")} with {Quote(text)}");
    }
}

/// <summary><c>regex</c>: the reply matches a pattern; slot values in it stand for themselves.</summary>
public sealed record Matches : Condition
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private readonly SlotTemplate _pattern;
    private readonly Regex? _fixed;

    /// <summary>Compiles the pattern.</summary>
    /// <param name="pattern">A .NET regular expression without look-around, back references and the like; at most 1,000 characters.</param>
    /// <exception cref="ArgumentException">The pattern is not one, or is too long.</exception>
    /// <exception cref="NotSupportedException">The pattern needs a backtracking engine.</exception>
    public Matches(SlotTemplate pattern)
    {
        if (pattern.Text.Length > 1000)
        {
            throw new ArgumentException("the pattern is longer than 1000 characters");
        }

        _pattern = pattern;
        var sample = new Regex(pattern.Fill(pattern.Slots.DistinctBy(s => s.Key).ToDictionary(s => s.Key, _ => "x"))!, Options);
        _fixed = pattern.Slots.Count == 0 ? sample : null;
    }

    /// <summary>The pattern as it is written.</summary>
    public string Pattern => _pattern.Text;

    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => _pattern.Slots;

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var regex = _fixed ?? new Regex(_pattern.Fill(slots, Regex.Escape)!, Options);
        var passes = regex.IsMatch(reply.Text);
        return new Finding(passes, $"{(passes ? "matches" : "does not match")} the pattern {Quote(regex.ToString())}");
    }
}
