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
        List<Html> parts = [];
        void For(string key, IEnumerable<string> what)
        {
            if (what.Any())
            {
                parts.Add(Html.Of($"{ui[key]} {Quoted(what)}{ui["colon"]}"));
            }
        }

        For("when.slots", [.. when.Slots, .. when.SlotValues.Select(v => $"{v.Slot} = {v.Value}")]);
        For("when.families", when.Families);
        For("when.tag", when.Tag is null ? [] : [when.Tag]);
        if (when.Reply is { } condition)
        {
            parts.Add(Html.Of($"{ui[parts.Count == 0 ? "when.reply.first" : "when.reply"]}{Says(ui, condition, true, "does")}{ui["colon"]}"));
        }

        parts.Add(Html.Of($"{ui[parts.Count == 0 ? "check.reply.first" : "check.reply"]}{Says(ui, check.Condition, true, "must")}{ui["stop"]}"));
        return Html.Of($"{parts}");
    }

    /// <param name="ui">The words of the interface.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="holds">Whether it is to hold, or not to.</param>
    /// <param name="verb"><c>must</c> or <c>does</c>.</param>
    private static Html Says(Ui ui, Condition condition, bool holds, string verb) => condition switch
    {
        Not not => Says(ui, not.Condition, !holds, verb),
        AllOf all => Joined(all.Conditions.Select(c => Says(ui, c, holds, verb)), ui[holds ? "and" : "or"]),
        AnyOf any => Joined(any.Conditions.Select(c => Says(ui, c, holds, verb)), ui[holds ? "or" : "and"]),
        _ => Html.Of($"{ui[holds ? verb : verb + "not"]}{Verb(ui, condition)}"),
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

    private static Html Joined(IEnumerable<Html> parts, Html word) => Html.Of($"{parts.Select((p, i) => i == 0 ? p : Html.Of($"{word}{p}"))}");
}
