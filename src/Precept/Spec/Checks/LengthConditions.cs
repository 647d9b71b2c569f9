using System.Globalization;

namespace Precept.Spec.Checks;

/// <summary>A whole number in checks.yaml: written out, or the value of a slot.</summary>
/// <param name="Text">The number or the slot.</param>
/// <param name="File">The file, for errors.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record Number(SlotTemplate Text, string File, int Line)
{
    /// <summary>The number for a prompt's slots.</summary>
    /// <exception cref="InputException">The text is not a whole number of at least 0.</exception>
    public int Value(IReadOnlyDictionary<string, string> slots)
    {
        var text = Text.Fill(slots) ?? throw new InvalidOperationException($"a slot of '{Text.Text}' has no value");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InputException(File, Line, $"'{text}' is not a whole number of at least 0; write one, or a slot that has one");
    }
}

/// <summary>What a length is counted in.</summary>
public enum LengthUnit
{
    /// <summary>See <see cref="Checks.Words"/>.</summary>
    Words,

    /// <summary>See <see cref="Checks.Sentences"/>.</summary>
    Sentences,

    /// <summary>Unicode code points, white space included.</summary>
    Characters,
}

/// <summary><c>max_words</c>, <c>min_words</c> and their like: a bound on the reply's length.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="IsMaximum">Whether the limit is the most; otherwise it is the least.</param>
/// <param name="Limit">The limit itself is allowed.</param>
public sealed record LengthLimit(LengthUnit Unit, bool IsMaximum, Number Limit) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => Limit.Text.Slots;

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var limit = Limit.Value(slots);
        var (length, unit) = Unit switch
        {
            LengthUnit.Words => (reply.Words.Count, "word"),
            LengthUnit.Sentences => (reply.Sentences.Count, "sentence"),
            _ => (reply.Text.EnumerateRunes().Count(), "character"),
        };
        var passes = IsMaximum ? length <= limit : length >= limit;
        return new Finding(passes, $"has {length} {unit}{(length == 1 ? "" : "s")}, {(IsMaximum ? "at most" : "at least")} {limit} {(IsMaximum ? "allowed" : "required")}");
    }
}
