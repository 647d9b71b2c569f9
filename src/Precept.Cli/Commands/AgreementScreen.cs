using System.Globalization;
using Precept.Cli.Terminal;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Reports;

namespace Precept.Cli.Commands;

/// <summary>How far judges agree, for people: two judges in full, or all of them as a matrix with the figures of each two below it.</summary>
internal sealed class AgreementScreen(Screen screen, AgreementReport report, int cases)
{
    private const int MostInMatrix = 9;
    private readonly Dictionary<string, string> _letters = report.Judges.Select((j, i) => (j.Judge, i)).ToDictionary(j => j.Judge, j => JudgeLetters.Of(j.i));

    /// <summary>Writes everything.</summary>
    public void Write()
    {
        Judges();
        if (report.Pairs.Count == 0)
        {
            screen.Line(report.Judges.Count < 2
                ? "There are no two judges to compare; 'precept judge --judge …' asks another one."
                : "No two of them have judged a pair of responses in common.");
            return;
        }

        if (report.Judges.Count > 2)
        {
            Matrix();
            Figures();
        }

        foreach (var pair in report.Judges.Count == 2 ? report.Pairs : [])
        {
            All(pair);
        }

        foreach (var pair in report.Pairs)
        {
            Cases(pair);
        }
    }

    private void Judges()
    {
        var width = Ansi.Width;
        screen.Line($"Judgments under {report.SpecVersion}{(report.WithStale ? ", stale ones included" : " as it is now")}");
        screen.Line();
        foreach (var judge in report.Judges)
        {
            var noVotes = string.Join(", ", Enum.GetValues<Outcome>().Where(o => o != Outcome.Judged && judge.Outcomes.GetValueOrDefault(o) > 0)
                .Select(o => $"{judge.Outcomes[o]:#,0} {o.ToString().ToLowerInvariant()}"));
            screen.Line(Excerpt.Cut($"{_letters[judge.Judge],3}  {judge.Judge}", width), Tone.Name);
            screen.Line($"     {Count(judge.Judgments, "judgment")}, {Count(judge.Pairs.Count, "pair")}, {Count(judge.Pairs.Values.Count(p => p.Verdict == 0), "tie")}"
                + (judge.Repeated > 0 ? $"; {judge.Repeated:#,0} judged again, {judge.Wavering:#,0} of them wavering" : ""));
            if (noVotes.Length > 0)
            {
                screen.Line($"     no vote: {noVotes}", Tone.Weighty);
            }
        }

        screen.Line();
    }

    private void Matrix()
    {
        if (report.Judges.Count > MostInMatrix)
        {
            return;
        }

        screen.Line("above: % the same where neither ties; below: kappa", Tone.Strong);
        screen.Line("   " + string.Concat(report.Judges.Select(j => $"{_letters[j.Judge],8}")));
        foreach (var (row, i) in report.Judges.Select((j, i) => (j.Judge, i)))
        {
            screen.Line($"{_letters[row],3}" + string.Concat(report.Judges.Select((column, j) => $"{Cell(row, column.Judge, i.CompareTo(j)),8}")));
        }

        screen.Line();
    }

    private string Cell(string row, string column, int side) => side == 0 ? "–"
        : report.Of(row, column) is not { } pair ? ""
        : side < 0 ? pair.Verdicts.WithoutTies.N == 0 ? "" : Rates.Percent(pair.Verdicts.WithoutTies.Value)
        : pair.Verdicts.Kappa.IsDefined ? Number(pair.Verdicts.Kappa.Value) : "";

    private void Figures() => screen.Table(
        "",
        ["", "pairs", "ties counted, %", "neither ties, %", "kappa"],
        [
            .. report.Pairs.Select(p => (IReadOnlyList<string>)
            [
                $"{_letters[p.First]} {_letters[p.Second]}", $"{p.Verdicts.Tally.Pairs:#,0}", Rates.Text(p.Verdicts.WithTies), Rates.Text(p.Verdicts.WithoutTies), Text(p.Verdicts.Kappa),
            ]),
        ]);

    private void All(JudgeAgreement pair)
    {
        var tally = pair.Verdicts.Tally;
        screen.Line($"{Count(tally.Pairs, "pair")} of {Count(pair.Verdicts.Prompts, "prompt")} that both judged", Tone.Strong);
        screen.Line($"{tally.Same:#,0} the same, {tally.Opposite:#,0} opposite, {tally.OnlyFirstTies:#,0} a tie only with {_letters[pair.First]}, "
            + $"{tally.OnlySecondTies:#,0} only with {_letters[pair.Second]}, {tally.BothTie:#,0} with both");
        screen.Line();
        Line("", "value", "95 % interval", "cases");
        Share("agreement, a tie a verdict too, %", pair.Verdicts.WithTies);
        Share("agreement where neither ties, %", pair.Verdicts.WithoutTies);
        Coefficient("Cohen's kappa", pair.Verdicts.Kappa);
        Coefficient("  a tie half a disagreement", pair.LinearKappa);
        Coefficient("Gwet's AC1", pair.Ac1);
        Coefficient("Krippendorff's alpha of verdicts", pair.Alpha);
        Coefficient("  of ranks, ordinal", pair.RankAlpha);
        Coefficient("Kendall's tau-b, mean of prompts", new Estimate(pair.TauB.Value, double.NaN, pair.TauB.Low, pair.TauB.High, pair.TauB.N));
        Share($"the longest wins, and {_letters[pair.First]}: neither ties, %", pair.LongestAndFirst.WithoutTies);
        Share($"the longest wins, and {_letters[pair.Second]}: neither ties, %", pair.LongestAndSecond.WithoutTies);
        screen.Line();
        Sections("prompts of section", pair.Sections);
        Sections("said to break section", pair.Broken);
    }

    private void Sections(string head, IReadOnlyList<SectionAgreement> sections) => screen.Table(
        "",
        [head, "pairs", "ties counted, %", "neither ties, %", "kappa"],
        [.. sections.Select(s => (IReadOnlyList<string>)[Excerpt.Cut(s.Id, 26), $"{s.Verdicts.Tally.Pairs:#,0}", Narrow(s.Verdicts.WithTies), Narrow(s.Verdicts.WithoutTies), s.Verdicts.Kappa.IsDefined ? Number(s.Verdicts.Kappa.Value) : "–"])]);

    private void Cases(JudgeAgreement pair)
    {
        var width = Ansi.Width - 5;
        foreach (var (one, number) in pair.Disagreements.Take(cases).Select((d, i) => (d, i + 1)))
        {
            var prompt = report.Prompts[one.Pair.PromptId];
            screen.Line($"{_letters[pair.First]} {_letters[pair.Second]}  case {number:#,0} of {pair.Disagreements.Count:#,0}{(prompt.Sections.Count > 0 ? ": " + string.Join(", ", prompt.Sections) : "")}", Tone.Strong);
            var last = prompt.Messages[^1];
            Part($"{last.RoleName}:", last.Content, Tone.Plain);
            Part("response 1:", report.Responses[one.Pair.First].Text, Tone.Plain);
            Part("response 2:", report.Responses[one.Pair.Second].Text, Tone.Plain);
            Part($"{_letters[pair.First]}: {AgreementWords.Verdict(one.First)}.", one.First.Reason, Tone.Name);
            Part($"{_letters[pair.Second]}: {AgreementWords.Verdict(one.Second)}.", one.Second.Reason, Tone.Name);
            screen.Line();
        }

        void Part(string head, string text, Tone tone)
        {
            const int MostLines = 3;
            var lines = Excerpt.Wrapped(string.Join(' ', $"{head} {text}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), width);
            foreach (var (line, i) in lines.Take(MostLines).Select((l, i) => (l, i)))
            {
                screen.Line((i == 0 ? "   " : "     ") + (i == MostLines - 1 && lines.Count > MostLines ? Excerpt.Cut(line, width - 1) + "…" : line), tone);
            }
        }
    }

    private void Share(string name, Rate rate) => Line(
        name, rate.N == 0 ? "–" : Rates.Percent(rate.Value), rate.N == 0 ? "" : $"{Rates.Percent(rate.Low)} to {Rates.Percent(rate.High)}", $"{rate.N:#,0}");

    private void Coefficient(string name, Estimate estimate) => Line(
        name, estimate.IsDefined ? Number(estimate.Value) : "–", double.IsNaN(estimate.Low) ? "" : $"{Number(estimate.Low)} to {Number(estimate.High)}", $"{estimate.N:#,0}");

    private void Line(string name, string value, string interval, string n) => screen.Line($"{name,-40}{value,8}{interval,20}{n,9}".TrimEnd());

    private static string Narrow(Rate rate) => rate.N == 0 ? "–" : $"{100 * rate.Value:0} ({100 * rate.Low:0}–{100 * rate.High:0})";

    private static string Text(Estimate estimate) => !estimate.IsDefined ? "–"
        : double.IsNaN(estimate.Low) ? Number(estimate.Value) : $"{Number(estimate.Value)} ({Number(estimate.Low)} to {Number(estimate.High)})";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Count(int count, string what) => $"{count:#,0} {what}{(count == 1 ? "" : "s")}";
}
