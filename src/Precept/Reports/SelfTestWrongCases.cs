using Precept.Evaluation;
using Precept.Judging;
using Precept.Spec;

namespace Precept.Reports;

/// <summary>The cases that a judge does not get right: conversation, both replies, their grades, and the judge's words.</summary>
internal static class SelfTestWrongCases
{
    private const int Most = 400;

    /// <summary>Those of one judge: wrong ones first, then ties, then those that were not judged.</summary>
    public static Html Render(SelfTestEntry entry)
    {
        SelfTestVerdict[] wrong = [.. entry.Run.Verdicts.Where(v => !v.IsRight).OrderBy(v => v.Choice switch { SelfTestChoice.Worse => 0, SelfTestChoice.Tie => 1, _ => 2 })];
        var note = wrong.Length > Most ? Html.Of($"""<p class="quiet">The first {Most} of {wrong.Length}.</p>""") : Html.Empty;
        return wrong.Length == 0
            ? Html.Of($"""<p class="quiet">It gets all cases right.</p>""")
            : Html.Of($"{note}{wrong.Take(Most).Select(Case)}");
    }

    private static Html Case(SelfTestVerdict verdict)
    {
        var of = verdict.Case;
        var elided = of.IsElided ? Html.Of($"""<span class="chip">elided</span>""") : Html.Empty;
        return Html.Of(
            $"""
            <details class="card test-case"><summary>{Chip(verdict)}<span class="chip">{of.Kind.Name()}</span>{elided}<code>{of.Comparison.Example.SectionId}</code> {of.Comparison.Example.Title}</summary>
            <p class="test-facts"><span>line {of.BetterReply.Line}</span><span>the better one is shown {(of.BetterFirst ? "first" : "last")} and is {Length(of.LengthDifference)}</span>{Orders(verdict)}{Probability(verdict)}</p>
            <div class="prompt">{of.Comparison.Prompt.Messages.Select(Conversations.Turn)}</div>
            <div class="replies">{Reply(verdict, of.Better)}{Reply(verdict, of.Worse)}</div>
            {Words(verdict)}</details>

            """);
    }

    private static Html Chip(SelfTestVerdict verdict) => verdict.Choice switch
    {
        SelfTestChoice.Worse => Html.Of($"""<span class="chip broken">✗ prefers the worse</span>"""),
        SelfTestChoice.Tie => Html.Of($"""<span class="chip">= tie</span>"""),
        _ => Html.Of($"""<span class="chip">{OutcomeName(verdict.Outcome)}</span>"""),
    };

    private static string OutcomeName(Outcome outcome) => outcome switch
    {
        Outcome.Refused => "refused",
        Outcome.Invalid => "invalid",
        Outcome.Timeout => "timed out",
        Outcome.Filtered => "filtered",
        Outcome.Incomparable => "incomparable",
        _ => "judged",
    };

    private static string Length(int difference) => difference switch
    {
        > 0 => $"{SelfTestPage.Number(difference)} characters longer",
        < 0 => $"{SelfTestPage.Number(-difference)} characters shorter",
        _ => "as long as the other",
    };

    private static Html Orders(SelfTestVerdict verdict) => verdict.From.Judgment switch
    {
        { OrdersAgree: false, FavoursFirst: true } => Html.Of($"<span>the orders disagree: the first shown wins both times</span>"),
        { OrdersAgree: false, FavoursFirst: false } => Html.Of($"<span>the orders disagree: the last shown wins both times</span>"),
        { OrdersAgree: false } => Html.Of($"<span>the orders disagree</span>"),
        { OrdersAgree: true } => Html.Of($"<span>both orders agree</span>"),
        _ => Html.Empty,
    };

    private static Html Probability(SelfTestVerdict verdict) => verdict.P is { } p
        ? Html.Of($"<span>{RateMarkup.Percent(p)} for the better one</span>")
        : Html.Empty;

    private static Html Reply(SelfTestVerdict verdict, int place)
    {
        var (reply, judgment) = (verdict.Case.Comparison.Replies[place], verdict.From.Judgment);
        var at = verdict.From.Shown.ToList().IndexOf(place);
        var broken = judgment.Broken.Count > at ? judgment.Broken[at] : [];
        var rating = judgment.Ratings.Count > at ? Html.Of($"""<span class="chip">{judgment.Ratings[at]} of 7</span> """) : Html.Empty;
        var why = reply.Why is { } reason ? Html.Of($"""<p class="test-why">The spec's reason: {reason}</p>""") : Html.Empty;
        var condition = reply.Condition is { } when ? Html.Of($"""<p class="test-why">Graded so {when}</p>""") : Html.Empty;
        var marks = broken.Count + judgment.Ratings.Count == 0
            ? Html.Empty
            : Html.Of($"""<p class="verdict">{rating}{broken.Select(id => Html.Of($"""<span class="chip broken">judge: breaks {Naming.Breakable(id)}</span> """))}</p>""");
        return Html.Of(
            $"""<section class="reply"><h4>{reply.Verdict.Name()}, shown as number {at + 1}</h4><div class="said" dir="auto">{Html.Text(reply.Message.Content)}</div>{condition}{why}{marks}</section>""");
    }

    private static Html Words(SelfTestVerdict verdict) => verdict.From.Judgment.Reason.Length == 0
        ? Html.Empty
        : Html.Of($"""<div class="test-words"><p class="quiet">The judge's words</p><div class="said" dir="auto">{Html.Text(verdict.From.Judgment.Reason)}</div></div>""");
}
