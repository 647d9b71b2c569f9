using Precept.Spec;
using Precept.Spec.Diff;

namespace Precept.Reports;

/// <summary>A part of a page about a diff.</summary>
/// <param name="Id">Its id in the page.</param>
/// <param name="Link">Its name in the page's list of contents.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Content">What it shows.</param>
internal readonly record struct DiffPart(string Id, string Link, string Title, Html Content);

/// <summary>The changes between two versions of a spec as markup, for a page of its own or for a part of another page.</summary>
/// <remarks>It needs the style sheets of <see cref="PageAssets.Css"/> and <see cref="PageAssets.DiffCss"/>, and no script.</remarks>
internal static class SpecDiffMarkup
{
    /// <summary>All parts, in order; those without content are left out.</summary>
    /// <param name="diff">The changes.</param>
    /// <param name="a">The first version, which <paramref name="diff"/> was made from.</param>
    /// <param name="b">The second version.</param>
    /// <param name="consequences">What goes stale; null where there is no workspace.</param>
    public static IReadOnlyList<DiffPart> Parts(SpecDiff diff, SpecDocument a, SpecDocument b, SpecConsequences? consequences = null)
    {
        var context = new DiffContext(diff, a, b);
        List<DiffPart> parts = [new("diff-summary", "Summary", "Summary", DiffSummary.Render(diff))];
        void Add(string id, string link, string title, IReadOnlyList<SpecChange> changes, Func<IReadOnlyList<SpecChange>, Html> render)
        {
            if (changes.Count > 0)
            {
                parts.Add(new(id, link, title, render(changes)));
            }
        }

        Add("diff-sections", "Sections", "Which sections there are", [.. diff.Of(SpecChangeGroup.Sections)], c => DiffTables.Changes(context, c));
        Add("diff-authority", "Authority", "Authority", [.. diff.Of(SpecChangeGroup.Authority)], c => DiffTables.Authority(context, c));
        Add("diff-text", "Text", "Text, examples and checks", [.. diff.Of(SpecChangeGroup.Text, SpecChangeGroup.Examples, SpecChangeGroup.Checks)], c => DiffCards.Render(context, c));
        Add("diff-evaluation", "Evaluation", "Footnotes and evaluation prompts", [.. diff.Of(SpecChangeGroup.Evaluation)], c => DiffTables.Changes(context, c));
        Add("diff-commentary", "Commentary", "Commentary", [.. diff.Of(SpecChangeGroup.Commentary)], c => DiffCards.Commentary(context, c));
        if (consequences is not null)
        {
            parts.Add(new("diff-consequences", "Consequences", "Consequences", DiffConsequences.Render(consequences)));
        }

        return parts;
    }

    /// <summary>All parts with their headings, one below the other.</summary>
    public static Html Render(IReadOnlyList<DiffPart> parts) => Html.Of(
        $"""
        {parts.Select(p => Html.Of($"""
            <section id="{p.Id}" aria-labelledby="{p.Id}-title"><h2 id="{p.Id}-title">{p.Title}</h2>
            {p.Content}</section>

            """))}
        """);
}

/// <summary>Both versions, for looking up what a change is about.</summary>
internal sealed class DiffContext(SpecDiff diff, SpecDocument a, SpecDocument b)
{
    private readonly HashSet<string> _cards =
        [.. diff.Of(SpecChangeGroup.Text, SpecChangeGroup.Examples, SpecChangeGroup.Checks).Select(c => c.Section).OfType<string>()];

    private readonly Dictionary<int, SpecExample> _examplesA = a.Examples.DistinctBy(e => e.Line).ToDictionary(e => e.Line);
    private readonly Dictionary<int, SpecExample> _examplesB = b.Examples.DistinctBy(e => e.Line).ToDictionary(e => e.Line);

    /// <summary>The section by an id of either version.</summary>
    public Section? Section(string? id) => id is null ? null : b.Find(id) ?? a.Find(id);

    /// <summary>The example that came or went.</summary>
    public SpecExample? Example(SpecChange change) => change.ToLine is { } to ? _examplesB.GetValueOrDefault(to) : _examplesA.GetValueOrDefault(change.FromLine ?? 0);

    /// <summary>The section's id, as a link to its card where it has one.</summary>
    public Html Name(string? id) => id is null
        ? Html.Of($"""<span class="quiet">before the first section, or in none</span>""")
        : _cards.Contains(id) ? Html.Of($"""<a href="#{Anchor(id)}"><code>{id}</code></a>""") : Html.Of($"<code>{id}</code>");

    /// <summary>The id of the section's card.</summary>
    public static string Anchor(string id) => "diff-s-" + id;
}
