using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>Two judges: all figures, section by section, and cases where they differ, with both judges' words.</summary>
internal static class AgreementPair
{
    public static Html Render(AgreementReport report, JudgeAgreement pair, int cases) => Html.Of(
        $"""
        <p>{Count(pair.Verdicts.Tally.Pairs, "pair")} of {Count(pair.Verdicts.Prompts, "prompt")}: {pair.Verdicts.Tally.Same} the same, {pair.Verdicts.Tally.Opposite} opposite, {pair.Verdicts.Tally.OnlyFirstTies} a tie only with the first, {pair.Verdicts.Tally.OnlySecondTies} only with the second, {pair.Verdicts.Tally.BothTie} with both.</p>
        {Figures(pair)}
        {Sections("Sections of the prompt", pair.Sections)}{Sections("Sections that either says are broken", pair.Broken)}{Cases(report, pair, cases)}
        """);

    private static Html Figures(JudgeAgreement pair) => PlainTables.Table(
        $"{pair.First} and {pair.Second}",
        ["Figure", "Value, 95 % interval, cases"],
        [
            Row("Agreement, a tie a verdict like the others", RateMarkup.Inline(pair.Verdicts.WithTies)),
            Row("Agreement where neither says tie", RateMarkup.Inline(pair.Verdicts.WithoutTies)),
            Row("Cohen's kappa", EstimateMarkup.Inline(pair.Verdicts.Kappa)),
            Row("Cohen's kappa, a tie half a disagreement", EstimateMarkup.Inline(pair.LinearKappa)),
            Row("Gwet's AC1", EstimateMarkup.Inline(pair.Ac1)),
            Row("Krippendorff's alpha of verdicts (nominal)", EstimateMarkup.Inline(pair.Alpha)),
            Row("Krippendorff's alpha of ranks (ordinal)", EstimateMarkup.Inline(pair.RankAlpha)),
            Row("Kendall's tau-b, mean of prompts", EstimateMarkup.Inline(new Estimate(pair.TauB.Value, double.NaN, pair.TauB.Low, pair.TauB.High, pair.TauB.N))),
            Row("“The longest wins” and the first judge, neither a tie", RateMarkup.Inline(pair.LongestAndFirst.WithoutTies)),
            Row("“The longest wins” and the second judge, neither a tie", RateMarkup.Inline(pair.LongestAndSecond.WithoutTies)),
        ]);

    private static IReadOnlyList<Html> Row(string name, Html value) => [Html.Of($"{name}"), value];

    private static Html Sections(string title, IReadOnlyList<SectionAgreement> sections) => sections.Count == 0
        ? Html.Empty
        : Html.Of(
            $"""
            <h3>{title} <span class="quiet">least agreement first</span></h3>
            {PlainTables.Table(title, ["Section", "A tie a verdict", "Neither a tie", "Kappa"], sections.Select(s => (IReadOnlyList<Html>)
            [
                Html.Of($"<code>{Naming.Breakable(s.Id)}</code>"), RateMarkup.Inline(s.Verdicts.WithTies), RateMarkup.Inline(s.Verdicts.WithoutTies), EstimateMarkup.Inline(s.Verdicts.Kappa),
            ]))}
            """);

    private static Html Cases(AgreementReport report, JudgeAgreement pair, int cases) => pair.Disagreements.Count == 0 || cases == 0
        ? Html.Empty
        : Html.Of(
            $"""
            <h3>Where they differ <span class="quiet">{Math.Min(cases, pair.Disagreements.Count)} of {Count(pair.Disagreements.Count, "pair")}</span></h3>
            {pair.Disagreements.Take(cases).Select(d => Case(report, pair, d))}
            """);

    private static Html Case(AgreementReport report, JudgeAgreement pair, Disagreement one)
    {
        var prompt = report.Prompts[one.Pair.PromptId];
        return Html.Of(
            $"""
            <article class="card sample">
            <p>{prompt.Sections.Select(s => Html.Of($"""<span class="chip">{Naming.Breakable(s)}</span> """))}<code class="hash">{prompt.Id}</code></p>
            <div class="prompt">{prompt.Messages.Select(Conversations.Turn)}</div>
            <div class="replies">{Reply("Response 1", report.Responses[one.Pair.First].Text)}{Reply("Response 2", report.Responses[one.Pair.Second].Text)}</div>
            <div class="replies">{Opinion(pair.First, one.First)}{Opinion(pair.Second, one.Second)}</div>
            </article>

            """);
    }

    private static Html Reply(string title, string text) => Html.Of(
        $"""<section class="reply"><h4>{title}</h4><div class="said" dir="auto">{(text.Length == 0 ? Html.Of($"""<span class="missing">empty answer</span>""") : Html.Text(text))}</div></section>""");

    private static Html Opinion(string judge, PairOpinion opinion) => Html.Of(
        $"""
        <section class="reply"><h4>{judge}: {AgreementWords.Verdict(opinion)}</h4><div class="said" dir="auto">{Html.Text(opinion.Reason)}</div><p class="verdict">{Broken(1, opinion.BrokenByFirst)}{Broken(2, opinion.BrokenBySecond)}</p></section>
        """);

    private static Html Broken(int response, IReadOnlyList<string> sections) =>
        Html.Of($"""{sections.Select(s => Html.Of($"""<span class="chip broken">✗ {response} breaks {Naming.Breakable(s)}</span> """))}""");

    private static string Count(int count, string what) => $"{count:#,0} {what}{(count == 1 ? "" : "s")}";
}

/// <summary>Verdicts in words, for pages and terminals.</summary>
public static class AgreementWords
{
    /// <summary>What an opinion says: <c>1 is better</c>, <c>2 is better</c> or <c>a tie</c>, and how often it was said where more than once.</summary>
    public static string Verdict(PairOpinion opinion) =>
        (opinion.Verdict switch { > 0 => "1 is better", < 0 => "2 is better", _ => "a tie" })
        + (opinion.Votes == 1 ? "" : opinion.Unanimous ? $" ({opinion.Votes} times)" : $" (of {opinion.Votes} differing votes)");
}
