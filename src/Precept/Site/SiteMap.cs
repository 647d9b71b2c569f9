using System.Text;
using Precept.Spec;

namespace Precept.Site;

/// <summary>Which sections there are and where each has its page. A page is called by its section's id, so that an address lives as long as the id does.</summary>
internal sealed class SiteMap
{
    private const int LongestName = 100;
    private static readonly string[] ReservedNames =
    [
        "con", "prn", "aux", "nul", .. Enumerable.Range(0, 10).SelectMany(i => new[] { $"com{i}", $"lpt{i}" }),
    ];

    private readonly Dictionary<string, string> _pages = new(StringComparer.Ordinal);
    private readonly ILookup<string?, Section> _children;

    public SiteMap(SpecDocument spec)
    {
        Spec = spec;
        _children = spec.Sections.ToLookup(s => s.ParentId);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in spec.Sections)
        {
            _pages.Add(section.Id, $"sections/{Name(section.Id, taken)}.html");
        }
    }

    /// <summary>The spec.</summary>
    public SpecDocument Spec { get; }

    /// <summary>The sections that no other contains.</summary>
    public IEnumerable<Section> Roots => _children[null];

    /// <summary>The sections right below one.</summary>
    public IEnumerable<Section> ChildrenOf(Section section) => _children[section.Id];

    /// <summary>The path of a section's page, below the site's folder.</summary>
    public string PageOf(string id) => _pages[id];

    /// <summary>The sections that contain one, outermost first.</summary>
    public IReadOnlyList<Section> Above(Section section)
    {
        var above = new List<Section>();
        for (var at = section.ParentId; at is not null; at = above[^1].ParentId)
        {
            above.Add(Spec.Find(at)!);
        }

        above.Reverse();
        return above;
    }

    /// <summary>A name that no other section has. A spec may have the hash of an id as an id, too: then the hash is hashed once more.</summary>
    private static string Name(string id, HashSet<string> taken)
    {
        var name = id;
        while (!IsPlain(name) || !taken.Add(name))
        {
            name = "id-" + ContentHash.Of(name);
        }

        return name;
    }

    /// <summary>
    /// Whether an id is a file's name on every system and host: plain letters, not reserved on Windows, not hidden (<c>.x</c>) and not left out by
    /// hosts that build pages (<c>_x</c>). Other ids get a name from their hash.
    /// </summary>
    private static bool IsPlain(string id) =>
        id.Length <= LongestName && id[0] is not ('.' or '_') && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
        && !ReservedNames.Contains(id.Split('.')[0].ToLowerInvariant());
}

/// <summary>Gives texts an anchor each: readable, and the same as long as the text is.</summary>
internal sealed class Anchors
{
    private const int LongestSlug = 60;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The anchor of a text; equal texts get <c>-2</c>, <c>-3</c> and so on, whichever is free.</summary>
    public string Of(string text)
    {
        var slug = Slug(text);
        var anchor = slug;
        while (!_taken.Add(anchor))
        {
            var count = _counts[slug] = _counts.GetValueOrDefault(slug, 1) + 1;
            anchor = $"{slug}-{count}";
        }

        return anchor;
    }

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (slug.Length >= LongestSlug)
            {
                break;
            }

            if (Rune.IsLetterOrDigit(rune))
            {
                slug.Append(Rune.ToLowerInvariant(rune));
            }
            else if (slug.Length > 0 && slug[^1] != '-' && rune.Value is not ('\'' or '\u2019'))
            {
                slug.Append('-');
            }
        }

        var trimmed = slug.ToString().TrimEnd('-');
        return trimmed.Length == 0 ? "example" : trimmed;
    }
}
