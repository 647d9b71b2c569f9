using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>Prompts of one section, kind and language, and how many are wanted.</summary>
/// <param name="Section">The section.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Language">The language.</param>
/// <param name="Wanted">How many, at least 1.</param>
public sealed record QuotaCell(Section Section, SpecPromptKind Kind, string Language, int Wanted);

/// <summary>Shares a number of prompts among kinds and languages.</summary>
public static class Quotas
{
    /// <summary>Whole numbers in given shares that add up to a total: each gets its exact share rounded down, the largest remainders one more; of equals the earlier.</summary>
    /// <param name="total">The total, 0 or more.</param>
    /// <param name="shares">The shares, 0 or more, one at least above 0.</param>
    public static IReadOnlyList<int> Divide(int total, IReadOnlyList<int> shares)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        var sum = shares.Sum(s => (long)s);
        if (sum <= 0 || shares.Any(s => s < 0))
        {
            throw new ArgumentException("shares are 0 or more, and one is above 0", nameof(shares));
        }

        var parts = shares.Select(s => (int)((long)total * s / sum)).ToArray();
        var left = total - parts.Sum();
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => (long)total * shares[i] % sum).Take(left))
        {
            parts[i]++;
        }

        return parts;
    }

    /// <summary>The cells of some sections in order: sections, kinds, languages. Languages take turns in beginning, so that none always gets the odd prompt.</summary>
    public static IReadOnlyList<QuotaCell> Of(IReadOnlyList<Section> sections, SpecDataOptions options)
    {
        var kinds = SpecPromptKinds.All;
        var ofKind = Divide(options.PerSection, [.. kinds.Select(k => options.Shares.GetValueOrDefault(k))]);
        var languages = options.Languages;
        int[] alike = [.. languages.Select(_ => 1)];
        var cells = new List<QuotaCell>();
        foreach (var (at, section) in sections.Index())
        {
            foreach (var (kind, wanted) in kinds.Zip(ofKind))
            {
                var ofLanguage = Divide(wanted, alike);
                cells.AddRange(languages.Select((_, i) => (at + (int)kind + i) % languages.Count)
                    .Select((language, i) => new QuotaCell(section, kind, languages[language], ofLanguage[i])).Where(c => c.Wanted > 0));
            }
        }

        return cells;
    }
}
