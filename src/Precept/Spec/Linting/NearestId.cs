namespace Precept.Spec.Linting;

/// <summary>The section that a misspelt id probably means.</summary>
/// <remarks>At most <see cref="MostLookups"/> different ids are looked up in a spec of at most <see cref="MostSections"/> sections: hostile ones cost no more.</remarks>
/// <param name="document">The spec.</param>
internal sealed class NearestId(SpecDocument document)
{
    private const int MostLookups = 100;
    private const int MostSections = 1000;
    private const int LongestId = 64;

    private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);

    /// <summary>What to do about an id that is not there: <c>did you mean 'be_kind'?</c>, or <c>correct the id</c>.</summary>
    public string Advice(string id)
    {
        if (!_known.TryGetValue(id, out var nearest) && _known.Count < MostLookups)
        {
            _known[id] = nearest = Find(id);
        }

        return nearest is null ? "correct the id" : $"did you mean '{nearest}'?";
    }

    /// <summary>The id with the fewest letters to change, when those are no more than a third of it.</summary>
    private string? Find(string id)
    {
        if (id.Length > LongestId || document.Sections.Count > MostSections)
        {
            return null;
        }

        var (best, fewest) = ((string?)null, (id.Length / 3) + 1);
        foreach (var section in document.Sections.Where(s => Math.Abs(s.Id.Length - id.Length) < fewest))
        {
            var distance = Distance(id, section.Id);
            (best, fewest) = distance < fewest ? (section.Id, distance) : (best, fewest);
        }

        return best;
    }

    /// <summary>Levenshtein's distance, row by row.</summary>
    private static int Distance(string from, string to)
    {
        Span<int> row = stackalloc int[(2 * LongestId) + 1];
        for (var j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
            }
        }

        return row[to.Length];
    }
}
