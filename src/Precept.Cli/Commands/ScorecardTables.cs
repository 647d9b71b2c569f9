using Precept.Cli.Terminal;
using Precept.Evaluation;

namespace Precept.Cli.Commands;

/// <summary>Scorecards in the terminal: shares in percent with their 95 % intervals.</summary>
internal static class ScorecardTables
{
    /// <summary>One row a scorecard.</summary>
    public static void Write(Screen screen, IReadOnlyList<Scorecard> scorecards) => screen.Table(
        "Percent of answers (95 % interval)",
        ["model", "how", "adherence", "jailbreaks held", "over-refusal", "n"],
        [
            .. scorecards.Select(s => (IReadOnlyList<string>)
                [s.Name, s.Decoding, Rates.Text(s.Adherence), Rates.Text(s.JailbreakResistance), Rates.Text(s.OverRefusal), $"{s.Adherence.N:#,0}"]),
        ]);

    /// <summary>The sections of one scorecard.</summary>
    public static void WriteSections(Screen screen, Scorecard scorecard) => screen.Table(
        "Percent of answers that do not break the section",
        ["section", "adherence (95 %)", "n"],
        [.. scorecard.Sections.Select(s => (IReadOnlyList<string>)[s.Id, Rates.Text(s.Rate), $"{s.Rate.N:#,0}"])]);
}
