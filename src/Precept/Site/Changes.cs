using Precept.Spec;
using Precept.Spec.Diff;

namespace Precept.Site;

/// <summary>What changed between two versions, and where its page is.</summary>
/// <param name="From">The earlier version.</param>
/// <param name="To">The later version.</param>
/// <param name="Diff">What changed.</param>
/// <param name="Path">The page's path.</param>
internal sealed record Change(SpecDocument From, SpecDocument To, SpecDiff Diff, string Path)
{
    private readonly HashSet<string> _changed =
        [.. Diff.Of(SpecChangeGroup.Text, SpecChangeGroup.Examples, SpecChangeGroup.Checks).Select(c => c.Section).OfType<string>()];

    /// <summary>The anchor of a section's changes on the page; null where its text, examples and checks are as they were.</summary>
    public string? CardOf(string section) => _changed.Contains(section) ? Reports.DiffContext.Anchor(section) : null;
}

/// <summary>The pairs of versions that a site compares.</summary>
internal static class Changes
{
    /// <summary>The path of the list of pairs.</summary>
    public const string Index = "changes/index.html";

    /// <summary>All pairs: each version with the next, then each earlier one with the newest; oldest first.</summary>
    public static IReadOnlyList<Change> Of(SiteData data)
    {
        SiteVersion[] versions = [.. data.Earlier, new SiteVersion(data.Spec, data.Checks)];
        var newest = versions.Length - 1;
        var pairs = Enumerable.Range(0, newest).SelectMany(i => i + 1 == newest ? new[] { (i, newest) } : [(i, i + 1), (i, newest)]);
        // "index" is taken by the list.
        var names = new Anchors();
        names.Of("index");
        return [.. pairs.Select(pair => Compare(versions[pair.Item1], versions[pair.Item2], names))];
    }

    private static Change Compare(SiteVersion from, SiteVersion to, Anchors names) => new(
        from.Spec,
        to.Spec,
        SpecDiff.Compare(from.Spec, to.Spec, from.Checks, to.Checks),
        $"changes/{FileName(names.Of($"{from.Spec.Version} to {to.Spec.Version}"))}.html");

    private static string FileName(string anchor) => anchor.All(char.IsAscii) ? anchor : "id-" + ContentHash.Of(anchor);
}
