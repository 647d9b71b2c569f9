using Precept.Evaluation;

namespace Precept.Workbench.Quality;

/// <summary>What Dawid and Skene's model says of one person.</summary>
/// <param name="Who">The person.</param>
/// <param name="Accuracy">The probability that one of their labels is right.</param>
/// <param name="Score">0 where their labels say nothing of what is true, 1 where they say everything.</param>
/// <param name="Confusion">[what is true, what they say], rows summing to 1.</param>
public sealed record PersonConfusion(Annotator Who, Estimate Accuracy, double Score, double[,] Confusion);

/// <summary>Dawid and Skene's model of a campaign's labels: no answer need be known, what is true is inferred from all labels at once.</summary>
/// <param name="Verdicts">Of verdicts on pairs of answers: worse, tie, better. Empty where no pair has two verdicts.</param>
/// <param name="Flags">Of flags on answers: not set, set. Empty where no flag was ever set.</param>
public sealed record DawidSkeneFigures(IReadOnlyList<PersonConfusion> Verdicts, IReadOnlyList<PersonConfusion> Flags)
{
    /// <summary>Added to each cell of each person's table of counts, so that nothing is held impossible of a person with few labels.</summary>
    public const double Smoothing = 0.5;

    // A fit for each draw: fewer draws where there are more labels.
    private const int LabelsOfAllDraws = 2_000_000;

    /// <summary>Fits the model.</summary>
    public static DawidSkeneFigures Of(LabelTable table, long seed = 1) => new(VerdictsOf(table, seed), FlagsOf(table, seed));

    private static IReadOnlyList<PersonConfusion> VerdictsOf(LabelTable table, long seed)
    {
        var (labels, clusters) = (new List<(Annotator By, int Item, int Class)>(), new List<int>());
        for (var t = 0; t < table.Shared.Count; t++)
        {
            foreach (var (i, j) in table.Shared[t].Pairs)
            {
                // Both ways round, so that which answer is called the first makes no difference.
                foreach (var label in table.Shared[t].Labels)
                {
                    labels.Add((label.By, clusters.Count, 1 + label.Verdict(i, j)));
                    labels.Add((label.By, clusters.Count + 1, 1 - label.Verdict(i, j)));
                }

                clusters.AddRange([t, t]);
            }
        }

        return Fit(labels, clusters, 3, copies: 2, seed);
    }

    private static IReadOnlyList<PersonConfusion> FlagsOf(LabelTable table, long seed)
    {
        TableLabel[] flagged = [.. table.Labels.Where(l => l.Task.IsOrdinary)];
        string[] flags = [.. flagged.SelectMany(l => l.Content.Flags).SelectMany(f => f).Distinct().Order(StringComparer.Ordinal)];
        var (labels, clusters) = (new List<(Annotator By, int Item, int Class)>(), new List<int>());
        foreach (var (cluster, task) in flagged.GroupBy(l => l.Task.Id).Where(g => g.Skip(1).Any()).Index())
        {
            foreach (var label in task)
            {
                for (var item = 0; item < label.Task.Answers.Count * flags.Length; item++)
                {
                    var (answer, flag) = (item / flags.Length, flags[item % flags.Length]);
                    labels.Add((label.By, clusters.Count + item, answer < label.Content.Flags.Count && label.Content.Flags[answer].Contains(flag) ? 1 : 0));
                }
            }

            clusters.AddRange(Enumerable.Repeat(cluster, task.First().Task.Answers.Count * flags.Length));
        }

        return Fit(labels, clusters, 2, copies: 1, seed);
    }

    private static IReadOnlyList<PersonConfusion> Fit(List<(Annotator By, int Item, int Class)> labels, List<int> clusters, int classes, int copies, long seed)
    {
        if (labels.Count == 0)
        {
            return [];
        }

        Annotator[] people = [.. labels.Select(l => l.By).Distinct().OrderBy(a => a.Handle, StringComparer.Ordinal)];
        var number = people.Index().ToDictionary(p => p.Item, p => p.Index);
        var fit = DawidSkene.Fit(
            clusters.Count,
            people.Length,
            classes,
            [.. labels.Select(l => new ItemLabel(l.Item, number[l.By], l.Class))],
            Smoothing,
            seed,
            Math.Clamp(LabelsOfAllDraws / labels.Count, 30, DawidSkene.DefaultResamples),
            clusterOf: clusters);
        return [.. people.Select((p, i) => new PersonConfusion(
            p, fit.Annotators[i].Accuracy with { N = fit.Annotators[i].Labels / copies }, fit.Annotators[i].Score, fit.Confusion[i]))];
    }
}
