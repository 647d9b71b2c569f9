using Precept.Cli.Terminal;
using Precept.Evaluation;

namespace Precept.Cli.Commands;

/// <summary>A self-test in 80 columns.</summary>
internal sealed class JudgeTestScreen(Screen screen)
{
    private const int MostSections = 10;

    /// <summary>Each judge, then how they compare with the first.</summary>
    public void Write(IReadOnlyList<SelfTestEntry> entries)
    {
        var first = entries[0].Report;
        screen.Line($"{first.Spec.Version}  {first.Spec.Hash}");
        screen.Line($"{Count(first.N, "pair")} of graded replies from {Count(first.Comparisons, "comparison")} in {Count(first.Examples, "example")}; intervals of 95 %");
        if (first.IdenticalTexts > 0)
        {
            screen.Line($"{Count(first.IdenticalTexts, "more pair")} left out: the same text twice in one comparison");
        }

        foreach (var entry in entries)
        {
            screen.Line();
            Write(entry);
        }

        foreach (var (entry, against, difference) in SelfTestEntry.Differences(entries))
        {
            screen.Line();
            screen.Line($"{entry.Name} less {against.Name}, on the same pairs:");
            screen.Line($"{SelfTestWords.Points(difference.Difference)} points; right alone in {difference.OnlyFirst:#,0} and {difference.OnlySecond:#,0} pairs, p {SelfTestWords.P(difference.P)}");
        }
    }

    private void Write(SelfTestEntry entry)
    {
        var report = entry.Report;
        screen.Line(entry.Name, Tone.Strong);
        if (report.Judge != entry.Name)
        {
            screen.Line(report.Judge, Tone.Quiet);
        }

        screen.Line(report.HeldOut ? "each example held out of the spec while the judge is tested on it" : "with every example in the judge's view: it may have seen the answer");
        screen.Line();
        screen.Table("", ["", "share %", "n"], [.. Figures(report).Select(f => (IReadOnlyList<string>)[f.Name, Rates.Text(f.Rate), $"{f.Rate.N:#,0}"])]);
        var length = report.Length;
        screen.Line($"longer is favoured by {SelfTestWords.Points(length.Difference)} points");
        screen.Line($"  odds of choosing it times {SelfTestWords.Factor(length.Odds)}");
        if (report.Position.Disagree.N > 0 && report.Position.Disagree.Value > 0)
        {
            screen.Line($"of the orders that disagree {report.Position.FavoursFirst:#,0} favour what is shown first, {report.Position.FavoursLast:#,0} what is shown last");
        }

        if (report.Outcomes.Failed > 0)
        {
            var o = report.Outcomes;
            screen.Line($"not judged: {o.Refused:#,0} refused, {o.Invalid:#,0} invalid, {o.Timeout:#,0} timed out, {o.Filtered:#,0} filtered");
        }

        if (report.Calibration is { } c)
        {
            screen.Line($"probabilities: Brier {SelfTestWords.Number(c.Brier)}");
            screen.Line($"  calibration error {SelfTestWords.Number(c.Error)}");
        }

        screen.Line();
        screen.Table(
            "Without a judge, on the same pairs",
            ["", "share %", "judge less it", "p"],
            [.. report.Baselines.Select(b => (IReadOnlyList<string>)[SelfTestWords.Baseline(b.Id), Rates.Text(b.Rate), SelfTestWords.Points(b.JudgeMinus.Difference), SelfTestWords.P(b.JudgeMinus.P)])]);
        Confusions(report);
        Sections(report);
    }

    private void Confusions(SelfTestReport report)
    {
        screen.Table(
            "Choices by grades",
            ["", "the better", "tie", "the worse", "not judged", "right, %"],
            [.. report.Pairs.Zip(report.Kinds).Select(p => (IReadOnlyList<string>)
                [p.First.Kind.Name(), $"{p.First.Better:#,0}", $"{p.First.Tie:#,0}", $"{p.First.Worse:#,0}", $"{p.First.Failed:#,0}", Rates.Text(p.Second.Rate)])]);
        if (report.Grades is { } grades)
        {
            screen.Table(
                $"Replies by the spec's grade (down) and the judge's {(grades.Source == GradeSource.Rating ? "rating" : "breaches")} (across); alike {Rates.Text(grades.Right)} %",
                ["", .. SelfTestWords.Grades.Select(g => g.Name)],
                [.. SelfTestWords.Grades.Select(g => (IReadOnlyList<string>)[g.Name, .. SelfTestWords.Grades.Select(j => $"{grades.Counts[(int)g.Grade][(int)j.Grade]:#,0}")])]);
        }
    }

    private void Sections(SelfTestReport report)
    {
        screen.Table("By authority", ["", "right, %", "n"], [.. report.Authorities.Select(a => (IReadOnlyList<string>)[a.Id, Rates.Text(a.Rate), $"{a.Rate.N:#,0}"])]);
        screen.Table(
            "By section, the weakest first",
            ["section", "right, %", "n", "ties"],
            [.. report.Sections.Take(MostSections).Select(s => (IReadOnlyList<string>)[s.Id, Rates.Text(s.Rate), $"{s.Rate.N:#,0}", $"{s.Ties:#,0}"])]);
        if (report.Sections.Count > MostSections)
        {
            screen.Line($"and {report.Sections.Count - MostSections:#,0} more: --json or --html shows them all");
        }
    }

    private static IEnumerable<(string Name, Rate Rate)> Figures(SelfTestReport report) =>
    [
        ("accuracy, ties wrong", report.Accuracy.Headline),
        ("without ties", report.WithoutTies),
        ("failed count as wrong", report.WorstCase),
        ("ties", report.Ties),
        ("orders disagree", report.Position.Disagree),
        ("better shown first", report.Position.BetterFirst),
        ("better shown last", report.Position.BetterLast),
        ("better is longer", report.Length.BetterLonger),
        ("better is shorter", report.Length.BetterShorter),
        ("a reply elided", report.Elided.With),
        ("no reply elided", report.Elided.Without),
    ];

    private static string Count(int n, string what) => $"{n:#,0} {what}{(n == 1 ? "" : "s")}";
}
