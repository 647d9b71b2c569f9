using System.Globalization;
using Precept.Cli.Models;
using Precept.Cli.Terminal;
using Precept.Evaluation;

namespace Precept.Cli.Commands;

/// <summary>Ambiguous sections for people.</summary>
internal sealed class AmbiguityScreen(Screen screen, AmbiguityReport report)
{
    private const int MostLines = 3;

    /// <summary>Writes everything.</summary>
    /// <param name="sections">How many sections are shown with sentences and cases.</param>
    /// <param name="cases">How many cases of each.</param>
    public void Write(int sections, int cases)
    {
        Judges();
        Sections();
        Wrapped(report.Conclusion, Tone.Strong);
        foreach (var section in report.Sections.Where(s => s.Figures.InConflict.Any()).Take(sections))
        {
            Detail(section, cases);
        }

        if (report.Usage is { } usage && CallSummary.Of(usage) is { Length: > 0 } calls)
        {
            screen.Line();
            screen.Line(calls, Tone.Quiet);
        }
    }

    private void Judges()
    {
        screen.Line($"{report.SpecVersion}: {(report.Repeats == 0 ? "judgments of the workspace" : $"graded by {report.Judges.Count} models, each asked {(report.Repeats == 1 ? "once" : $"{report.Repeats} times")}")}");
        foreach (var judge in report.Judges)
        {
            screen.Line(Excerpt.Cut($"  {judge.Judge}", Ansi.Width), Tone.Name);
            screen.Line($"    {judge.Votes:#,0} votes; {(judge.Breaks.N == 0 ? "" : $"\"breaks\" {Rates.Percent(judge.Breaks.Value)} %, ")}"
                + $"against another judge {Rates.Text(judge.AgainstOthers)}"
                + (double.IsNaN(judge.Instability) ? "" : $", unsteady {Rates.Percent(judge.Instability)} %"));
        }

        foreach (var (outcome, count) in report.NoVote)
        {
            screen.Line($"  no vote: {count:#,0} {outcome.ToString().ToLowerInvariant()}", Tone.Weighty);
        }

        if (report.LeftOut > 0)
        {
            screen.Line($"  {report.LeftOut:#,0} graded replies left out: text is missing from them");
        }

        screen.Line();
    }

    private void Sections()
    {
        screen.Table(
            "",
            ["section", "cases", "in conflict, %", "between", "within", "chance"],
            [
                .. report.Sections.Select(s => (IReadOnlyList<string>)
                [
                    Excerpt.Cut(s.Figures.SectionId, 30), $"{s.Figures.Conflicts.N:#,0}", Rates.Text(s.Figures.Conflicts), Number(s.Figures.EntropyBetween), Number(s.Figures.EntropyWithin),
                    s.Figures.StandsOut ? "stands out" : $"{s.Figures.P.ToString("0.00", CultureInfo.InvariantCulture)}",
                ]),
            ]);
        if (report.Sections.Count > 0)
        {
            Wrapped("between, within: entropy between the judges and within each, bits; chance: how likely so many conflicts are in some section where they fall anywhere", Tone.Quiet);
            screen.Line();
        }
    }

    private void Detail(AmbiguousSection section, int cases)
    {
        screen.Line();
        screen.Line(Excerpt.Cut($"{section.Section.Id}  {report.File}:{section.Section.Line}", Ansi.Width), Tone.Strong);
        foreach (var fault in section.Sentences.Take(MostLines))
        {
            Part($"  {report.File}:{fault.Sentence.Line}", $"named in {fault.Named:#,0} of {fault.Of:#,0}{(report.SentencesByModels ? " answers" : " cases, by the judges' reasons")}", Tone.Weighty);
            Part("    ", fault.Sentence.Text, Tone.Plain);
            foreach (var readings in fault.Readings.Take(1))
            {
                Part("    either:", readings.First, Tone.Quiet);
                Part("    or:", readings.Second, Tone.Quiet);
            }
        }

        if (section.Sentences.Count == 0)
        {
            screen.Line("  no sentence was named: the difference lies in the case, or in what is not said", Tone.Quiet);
        }

        var all = section.Figures.InConflict.ToArray();
        foreach (var (one, number) in all.Take(cases).Select((c, i) => (c, i + 1)))
        {
            screen.Line($"  case {number:#,0} of {all.Length:#,0}, {one.Case.Place}", Tone.Name);
            Part($"    {one.Case.Prompt.Messages[^1].RoleName}:", one.Case.Prompt.Messages[^1].Content, Tone.Plain);
            foreach (var (response, i) in one.Case.Responses.Select((r, i) => (r, i)))
            {
                Part(one.Case.Responses.Count == 1 ? "    reply:" : $"    response {i + 1}:", response.Text, Tone.Plain);
            }

            foreach (var reading in one.Readings)
            {
                Part($"    {Excerpt.Cut(reading.Judge, 40)} {SentenceQuestion.Words(reading.Answer)}{(reading.Times > 1 ? $" ({reading.Counts.Values.Max()} of {reading.Times})" : "")}.", reading.Reason, Tone.Plain);
            }
        }
    }

    private void Wrapped(string text, Tone tone)
    {
        foreach (var line in Excerpt.Wrapped(text, Ansi.Width))
        {
            screen.Line(line, tone);
        }
    }

    private void Part(string head, string text, Tone tone)
    {
        var indent = new string(' ', head.Length - head.TrimStart().Length);
        var lines = Excerpt.Wrapped(string.Join(' ', $"{head.Trim()} {text}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Ansi.Width - indent.Length - 2);
        foreach (var (line, i) in lines.Take(MostLines).Select((l, i) => (l, i)))
        {
            screen.Line(indent + (i == 0 ? "" : "  ") + (i == MostLines - 1 && lines.Count > MostLines ? Excerpt.Cut(line, Ansi.Width - indent.Length - 3) + "…" : line), tone);
        }
    }

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
