namespace Precept.Evaluation;

/// <summary>A participant's place among the opinions, and their group.</summary>
/// <param name="Participant">The participant's number in the table.</param>
/// <param name="X">Along the first principal component.</param>
/// <param name="Y">Along the second one.</param>
/// <param name="Group">The group, from 0, the largest first.</param>
public readonly record struct OpinionPlace(int Participant, double X, double Y, int Group);

/// <summary>Participants in groups of like opinion.</summary>
/// <param name="Places">The participants that are counted into groups.</param>
/// <param name="TooFew">Participants with fewer votes than it takes to place them.</param>
/// <param name="Groups">How many groups there are: 0 without participants, 1 where no two of them differ, else 2 to 5.</param>
/// <param name="Silhouettes">For each number of groups that was tried the mean silhouette, -1 to 1; the greatest was taken.</param>
/// <param name="Explained">The share of the votes' variance along each of the two components.</param>
public sealed record OpinionMap(
    IReadOnlyList<OpinionPlace> Places, IReadOnlyList<int> TooFew, int Groups, IReadOnlyDictionary<int, double> Silhouettes, (double First, double Second) Explained)
{
    /// <summary>The participants of a group.</summary>
    public IReadOnlyList<int> Members(int group) => [.. Places.Where(p => p.Group == group).Select(p => p.Participant)];
}

/// <summary>Opinion groups, after Polis (Small, Bjorkegren, Erkkilä, Shaw and Megill 2021): two principal components of the votes, then k-means with the k of the best silhouette.</summary>
/// <remarks>docs/algorithms/public-input.md has the equations, and where this departs from Polis.</remarks>
public static class OpinionGroups
{
    /// <summary>Votes that place a participant, as in Polis; of fewer statements all of them.</summary>
    public const int DefaultMinVotes = 7;

    /// <summary>The most groups.</summary>
    public const int MaxGroups = 5;

    /// <summary>Finds the groups.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="apart">Participants that do not count, such as <see cref="StraightLiners"/>; null for none.</param>
    /// <param name="minVotes">Votes that place a participant, at least 1.</param>
    /// <param name="seed">Seed of the starts of k-means: the same votes and seed give the same groups.</param>
    public static OpinionMap Of(VoteTable votes, IReadOnlySet<int>? apart = null, int minVotes = DefaultMinVotes, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minVotes, 1);
        var needed = Math.Min(minVotes, votes.Statements.Count);
        var counted = Enumerable.Range(0, votes.Participants.Count).Where(p => apart?.Contains(p) != true).ToLookup(p => votes.VotesOf(p).Count() is var n && n > 0 && n >= needed);
        int[] placed = [.. counted[true]];
        if (placed.Length == 0)
        {
            return new OpinionMap([], [.. counted[false]], 0, new Dictionary<int, double>(), (double.NaN, double.NaN));
        }

        var (points, explained) = OpinionSpace.Project(votes, placed);
        var (group, groups, silhouettes) = Cluster(points, seed);
        return new OpinionMap([.. placed.Select((p, i) => new OpinionPlace(p, points[i].X, points[i].Y, group[i]))], [.. counted[false]], groups, silhouettes, explained);
    }

    private static (int[] Group, int Groups, Dictionary<int, double> Silhouettes) Cluster((double X, double Y)[] points, long seed)
    {
        // As in Polis, few participants make few groups.
        var most = Math.Min(Math.Min(MaxGroups, 2 + (points.Length / 12)), Math.Min(points.Distinct().Count(), points.Length - 1));
        int[][] tried = [.. Enumerable.Range(2, Math.Max(0, most - 1)).Select(k => KMeans.Of(points, k, seed))];
        if (tried.Length == 0)
        {
            return (new int[points.Length], 1, []);
        }

        var means = Silhouette.Of(points, tried, seed);
        var best = means.Index().MaxBy(m => m.Item).Index;
        int[] bySize = [.. tried[best].Index().GroupBy(g => g.Item).OrderByDescending(g => g.Count()).ThenBy(g => g.First().Index).Select(g => g.Key)];
        return ([.. tried[best].Select(g => Array.IndexOf(bySize, g))], bySize.Length, means.Index().ToDictionary(m => m.Index + 2, m => m.Item));
    }
}
