using Precept.Evaluation;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Quality;

/// <summary>How long a person takes for a task.</summary>
/// <param name="Labels">Labels with a time.</param>
/// <param name="Median">Median, milliseconds; NaN without labels.</param>
/// <param name="Lower">Lower quartile.</param>
/// <param name="Upper">Upper quartile.</param>
/// <param name="TooFast">Share of labels given in less time than the texts take to be read in haste (<see cref="AnnotatorTimes.FastestReading"/>).</param>
public sealed record AnnotatorTimes(int Labels, double Median, double Lower, double Upper, Rate TooFast)
{
    /// <summary>
    /// Characters a second beyond which nobody reads, a Han character as three: 50. Reading for sense in English goes at some 240 words a minute (Brysbaert 2019), about 24 characters a second with spaces;
    /// this is twice that.
    /// </summary>
    public const double FastestReading = 50;

    /// <summary>The times of some labels.</summary>
    public static AnnotatorTimes Of(IReadOnlyList<TableLabel> labels)
    {
        double[] times = [.. labels.Select(l => (double)l.Milliseconds).Order()];
        return times.Length == 0
            ? new AnnotatorTimes(0, double.NaN, double.NaN, double.NaN, Statistics.Wilson(0, 0))
            : new AnnotatorTimes(
                times.Length,
                Statistics.Quantile(times, 0.5),
                Statistics.Quantile(times, 0.25),
                Statistics.Quantile(times, 0.75),
                Statistics.Share(labels.Select(l => l.Milliseconds / 1000.0 < l.Task.ReadingLoad / FastestReading)));
    }
}

/// <summary>How often the answer shown first is called the best, and how often it would be by chance.</summary>
/// <param name="Share">The share, among labels with one best answer.</param>
/// <param name="Chance">The mean over these labels of one over the number of answers; NaN without labels.</param>
public sealed record FirstShown(Rate Share, double Chance)
{
    /// <summary>Of some labels.</summary>
    public static FirstShown Of(IEnumerable<TableLabel> labels)
    {
        TableLabel[] sharp = [.. labels.Where(l => l.IsRanked && l.Order.Count == l.Task.Answers.Count && l.Content.Tiers.Count(t => t == l.Content.Tiers.Min()) == 1)];
        return new FirstShown(
            Statistics.Share(sharp.Select(l => l.Content.Tiers[l.Order[0]] == l.Content.Tiers.Min())), sharp.Length == 0 ? double.NaN : sharp.Average(l => 1.0 / l.Task.Answers.Count));
    }
}

/// <summary>What the figures say of one person's work. They are reasons to look, never to exclude by themselves.</summary>
/// <param name="Who">The person.</param>
/// <param name="Labels">All labels that stand.</param>
/// <param name="WithOthers">Agreement with the others on tasks in common.</param>
/// <param name="Gold">Share of gold tasks that are right.</param>
/// <param name="Qualification">Share of the qualification round that is right.</param>
/// <param name="Repeats">Share of the pairs of repeated tasks of which the person says the same again.</param>
/// <param name="RepeatedTasks">How many tasks were repeated.</param>
/// <param name="Times">Time per task.</param>
/// <param name="First">The answer shown first.</param>
public sealed record AnnotatorFigures(
    Annotator Who, int Labels, VerdictAgreement WithOthers, Rate Gold, Rate Qualification, Rate Repeats, int RepeatedTasks, AnnotatorTimes Times, FirstShown First)
{
    /// <summary>What is worth a look.</summary>
    public IReadOnlyList<AnnotatorWarning> Warnings { get; init; } = [];

    /// <summary>The figures of everyone, by handle.</summary>
    /// <param name="table">The labels.</param>
    /// <param name="agreement">How far people agree.</param>
    /// <param name="cutOff">The share of known answers below which a warning is given: the campaign's cut-off.</param>
    public static IReadOnlyList<AnnotatorFigures> Of(LabelTable table, AgreementFigures agreement, double cutOff)
    {
        var byPerson = table.Labels.ToLookup(l => l.By.PersonId);
        return [.. table.Annotators.Select(a => WithWarnings(Of(a, [.. byPerson[a.PersonId]], agreement), agreement, cutOff))];
    }

    private static AnnotatorFigures Of(Annotator who, IReadOnlyList<TableLabel> labels, AgreementFigures agreement)
    {
        PairTally[] again = [.. Repeated(labels)];
        return new AnnotatorFigures(
            who,
            labels.Count,
            agreement.Annotators.FirstOrDefault(a => a.Who.PersonId == who.PersonId)?.Verdicts ?? VerdictAgreement.Of([]),
            RightOf(labels, TaskPurpose.Gold),
            RightOf(labels, TaskPurpose.Qualification),
            ClusteredShare.Of(again.Select(t => (t.Agreed, t.Pairs))),
            again.Length,
            AnnotatorTimes.Of([.. labels.Where(l => l.Milliseconds > 0)]),
            FirstShown.Of(labels));
    }

    private static AnnotatorFigures WithWarnings(AnnotatorFigures figures, AgreementFigures agreement, double cutOff) =>
        figures with { Warnings = AnnotatorWarnings.Of(figures, agreement, cutOff) };

    private static Rate RightOf(IEnumerable<TableLabel> labels, TaskPurpose purpose) =>
        Statistics.Share(labels.Where(l => l.Task.Purpose == purpose && l.Task.Known is not null).Select(l => KnownAnswers.IsRight(l.Task.Known!, l.Content)));

    // Each repeat against the person's own label of the task that it shows once more, pair by pair.
    private static IEnumerable<PairTally> Repeated(IReadOnlyList<TableLabel> labels)
    {
        var first = labels.Where(l => l.IsRanked && l.Task.Purpose != TaskPurpose.Repeat).ToDictionary(l => l.Task.Id);
        foreach (var again in labels.Where(l => l.IsRanked && l.Task.Purpose == TaskPurpose.Repeat))
        {
            if (again.Task.FirstTaskId is { } id && first.TryGetValue(id, out var before) && before.Task.Answers.Select(a => a.Id).ToList() is var ids && again.Task.Answers.All(a => ids.Contains(a.Id)))
            {
                int[] places = [.. again.Task.Answers.Select(a => ids.IndexOf(a.Id))];
                yield return PairTally.Sum([.. TaskVotes.PairsOf(places.Length).Select(p => PairTally.Of(before.Verdict(places[p.First], places[p.Second]), again.Verdict(p.First, p.Second)))]);
            }
        }
    }
}
