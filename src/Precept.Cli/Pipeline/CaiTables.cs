using System.Globalization;
using Precept.Evaluation;
using Precept.Feedback;
using Precept.Reports;

namespace Precept.Cli.Pipeline;

/// <summary>What critique, revision and comparison came to, as tables.</summary>
internal static class CaiTables
{
    /// <summary>The columns of <see cref="Rows"/>, after the name's.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["revisions", "kept (95 %)", "tie", "worse", "unchanged", "refused", "invalid", "timeout", "filtered"];

    /// <summary>The report's tables.</summary>
    public static IEnumerable<ExtraTable> Of(RevisionTally tally, ComparisonTally comparisons, PromptHalves halves, int leftOut) =>
    [
        new ExtraTable("Critique and revision, by round", ["round", .. Columns], Rows(tally.ByRound)),
        new ExtraTable("Critique and revision, by principle", ["principle", .. Columns], Rows(tally.ByPrinciple)),
        new ExtraTable(
            "Constitutional AI: data", ["what", "count"],
            [
                Row("prompts for critique and revision", halves.FineTuning.Count),
                Row("of them with a revision kept", tally.Revised),
                Row("of them without a first answer", tally.WithoutAnswer),
                Row("prompts for comparisons", halves.Preferences.Count),
                Row("comparisons with a verdict", comparisons.Judged),
                Row("of them ties", comparisons.Ties),
                Row("of them with a probability", comparisons.WithP),
                Row("comparisons without a verdict", comparisons.NotJudged),
                Row("prompts whose two answers are the same", comparisons.Same),
                Row("prompts left out: measured on", leftOut),
            ]),
    ];

    /// <summary>A row for each count: name, revisions, share kept with its interval, and how many failed for each reason.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<RevisionCount> counts) =>
    [
        .. counts.Select(c => (IReadOnlyList<string>)
        [
            Short(c.Name), Number(c.Total), Text(Statistics.Wilson(c.Kept, c.Total)),
            .. Failures.Select(o => Number(c.Of(o))),
        ]),
    ];

    /// <summary>The outcomes that do not change the text, in the order of <see cref="Columns"/>.</summary>
    public static IReadOnlyList<RevisionOutcome> Failures { get; } =
    [
        RevisionOutcome.Tie, RevisionOutcome.Worse, RevisionOutcome.Unchanged, RevisionOutcome.Refused, RevisionOutcome.Invalid, RevisionOutcome.Timeout, RevisionOutcome.Filtered,
    ];

    private static string[] Row(string what, int count) => [what, Number(count)];

    private static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Text(Rate rate) => string.Create(CultureInfo.InvariantCulture, $"{100 * rate.Value:0.0} % ({100 * rate.Low:0.0} – {100 * rate.High:0.0})");

    private static string Short(string name) => name.Length <= 80 ? name : name[..79] + "…";
}
