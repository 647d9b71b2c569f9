using System.Text;
using Precept.Spec.Syntax;

namespace Precept.Spec.Importing;

/// <summary>Makes ids of titles, each once: as pages on the web make anchors of headings, so that links within an imported text go on working.</summary>
/// <remarks>Small letters and digits of any script, blanks as <c>-</c>; the second of the same title gets <c>-1</c>.</remarks>
internal sealed class SectionIds
{
    private const int MaxLength = 80;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>An id that is not taken yet.</summary>
    /// <param name="title">The title.</param>
    /// <param name="maxLength">The longest id, a number behind it aside.</param>
    public string OfTitle(string title, int maxLength = MaxLength)
    {
        var id = new StringBuilder();
        foreach (var c in title.ToLowerInvariant())
        {
            _ = c is ' ' or '\t' ? id.Append('-') : c != '.' && HeadingParser.IsIdCharacter(c) ? id.Append(c) : id;
            if (id.Length > maxLength)
            {
                break;
            }
        }

        var slug = Whole(id.ToString(), maxLength).Trim('-');
        return Unique(slug.Length == 0 ? "section" : slug);
    }

    /// <summary>The words that fit; the beginning of the first where not even that does.</summary>
    private static string Whole(string slug, int maxLength) =>
        slug.Length <= maxLength ? slug
        : slug.LastIndexOf('-', maxLength) is var end and > 0 ? slug[..end]
        : slug[..maxLength];

    /// <summary>The wanted id where it is free, else with a number behind it.</summary>
    public string Unique(string wanted)
    {
        var id = wanted;
        while (!_taken.Add(id))
        {
            var number = _counts[wanted] = _counts.GetValueOrDefault(wanted) + 1;
            id = $"{wanted}-{number}";
        }

        return id;
    }

    /// <summary>Whether an id was given.</summary>
    public bool Has(string id) => _taken.Contains(id);
}
