using System.Globalization;
using Precept.Spec.Checks;

namespace Precept.Spec.Resolution;

/// <summary>Tells whether two conditions on a reply cannot both hold. Sound, not complete: what it finds is a contradiction, but it does not find all.</summary>
internal static class Incompatibility
{
    private static readonly Dictionary<string, string> NoSlots = [];

    /// <summary>What cannot both hold, for people, or null where nothing shows that.</summary>
    public static string? Between(Condition first, Condition second) => Between(Normal(first, true), Normal(second, true));

    private static string? Between(Demand first, Demand second) => (first, second) switch
    {
        (All all, _) => all.Parts.Select(p => Between(p, second)).FirstOrDefault(r => r is not null),
        (_, All all) => all.Parts.Select(p => Between(first, p)).FirstOrDefault(r => r is not null),
        (Any any, _) => Every(any.Parts.Select(p => Between(p, second))),
        (_, Any any) => Every(any.Parts.Select(p => Between(first, p))),
        (One a, One b) => OneWay(a, b) || OneWay(b, a) ? $"{Phrases.Of(a.Condition, a.Holds)} against {Phrases.Of(b.Condition, b.Holds)}" : null,
        _ => null,
    };

    // An alternative is ruled out only when each of its parts is.
    private static string? Every(IEnumerable<string?> reasons)
    {
        string? first = null;
        foreach (var reason in reasons)
        {
            if (reason is null)
            {
                return null;
            }

            first ??= reason;
        }

        return first;
    }

    private static bool OneWay(One a, One b) => (a.Condition, a.Holds, b.Condition, b.Holds) switch
    {
        (LengthLimit x, _, LengthLimit y, _) => Most(x, a.Holds) is { } most && Least(y, b.Holds) is { } least && Counts(x.Unit, y.Unit) && most < least,
        (LengthLimit { Unit: LengthUnit.Characters } x, _, _, true) when Required(b) is { } text =>
            Most(x, a.Holds) is { } most && most < ReplyText.Fold(text).EnumerateRunes().Count(),
        (InLanguage x, true, InLanguage y, true) => x.Language != y.Language,
        (InCase x, true, InCase y, true) => x.Upper != y.Upper,
        (JsonEquals, true, IsJson, false) => true,
        (StartsWith x, true, StartsWith y, true) => !Prefixed(Text(x.Text).Trim(), Text(y.Text).Trim()),
        (EndsWith x, true, EndsWith y, true) => !Suffixed(Text(x.Text).Trim(), Text(y.Text).Trim()),
        (EqualTo x, true, _, _) when IsMeasurable(b.Condition) =>
            b.Condition.Evaluate(new ReplyText(Text(x.Text).Trim()), NoSlots).Passes != b.Holds,
        (_, true, Contains y, false) when Required(a) is { } text =>
            ReplyText.Fold(text).Contains(ReplyText.Fold(Text(y.Texts[0])), StringComparison.Ordinal),
        (InLanguage or InCase or IsJson or IsRefusal or AsksQuestion or Repeats, true, _, false) => a.Condition.Equals(b.Condition),
        _ => false,
    };

    /// <summary>Every word, and every sentence, has at least one character: a bound on those bounds the others.</summary>
    private static bool Counts(LengthUnit most, LengthUnit least) => most == least || most == LengthUnit.Characters;

    private static int? Most(LengthLimit limit, bool holds) => (limit.IsMaximum, holds) switch
    {
        (true, true) => limit.Limit.Value(NoSlots),
        (false, false) => limit.Limit.Value(NoSlots) - 1,
        _ => null,
    };

    private static int? Least(LengthLimit limit, bool holds) => (limit.IsMaximum, holds) switch
    {
        (false, true) => limit.Limit.Value(NoSlots),
        (true, false) => limit.Limit.Value(NoSlots) + 1,
        _ => null,
    };

    /// <summary>A text that every reply that meets the demand contains, capital letters and white space aside.</summary>
    private static string? Required(One demand) => demand is not { Holds: true } ? null : demand.Condition switch
    {
        Contains c => Text(c.Texts[0]),
        ContainsExact c => Text(c.Text),
        StartsWith c => Text(c.Text).Trim(),
        EndsWith c => Text(c.Text).Trim(),
        _ => null,
    };

    private static bool Prefixed(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    private static bool Suffixed(string a, string b) => a.EndsWith(b, StringComparison.Ordinal) || b.EndsWith(a, StringComparison.Ordinal);

    /// <summary>Whether a given text settles the condition: no machine here tells French from Latin.</summary>
    private static bool IsMeasurable(Condition condition) => condition is not InLanguage { Language: var language } || LanguageDetection.Languages.Contains(language);

    private static string Text(SlotTemplate template) => template.Text;

    /// <summary>Negations pushed down to single conditions, one text each. What needs a slot says nothing here.</summary>
    private static Demand Normal(Condition condition, bool holds) => condition switch
    {
        _ when condition.Slots.Any() => new All([]),
        Not not => Normal(not.Condition, !holds),
        AllOf all => Combined(all.Conditions, holds, holds),
        AnyOf any => Combined(any.Conditions, !holds, holds),
        Contains { Texts.Count: > 1 } c => Combined(c.Texts.Select(t => new Contains([t], Quantity.All)), (c.Quantity == Quantity.All) == holds, holds),
        _ => new One(condition, holds),
    };

    private static Demand Combined(IEnumerable<Condition> conditions, bool isAll, bool holds)
    {
        Demand[] parts = [.. conditions.Select(c => Normal(c, holds))];
        return isAll ? new All(parts) : new Any(parts);
    }

    private abstract record Demand;

    private sealed record All(IReadOnlyList<Demand> Parts) : Demand;

    private sealed record Any(IReadOnlyList<Demand> Parts) : Demand;

    private sealed record One(Condition Condition, bool Holds) : Demand;
}

/// <summary>Conditions in words.</summary>
internal static class Phrases
{
    /// <summary>A single condition, or its opposite: <c>at most 2 sentences</c>.</summary>
    public static string Of(Condition condition, bool holds) => condition switch
    {
        LengthLimit l => Limit(l, holds),
        InLanguage l => $"{(holds ? "" : "not ")}in {LanguageNames.Of(l.Language)}",
        InCase c => $"{(holds ? "" : "not ")}{(c.Upper ? "all capital letters" : "all small letters")}",
        IsJson or JsonEquals => holds ? "JSON" : "no JSON",
        IsRefusal => holds ? "a refusal" : "no refusal",
        AsksQuestion => holds ? "asks a question" : "asks no question",
        Repeats => holds ? "repeats itself" : "no repetition",
        EqualTo e => $"{(holds ? "exactly" : "not exactly")} {Quote(e.Text)}",
        StartsWith s => $"{(holds ? "starts" : "does not start")} with {Quote(s.Text)}",
        EndsWith e => $"{(holds ? "ends" : "does not end")} with {Quote(e.Text)}",
        Contains c => $"{(holds ? "contains" : "without")} {Quote(c.Texts[0])}",
        ContainsExact c => $"{(holds ? "contains" : "without")} {Quote(c.Text)}",
        _ => holds ? "passes a check" : "fails a check",
    };

    private static string Limit(LengthLimit limit, bool holds)
    {
        var value = limit.Limit.Value(new Dictionary<string, string>());
        var (isMost, count) = (limit.IsMaximum, holds) switch
        {
            (true, true) => (true, value),
            (true, false) => (false, value + 1),
            (false, true) => (false, value),
            _ => (true, value - 1),
        };
        var unit = limit.Unit.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"at {(isMost ? "most" : "least")} {count} {(count == 1 ? unit[..^1] : unit)}");
    }

    private static string Quote(SlotTemplate text) => $"'{SourceText.Quote(text.Text)}'";
}
