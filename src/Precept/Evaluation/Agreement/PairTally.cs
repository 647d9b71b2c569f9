namespace Precept.Evaluation;

/// <summary>What two judges said of pairs of responses, counted. Which response of a pair is called the first makes no difference to any figure.</summary>
/// <param name="Same">Pairs of which both say that the same response is better.</param>
/// <param name="Opposite">Pairs of which they say the opposite.</param>
/// <param name="OnlyFirstTies">Pairs that only the first judge calls a tie.</param>
/// <param name="OnlySecondTies">Pairs that only the second judge calls a tie.</param>
/// <param name="BothTie">Pairs that both call a tie.</param>
public readonly record struct PairTally(int Same, int Opposite, int OnlyFirstTies, int OnlySecondTies, int BothTie)
{
    /// <summary>All pairs.</summary>
    public int Pairs => Same + Opposite + OnlyFirstTies + OnlySecondTies + BothTie;

    /// <summary>Pairs of which both say the same, a tie included.</summary>
    public int Agreed => Same + BothTie;

    /// <summary>Pairs that neither calls a tie.</summary>
    public int Decided => Same + Opposite;

    /// <summary>The tally of one pair.</summary>
    /// <param name="first">The first judge's verdict: 1 where the pair's first response is better, -1 where its second is, 0 for a tie.</param>
    /// <param name="second">The second judge's.</param>
    public static PairTally Of(int first, int second) => (first, second) switch
    {
        (0, 0) => new(0, 0, 0, 0, 1),
        (0, _) => new(0, 0, 1, 0, 0),
        (_, 0) => new(0, 0, 0, 1, 0),
        _ => first == second ? new(1, 0, 0, 0, 0) : new(0, 1, 0, 0, 0),
    };

    /// <summary>Both together.</summary>
    public static PairTally operator +(PairTally a, PairTally b) => new(
        a.Same + b.Same, a.Opposite + b.Opposite, a.OnlyFirstTies + b.OnlyFirstTies, a.OnlySecondTies + b.OnlySecondTies, a.BothTie + b.BothTie);

    /// <summary>The same tally some number of times.</summary>
    public static PairTally operator *(PairTally a, int times) => new(
        a.Same * times, a.Opposite * times, a.OnlyFirstTies * times, a.OnlySecondTies * times, a.BothTie * times);

    /// <summary>The tally of several, each some number of times; without numbers once each.</summary>
    public static PairTally Sum(IReadOnlyList<PairTally> tallies, IReadOnlyList<int>? times = null)
    {
        var sum = default(PairTally);
        for (var i = 0; i < tallies.Count; i++)
        {
            var count = times is null ? 1 : times[i];
            sum = count == 0 ? sum : sum + (tallies[i] * count);
        }

        return sum;
    }

    /// <summary>The table of verdicts (worse, tie, better) of the first judge by those of the second; each pair stands in it half each way round.</summary>
    public double[,] ToTable() => new[,]
    {
        { Same / 2.0, OnlySecondTies / 2.0, Opposite / 2.0 },
        { OnlyFirstTies / 2.0, BothTie, OnlyFirstTies / 2.0 },
        { Opposite / 2.0, OnlySecondTies / 2.0, Same / 2.0 },
    };

    /// <summary>
    /// Kendall's tau-b over the pairs: agreements less disagreements over the root of the pairs that each decides. Over all pairs of a list it is tau-b of the
    /// two rankings. NaN where one judge calls every pair a tie.
    /// </summary>
    public double TauB
    {
        get
        {
            var apart = (double)(Decided + OnlySecondTies) * (Decided + OnlyFirstTies);
            return apart > 0 ? (Same - Opposite) / Math.Sqrt(apart) : double.NaN;
        }
    }
}
