using Precept.Reports;
using Precept.Spec.Checks;

namespace Precept.Site;

/// <summary>Checks in words: what a reply must or must not do, and for which prompts that is asked.</summary>
internal static class CheckWords
{
    /// <summary>A check as a sentence or two.</summary>
    public static Html Of(Ui ui, Check check)
    {
        var when = check.When;
        Html[] parts =
        [
            .. when.Slots.Count == 0 ? [] : new[] { Html.Of($"{ui["when.slots"]} {Quoted(when.Slots)}: ") },
            .. when.SlotValues.Count == 0 ? [] : new[] { Html.Of($"{ui["when.slots"]} {Quoted(when.SlotValues.Select(v => $"{v.Slot} = {v.Value}"))}: ") },
            .. when.Families.Count == 0 ? [] : new[] { Html.Of($"{ui["when.families"]} {Quoted(when.Families)}: ") },
            .. when.Tag is null ? [] : new[] { Html.Of($"{ui["when.tag"]} {Quoted([when.Tag])}: ") },
            .. when.Reply is null ? [] : new[] { Html.Of($"{ui["when.reply"]} {Must(ui, when.Reply, true)}; ") },
            Html.Of($"{ui["check.reply"]} {Must(ui, check.Condition, true)}."),
        ];
        return Html.Of($"{parts}");
    }

    private static Html Must(Ui ui, Condition condition, bool holds) => condition switch
    {
        Not not => Must(ui, not.Condition, !holds),
        AllOf all => Joined(all.Conditions.Select(c => Must(ui, c, holds)), ui[holds ? "and" : "or"]),
        AnyOf any => Joined(any.Conditions.Select(c => Must(ui, c, holds)), ui[holds ? "or" : "and"]),
        _ => Html.Of($"{ui[holds ? "must" : "mustnot"]} {Verb(ui, condition)}"),
    };

    private static Html Verb(Ui ui, Condition condition) => condition switch
    {
        Contains { Texts: [var one] } => Html.Of($"{ui["check.contains"]} {Quoted([one.Text])}"),
        Contains several => Html.Of($"{ui[several.Quantity == Quantity.All ? "check.all" : "check.any"]} {Quoted(several.Texts.Select(t => t.Text))}"),
        ContainsExact exact => Html.Of($"{ui["check.exact"]} {Quoted([exact.Text.Text])}"),
        EqualTo equal => Html.Of($"{ui["check.equals"]} {Quoted([equal.Text.Text])}"),
        StartsWith start => Html.Of($"{ui["check.starts"]} {Quoted([start.Text.Text])}"),
        EndsWith end => Html.Of($"{ui["check.ends"]} {Quoted([end.Text.Text])}"),
        Matches matches => Html.Of($"{ui["check.matches"]} {Quoted([matches.Pattern])}"),
        InLanguage language => Html.Of($"{ui["check.language"]} {Quoted([language.Language])}"),
        InCase letters => ui[letters.Upper ? "check.upper" : "check.lower"],
        IsJson => ui["check.json"],
        JsonEquals json => Html.Of($"{ui["check.jsonequals"]} {Quoted(json.Properties.Select(p => $"{p.Path}: {p.Value.Text}"))}"),
        IsRefusal => ui["check.refusal"],
        AsksQuestion => ui["check.question"],
        Repeats => ui["check.repeats"],
        LengthLimit limit => ui.With($"check.{(limit.IsMaximum ? "max" : "min")}.{limit.Unit.ToString().ToLowerInvariant()}", limit.Limit.Text.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "this kind of condition has no words yet"),
    };

    private static Html Quoted(IEnumerable<string> texts) => Html.Of($"{texts.Select((t, i) => Html.Of($"{(i > 0 ? ", " : "")}<code>{t}</code>"))}");

    private static Html Joined(IEnumerable<Html> parts, Html word) => Html.Of($"{parts.Select((p, i) => i == 0 ? p : Html.Of($" {word} {p}"))}");
}
