using Precept.Evaluation;

namespace Precept.Workbench.Quality;

/// <summary>How strong a model's answers are.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="Won">Share of its comparisons with other models that it won, a tie as half.</param>
/// <param name="BradleyTerry">Its log-strength, nats.</param>
/// <param name="PlackettLuce">Its log-worth from whole rankings, nats.</param>
public sealed record ModelStrength(string Model, Rate Won, Estimate BradleyTerry, Estimate PlackettLuce);

/// <summary>Strengths of the models behind a campaign's answers, from people's rankings. Intervals are over tasks.</summary>
/// <param name="Models">The models, the strongest first.</param>
/// <param name="Pairs">Whether Bradley-Terry has a maximum, and why not.</param>
/// <param name="Rankings">The same of Plackett-Luce.</param>
/// <param name="Prior">Wins and losses of each model against an imagined one that were added, because some model never lost or never won; else 0.</param>
/// <param name="Comparisons">Comparisons of answers of two models.</param>
/// <param name="LeftOut">Rankings left out of Plackett-Luce because a model has two answers in them.</param>
public sealed record ModelFigures(IReadOnlyList<ModelStrength> Models, WorthOutcome Pairs, WorthOutcome Rankings, double Prior, int Comparisons, int LeftOut)
{
    /// <summary>Resamples of the intervals.</summary>
    public const int Resamples = 400;

    /// <summary>The most models that are taken.</summary>
    public const int MostModels = 100;

    /// <summary>Fits both.</summary>
    public static ModelFigures Of(LabelTable table, long seed = 1)
    {
        TableLabel[] labels = [.. table.Labels.Where(l => l.IsRanked && l.Task.IsOrdinary)];
        string[] models = [.. labels.SelectMany(l => l.Task.Answers).CountBy(a => a.Model).OrderByDescending(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal)
            .Take(MostModels).Select(m => m.Key).Order(StringComparer.Ordinal)];
        var number = models.Index().ToDictionary(m => m.Item, m => m.Index);
        var (duels, duelTasks, rankings, rankingTasks, leftOut) = (new List<Duel>(), new List<int>(), new List<TieredRanking>(), new List<int>(), 0);
        foreach (var label in labels.Where(l => l.Task.Answers.All(a => number.ContainsKey(a.Model))))
        {
            int[] by = [.. label.Task.Answers.Select(a => number[a.Model])];
            foreach (var (i, j) in TaskVotes.PairsOf(by.Length).Where(p => by[p.First] != by[p.Second]))
            {
                duels.Add(new Duel(by[i], by[j], label.Verdict(i, j)));
                duelTasks.Add(label.Task.Number);
            }

            if (by.Distinct().Count() == by.Length)
            {
                rankings.Add(TieredRanking.FromRanks(by, [.. label.Content.Tiers.Select(t => t!.Value)]));
                rankingTasks.Add(label.Task.Number);
            }
            else
            {
                leftOut++;
            }
        }

        // Maximum likelihood where there is one; else the small prior, which is said beside the figures.
        var prior = BradleyTerry.Of(models.Length, duels, resamples: 1).Fit.Outcome == WorthOutcome.Unbounded ? BradleyTerry.SmallPrior : 0;
        var pairs = BradleyTerry.Of(models.Length, duels, duelTasks, prior, seed, Resamples);
        var whole = PlackettLuce.Of(models.Length, rankings, rankingTasks, prior, seed, Resamples);
        return new ModelFigures(
            [.. models.Select((m, i) => new ModelStrength(m, WonBy(i, duels, duelTasks, seed), pairs.LogWorths[i] with { N = duels.Count(d => d.First == i || d.Second == i) }, whole.LogWorths[i] with { N = rankings.Count(r => r.Tiers.Any(t => t.Contains(i))) }))
                .OrderByDescending(m => m.BradleyTerry.IsDefined ? m.BradleyTerry.Value : double.NegativeInfinity).ThenByDescending(m => m.Won.Value).ThenBy(m => m.Model, StringComparer.Ordinal)],
            pairs.Fit.Outcome,
            whole.Fit.Outcome,
            prior,
            duels.Count,
            leftOut);
    }

    private static Rate WonBy(int model, List<Duel> duels, List<int> tasks, long seed)
    {
        // Wins count two and ties one of two, task by task.
        var clusters = duels.Zip(tasks).Where(d => d.First.First == model || d.First.Second == model)
            .GroupBy(d => d.Second).OrderBy(g => g.Key).Select(g => (Points: g.Sum(d => 1 + (d.First.First == model ? d.First.Verdict : -d.First.Verdict)), Cases: g.Count())).ToArray();
        var share = ClusterBootstrap.Of(
            clusters.Length,
            times => times.Zip(clusters, (t, c) => t * c.Points).Sum() / (2.0 * times.Zip(clusters, (t, c) => t * c.Cases).Sum()),
            clusters.Sum(c => c.Cases),
            seed,
            Resamples);
        return new Rate(share.Value, share.Low, share.High, share.N);
    }
}
