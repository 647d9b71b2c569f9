using Precept.Evaluation;

namespace Precept.Workbench.Quality;

/// <summary>Krippendorff's alpha, nominal, over the verdicts of any number of people on pairs of answers: first better, second better, tie.</summary>
/// <remarks>
/// The coincidences of <see cref="KrippendorffAlpha"/>, with each pair half each way round, so that which answer of a pair is called the first makes no difference: "first better" and "second better" are
/// expected equally often. Of two people it is <see cref="JudgeAgreement.Alpha"/>. The interval is a bootstrap over tasks.
/// </remarks>
public static class VerdictAlpha
{
    /// <summary>Alpha over the pairs of some tasks.</summary>
    /// <param name="tasks">The tasks with two rankings or more.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="resamples">Resamples of the bootstrap.</param>
    /// <returns>Alpha; its cases are pairs of answers. Undefined (NaN) where nobody tells any two answers apart.</returns>
    public static Estimate Of(IReadOnlyList<TaskVotes> tasks, long seed = 1, int resamples = Statistics.DefaultResamples)
    {
        (double Decided, double Ties, double Apart)[] counts = [.. tasks.Select(CountsOf)];
        return ClusterBootstrap.Of(counts.Length, Value, tasks.Sum(t => t.Pairs.Count()), seed, resamples);

        double Value(IReadOnlyList<int> times)
        {
            var (decided, ties, apart) = (0.0, 0.0, 0.0);
            for (var t = 0; t < counts.Length; t++)
            {
                decided += times[t] * counts[t].Decided;
                ties += times[t] * counts[t].Ties;
                apart += times[t] * counts[t].Apart;
            }

            // n^2 less the squares of the three counts, of which two are half the decided verdicts each.
            var n = decided + ties;
            var expected = (n * n) - (decided * decided / 2) - (ties * ties);
            return decided > 0 ? 1 - ((n - 1) * apart / expected) : double.NaN;
        }
    }

    private static (double Decided, double Ties, double Apart) CountsOf(TaskVotes task)
    {
        var (decided, ties, apart) = (0.0, 0.0, 0.0);
        double m = task.Labels.Count;
        foreach (var (i, j) in task.Pairs)
        {
            double first = task.Labels.Count(l => l.Verdict(i, j) > 0), second = task.Labels.Count(l => l.Verdict(i, j) < 0);
            var level = m - first - second;
            (decided, ties) = (decided + first + second, ties + level);
            apart += ((m * m) - (first * first) - (second * second) - (level * level)) / (m - 1);
        }

        return (decided, ties, apart);
    }
}
