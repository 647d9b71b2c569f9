namespace Precept.Evaluation;

/// <summary>When a participant's votes are too much the same.</summary>
/// <param name="MinVotes">How many votes that are all the same set a participant apart, at least 2.</param>
/// <param name="MinVotesOfNearly">From how many votes on nearly the same ones do.</param>
/// <param name="MaxEntropy">The entropy of a participant's stances, in bits, below which they are nearly the same.</param>
/// <param name="MaxChanceOfNearly">The chance of as many of one stance by votes as others cast them, above which nearly the same ones are left in.</param>
/// <param name="MaxChance">The same for votes that are all the same; 1 sets them apart whatever the statements.</param>
public sealed record StraightLineSettings(
    int MinVotes = 7, int MinVotesOfNearly = 20, double MaxEntropy = 0.3, double MaxChanceOfNearly = 0.001, double MaxChance = 1);

/// <summary>A participant that is set apart.</summary>
/// <param name="Participant">The participant's number in the table.</param>
/// <param name="Stance">The stance that they hold throughout, or nearly so.</param>
/// <param name="Same">How many of their votes are that.</param>
/// <param name="Votes">How many votes they cast.</param>
/// <param name="Entropy">The entropy of their stances, bits: 0 where all are the same, at most log2 3.</param>
/// <param name="Chance">How likely it is that someone who votes on each of those statements as the others did has that stance as often.</param>
public readonly record struct StraightLiner(int Participant, Stance Stance, int Same, int Votes, double Entropy, double Chance);

/// <summary>Participants who vote the same whatever the statement. They are set apart, not deleted: shown, and not counted into groups.</summary>
/// <remarks>docs/algorithms/public-input.md says why seven votes, and what the chance is for.</remarks>
public static class StraightLiners
{
    /// <summary>Finds them.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="settings">The bounds; null for the defaults.</param>
    public static IReadOnlyList<StraightLiner> Find(VoteTable votes, StraightLineSettings? settings = null)
    {
        var bounds = settings ?? new StraightLineSettings();
        ArgumentOutOfRangeException.ThrowIfLessThan(bounds.MinVotes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(bounds.MinVotesOfNearly, 2);
        VoteCount[] counts = [.. Enumerable.Range(0, votes.Statements.Count).Select(s => votes.Count(s, Enumerable.Range(0, votes.Participants.Count)))];
        var found = new List<StraightLiner>();
        for (var p = 0; p < votes.Participants.Count; p++)
        {
            (int Statement, Stance Stance)[] cast = [.. votes.VotesOf(p)];
            if (cast.Length < Math.Min(bounds.MinVotes, bounds.MinVotesOfNearly))
            {
                continue;
            }

            var (stance, same) = cast.CountBy(v => v.Stance).OrderByDescending(c => c.Value).ThenBy(c => c.Key).First();
            var entropy = Entropy(cast.CountBy(v => v.Stance).Select(c => c.Value), cast.Length);
            var all = same == cast.Length && cast.Length >= bounds.MinVotes;
            if (all || (cast.Length >= bounds.MinVotesOfNearly && entropy < bounds.MaxEntropy))
            {
                var chance = AtLeast(same, [.. cast.Select(v => ShareOfOthers(counts[v.Statement], v.Stance, stance))]);
                if (chance <= (all ? bounds.MaxChance : bounds.MaxChanceOfNearly))
                {
                    found.Add(new StraightLiner(p, stance, same, cast.Length, entropy, chance));
                }
            }
        }

        return found;
    }

    /// <summary>Entropy of counts, bits.</summary>
    internal static double Entropy(IEnumerable<int> counts, int n) => counts.Sum(c => c == 0 ? 0 : (double)c / n * Math.Log2((double)n / c));

    /// <summary>The probability of at least so many successes in trials of different probabilities (the Poisson binomial distribution).</summary>
    internal static double AtLeast(int successes, double[] probabilities)
    {
        var exactly = new double[probabilities.Length + 1];
        exactly[0] = 1;
        for (var i = 0; i < probabilities.Length; i++)
        {
            for (var k = i + 1; k > 0; k--)
            {
                exactly[k] = (exactly[k] * (1 - probabilities[i])) + (exactly[k - 1] * probabilities[i]);
            }

            exactly[0] *= 1 - probabilities[i];
        }

        return Math.Min(1, exactly.Skip(successes).Sum());
    }

    // The share of a stance among the others' votes, with one vote for each stance added: without others each is as likely.
    private static double ShareOfOthers(VoteCount count, Stance own, Stance stance)
    {
        var of = stance switch { Stance.Agree => count.Agrees, Stance.Disagree => count.Disagrees, _ => count.Passes };
        return (of - (own == stance ? 1 : 0) + 1.0) / (count.Seen - 1 + 3.0);
    }
}
