// From rankings to the pairs that RewardLoss is made of; plain integers, no tensors.
namespace Precept.Training.Losses;

/// <summary>All pairs of different rank of a batch of prompts, as indices into the flat list of all responses.</summary>
/// <param name="Winner">For each pair the index of the better response.</param>
/// <param name="Loser">For each pair the index of the worse one.</param>
/// <param name="Prompt">For each pair its prompt's index.</param>
/// <param name="PairCounts">For each prompt the number of its pairs.</param>
public sealed record RankedPairs(long[] Winner, long[] Loser, long[] Prompt, long[] PairCounts)
{
    /// <summary>Pairs of every prompt's ranking; ties give no pair.</summary>
    /// <param name="ranks">For each prompt the rank of each of its responses, lowest is best, equal means tied; responses are
    /// numbered through all prompts in this order.</param>
    /// <returns>At most K(K-1)/2 pairs of a prompt with K responses.</returns>
    public static RankedPairs Of(IReadOnlyList<IReadOnlyList<int>> ranks)
    {
        var (winner, loser, prompt) = (new List<long>(), new List<long>(), new List<long>());
        var counts = new long[ranks.Count];
        long first = 0;
        for (var q = 0; q < ranks.Count; q++)
        {
            var rank = ranks[q];
            for (var i = 0; i < rank.Count; i++)
            {
                for (var j = i + 1; j < rank.Count; j++)
                {
                    if (rank[i] == rank[j])
                    {
                        continue;
                    }

                    var (w, l) = rank[i] < rank[j] ? (i, j) : (j, i);
                    winner.Add(first + w);
                    loser.Add(first + l);
                    prompt.Add(q);
                    counts[q]++;
                }
            }

            first += rank.Count;
        }

        return new RankedPairs([.. winner], [.. loser], [.. prompt], counts);
    }
}
