namespace Precept.Workbench.Labels;

/// <summary>Tells whether a label says what is known of a gold or qualification task.</summary>
public static class KnownAnswers
{
    /// <summary>Whether a label is right.</summary>
    /// <param name="known">The known answer.</param>
    /// <param name="label">What a person said, in the same order of answers.</param>
    /// <returns>
    /// True where every answer has a place and two things hold. No two answers that the known answer orders stand the other way round. And the best tier is right: whatever the person put there
    /// is among the best of the known answer. So two answers that the known answer has level may stand in any order, and a tie between two that it orders is forgiven, except at the top: a worse
    /// answer level with the best one is wrong. A label that calls the answers incomparable is wrong. "All unacceptable", flags, sections and reasons make no difference.
    /// </returns>
    public static bool IsRight(KnownAnswer known, LabelContent label)
    {
        if (label.Incomparable || known.Tiers.Count == 0 || label.Tiers.Count != known.Tiers.Count || label.Tiers.Any(t => t is null))
        {
            return false;
        }

        var (best, knownBest) = (label.Tiers.Min(), known.Tiers.Min());
        for (var i = 0; i < known.Tiers.Count; i++)
        {
            if (label.Tiers[i] == best && known.Tiers[i] != knownBest)
            {
                return false;
            }

            for (var j = 0; j < known.Tiers.Count; j++)
            {
                if (known.Tiers[i] < known.Tiers[j] && label.Tiers[i] > label.Tiers[j])
                {
                    return false;
                }
            }
        }

        return true;
    }
}
