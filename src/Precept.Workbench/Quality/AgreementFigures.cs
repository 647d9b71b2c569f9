using Precept.Evaluation;

namespace Precept.Workbench.Quality;

/// <summary>How far people agree over some tasks: the figures that are shown for a part of them, too.</summary>
/// <param name="Tasks">Tasks that two people or more ranked.</param>
/// <param name="Labels">Their rankings.</param>
/// <param name="Verdicts">Agreement of each two people on each pair of answers; intervals over tasks.</param>
/// <param name="Alpha">Krippendorff's alpha, nominal, of verdicts on pairs; its cases are pairs of answers.</param>
/// <param name="RankAlpha">Krippendorff's alpha, ordinal, of ranks; its cases are answers.</param>
public sealed record AgreementSlice(int Tasks, int Labels, VerdictAgreement Verdicts, Estimate Alpha, Estimate RankAlpha)
{
    /// <summary>The figures of some tasks.</summary>
    public static AgreementSlice Of(IReadOnlyList<TaskVotes> tasks, long seed, int resamples = AgreementFigures.PartResamples)
    {
        resamples = AgreementFigures.Draws(tasks.Count, resamples);
        var ranks = tasks.SelectMany((t, cluster) => Transposed(t).Select(r => (Ranks: r, Cluster: cluster))).ToArray();
        return new AgreementSlice(
            tasks.Count,
            tasks.Sum(t => t.Labels.Count),
            VerdictAgreement.Of(tasks.Select(t => t.Tally()), seed, resamples),
            VerdictAlpha.Of(tasks, seed, resamples),
            KrippendorffAlpha.Of([.. ranks.Select(r => r.Ranks)], AlphaMetric.Ordinal, [.. ranks.Select(r => r.Cluster)], seed, resamples));
    }

    // For each answer the rank that each person gives it.
    private static IEnumerable<double[]> Transposed(TaskVotes task)
    {
        double[][] ranks = [.. task.Labels.Select(l => l.Ranks())];
        return Enumerable.Range(0, task.Answers).Select(a => (double[])[.. ranks.Select(r => r[a])]);
    }
}

/// <summary>A part of the tasks, or one person, with the agreement there.</summary>
/// <param name="Id">The section, the language, or the person's handle.</param>
/// <param name="Figures">The figures.</param>
public sealed record AgreementPart(string Id, AgreementSlice Figures);

/// <summary>Two people, on the tasks that both ranked.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Verdicts">Their agreement; its kappa is Cohen's.</param>
public sealed record TwoPeople(Annotator First, Annotator Second, VerdictAgreement Verdicts);

/// <summary>One person against all others who ranked the same tasks.</summary>
/// <param name="Who">The person.</param>
/// <param name="Verdicts">Their agreement with the others.</param>
public sealed record OneAgainstOthers(Annotator Who, VerdictAgreement Verdicts);

/// <summary>How far the people of a campaign agree. No figure stands alone: each has its interval and its cases, and "the longest wins" beside it.</summary>
public sealed record AgreementFigures
{
    /// <summary>Fewest resamples of an interval.</summary>
    public const int FewestResamples = 200;

    /// <summary>Resamples of the intervals of all tasks; fewer where there are many tasks (<see cref="Draws"/>).</summary>
    public const int Resamples = 1000;

    /// <summary>Resamples of the intervals of parts.</summary>
    public const int PartResamples = 400;

    /// <summary>Most people of whom each two are compared: those with the most labels.</summary>
    public const int MostPeople = 24;

    /// <summary>All tasks.</summary>
    public required AgreementSlice Whole { get; init; }

    /// <summary>Fleiss' kappa of verdicts; undefined where tasks have different numbers of people.</summary>
    public required Estimate Fleiss { get; init; }

    /// <summary>How many people each task has, where it is the same for all; else null.</summary>
    public required int? People { get; init; }

    /// <summary>Mean over tasks of Kendall's W.</summary>
    public required Rate W { get; init; }

    /// <summary>Mean over tasks of Kendall's tau-b.</summary>
    public required Rate TauB { get; init; }

    /// <summary>Krippendorff's alpha, nominal, of the section decided on; its cases are tasks where two people or more named one.</summary>
    public required Estimate DecidedOn { get; init; }

    /// <summary>How "the longest wins" agrees with each person.</summary>
    public required VerdictAgreement Longest { get; init; }

    /// <summary>Section by section, least agreement first. A task counts for each section that its prompt names.</summary>
    public required IReadOnlyList<AgreementPart> Sections { get; init; }

    /// <summary>Language by language.</summary>
    public required IReadOnlyList<AgreementPart> Languages { get; init; }

    /// <summary>Each person against the others, least agreement first.</summary>
    public required IReadOnlyList<OneAgainstOthers> Annotators { get; init; }

    /// <summary>Each two people with tasks in common.</summary>
    public required IReadOnlyList<TwoPeople> Pairs { get; init; }

    /// <summary>How many resamples the interval of some tasks gets: the work grows with both, and with many tasks the quantiles need fewer draws.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="most">The number where there are few.</param>
    public static int Draws(int tasks, int most) => Math.Clamp(1_000_000 / Math.Max(1, tasks), FewestResamples, most);

    /// <summary>The figures of a campaign's labels.</summary>
    public static AgreementFigures Of(LabelTable table, long seed = 1)
    {
        var tasks = table.Shared;
        var draws = Draws(tasks.Count, Resamples);
        var whole = AgreementSlice.Of(tasks, seed, Resamples);
        int[] people = [.. tasks.Select(t => t.Labels.Count).Distinct()];
        return new AgreementFigures
        {
            Whole = whole,
            Fleiss = people.Length == 1 ? FleissOf(tasks, seed, draws) : Estimate.Undefined(0),
            People = people is [var same] ? same : null,
            W = Mean(tasks.Select(t => t.W()), seed, draws),
            TauB = Mean(tasks.Select(t => t.TauB()), seed, draws),
            DecidedOn = DecidedOnOf(tasks, seed),
            Longest = VerdictAgreement.Of(tasks.Select(t => t.TallyOfLongest()), seed, draws),
            Sections = [.. Parts(tasks, whole, t => t.Sections, seed).OrderBy(p => p.Figures.Verdicts.WithTies.Value).ThenBy(p => p.Id, StringComparer.Ordinal)],
            Languages = [.. Parts(tasks, whole, t => [t.Language], seed).OrderBy(p => p.Id, StringComparer.Ordinal)],
            Annotators = [.. Each(table, seed).OrderBy(p => p.Verdicts.WithTies.Value).ThenBy(p => p.Who.Handle, StringComparer.Ordinal)],
            Pairs = EachTwo(table, seed),
        };
    }

    private static Estimate FleissOf(IReadOnlyList<TaskVotes> tasks, long seed, int draws)
    {
        // Both ways round, so that which answer is called the first makes no difference; a task's pairs are drawn together.
        var (counts, clusters) = (new List<int[]>(), new List<int>());
        for (var t = 0; t < tasks.Count; t++)
        {
            foreach (var (i, j) in tasks[t].Pairs)
            {
                int first = tasks[t].Labels.Count(l => l.Verdict(i, j) > 0), second = tasks[t].Labels.Count(l => l.Verdict(i, j) < 0), level = tasks[t].Labels.Count - first - second;
                counts.AddRange([[first, level, second], [second, level, first]]);
                clusters.AddRange([t, t]);
            }
        }

        return FleissKappa.Of(counts, seed, draws, clusters) with { N = counts.Count / 2 };
    }

    private static Estimate DecidedOnOf(IReadOnlyList<TaskVotes> tasks, long seed)
    {
        var numbers = new Dictionary<string, double>();
        var units = tasks.Select(t => (double[])[.. t.Labels.Select(l => l.Content.DecidedOn).Where(s => s.Length > 0).Select(Number)]).ToList();
        return numbers.Count > KrippendorffAlpha.MaxValues ? Estimate.Undefined(0) : KrippendorffAlpha.Of(units, AlphaMetric.Nominal, seed: seed, resamples: Draws(tasks.Count, PartResamples));

        double Number(string section) => numbers.TryGetValue(section, out var number) ? number : numbers[section] = numbers.Count;
    }

    private static Rate Mean(IEnumerable<double> values, long seed, int draws) => Statistics.BootstrapMean([.. values.Where(v => !double.IsNaN(v))], seed, draws);

    private static IEnumerable<AgreementPart> Parts(IReadOnlyList<TaskVotes> tasks, AgreementSlice whole, Func<TableTask, IReadOnlyList<string>> partsOf, long seed) =>
        tasks.SelectMany(t => partsOf(t.Task).Distinct().Select(part => (Part: part, Task: t))).GroupBy(p => p.Part, p => p.Task)
            .Select(g => new AgreementPart(g.Key, g.Count() == tasks.Count ? whole : AgreementSlice.Of([.. g], seed)));

    private static IEnumerable<OneAgainstOthers> Each(LabelTable table, long seed)
    {
        var tallies = table.Annotators.ToDictionary(a => a.PersonId, _ => new List<PairTally>());
        foreach (var task in table.Shared)
        {
            foreach (var label in task.Labels)
            {
                tallies[label.By.PersonId].Add(task.TallyOf(label.By));
            }
        }

        return table.Annotators.Where(a => tallies[a.PersonId].Count > 0).Select(a => new OneAgainstOthers(a, VerdictAgreement.Of(tallies[a.PersonId], seed, PartResamples)));
    }

    private static IReadOnlyList<TwoPeople> EachTwo(LabelTable table, long seed)
    {
        var shown = table.Shared.SelectMany(t => t.Labels).CountBy(l => l.By).OrderByDescending(c => c.Value).Take(MostPeople).Select(c => c.Key).ToHashSet();
        var tallies = new Dictionary<(Annotator First, Annotator Second), List<PairTally>>();
        foreach (var task in table.Shared)
        {
            foreach (var (one, other) in task.EachTwo)
            {
                var (first, second) = string.CompareOrdinal(one.By.Handle, other.By.Handle) < 0 ? (one, other) : (other, one);
                if (shown.Contains(first.By) && shown.Contains(second.By))
                {
                    if (!tallies.TryGetValue((first.By, second.By), out var list))
                    {
                        tallies[(first.By, second.By)] = list = [];
                    }

                    list.Add(TaskVotes.Between(first, second));
                }
            }
        }

        return
        [
            .. tallies.OrderBy(t => t.Key.First.Handle, StringComparer.Ordinal).ThenBy(t => t.Key.Second.Handle, StringComparer.Ordinal)
                .Select(t => new TwoPeople(t.Key.First, t.Key.Second, VerdictAgreement.Of(t.Value, seed, PartResamples))),
        ];
    }
}
