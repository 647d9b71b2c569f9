using Precept.Evaluation;

namespace Precept.Workbench.Quality;

/// <summary>The rankings that people gave to one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Labels">Its labels that rank all answers, one a person.</param>
public sealed record TaskVotes(TableTask Task, IReadOnlyList<TableLabel> Labels)
{
    /// <summary>How many answers there are.</summary>
    public int Answers => Task.Answers.Count;

    /// <summary>The pairs of answers.</summary>
    public IEnumerable<(int First, int Second)> Pairs => PairsOf(Answers);

    /// <summary>Each two people's labels.</summary>
    public IEnumerable<(TableLabel First, TableLabel Second)> EachTwo => PairsOf(Labels.Count).Select(p => (Labels[p.First], Labels[p.Second]));

    /// <summary>What each two people say of the pairs of answers, together.</summary>
    public PairTally Tally() => PairTally.Sum([.. EachTwo.Select(p => Between(p.First, p.Second))]);

    /// <summary>What one person and each of the others say, together.</summary>
    public PairTally TallyOf(Annotator annotator) => Labels.FirstOrDefault(l => l.By.PersonId == annotator.PersonId) is { } own
        ? PairTally.Sum([.. Labels.Where(l => l != own).Select(other => Between(own, other))])
        : default;

    /// <summary>What "the longest wins" and each person say, together.</summary>
    public PairTally TallyOfLongest() => PairTally.Sum([.. Labels.SelectMany(l => Pairs.Select(p => PairTally.Of(Task.Longest(p.First, p.Second), l.Verdict(p.First, p.Second))))]);

    /// <summary>Mean over each two people of Kendall's tau-b; those who put all answers level are left out. NaN where nobody is left.</summary>
    public double TauB()
    {
        double[] taus = [.. EachTwo.Select(p => Between(p.First, p.Second).TauB).Where(t => !double.IsNaN(t))];
        return taus.Length == 0 ? double.NaN : taus.Average();
    }

    /// <summary>Kendall's W of the rankings; NaN where all put all answers level.</summary>
    public double W() => KendallW.Of([.. Labels.Select(l => l.Ranks())], resamples: 1).Value;

    /// <summary>How far apart the rankings are, 0 to 1: the mean over each two people and each pair of answers of half the difference of their verdicts. Opposite verdicts count 1, a tie against none a half.</summary>
    public double Apart() => Tally() is var tally && tally.Pairs > 0 ? (tally.Opposite + (0.5 * (tally.OnlyFirstTies + tally.OnlySecondTies))) / tally.Pairs : 0;

    /// <summary>What two labels of one task say of its pairs.</summary>
    public static PairTally Between(TableLabel first, TableLabel second)
    {
        var tally = default(PairTally);
        foreach (var (i, j) in PairsOf(first.Task.Answers.Count))
        {
            tally += PairTally.Of(first.Verdict(i, j), second.Verdict(i, j));
        }

        return tally;
    }

    /// <summary>Each two of some things.</summary>
    public static IEnumerable<(int First, int Second)> PairsOf(int count)
    {
        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
            {
                yield return (i, j);
            }
        }
    }
}
