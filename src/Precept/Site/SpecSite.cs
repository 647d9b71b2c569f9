using System.Globalization;
using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>A spec as a static site: a page a section, all on one page, search without a server.</summary>
/// <remarks>The format is docs/formats/site.md. Nothing is loaded from elsewhere, everything is escaped, and the same data gives the same bytes.</remarks>
public static class SpecSite
{
    /// <summary>The most sections that a site has: each page carries the list of all, so a site grows with their number squared.</summary>
    public const int MostSections = 500;

    /// <summary>Renders a site.</summary>
    /// <param name="data">What it shows. All text in it is taken as hostile.</param>
    /// <returns>The files, with <c>\n</c> line ends, in ordinal order of their paths.</returns>
    /// <exception cref="InputException">The spec has more than <see cref="MostSections"/> sections.</exception>
    public static IReadOnlyList<SiteFile> Render(SiteData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Spec.Sections.Count > MostSections)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"the spec has {data.Spec.Sections.Count:N0} sections, and a site at most {MostSections:N0}; split the spec, or join sections"));
        }

        var map = new SiteMap(data.Spec);
        var tags = data.Spec.EvaluationFiles.ToDictionary(f => f.Tag);
        var root = new PageContext(map, Ui.For(data.Source), tags, "");
        var below = root with { Root = "../" };
        var blocks = new SectionBlocks(data.Spec, data.Source);
        var assets = SiteAssets.With(SearchIndex.Of(data.Spec, map, blocks).ToScript());
        var changes = Changes.Of(data);
        var shell = new PageShell(data.Title, assets, changes.Count > 0 || data.Decisions.Count > 0);
        var sectionPage = new SectionPage(below, data, blocks, Referring(data.Spec), changes);
        SiteFile[] files =
        [
            new(".nojekyll", ""),
            new("index.html", shell.Render(root, "index.html", "", null, HomePage.Render(root, data, blocks), Html.Empty)),
            new("all.html", shell.Render(root, "all.html", root.Ui.Plain("whole"), null, WholePage.Render(root with { IsWhole = true }, data, blocks), Html.Empty)),
            .. data.Spec.Sections.Select(section =>
            {
                var (content, rail) = sectionPage.Render(section);
                var path = map.PageOf(section.Id);
                return new SiteFile(path, shell.Render(below, path, section.Title, section, content, rail));
            }),
            .. changes.Select(c => new SiteFile(c.Path, shell.Render(below, c.Path, $"{c.From.Version} → {c.To.Version}", null, ChangesPage.One(below, c), Html.Empty))),
            .. changes.Count == 0 && data.Decisions.Count == 0 ? [] : new[] { new SiteFile(Changes.Index, shell.Render(below, Changes.Index, below.Ui.Plain("changes"), null, ChangesPage.All(below, changes, data.Decisions), Html.Empty)) },
            .. assets.Files,
        ];
        return [.. files.OrderBy(f => f.Path, StringComparer.Ordinal)];
    }

    /// <summary>For each section the others that refer to it, in reading order.</summary>
    private static ILookup<string, Section> Referring(SpecDocument spec)
    {
        var pairs = new List<(string Target, Section From)>();
        var at = -1;
        foreach (var reference in spec.CrossReferences)
        {
            while (at + 1 < spec.Sections.Count && spec.Sections[at + 1].Line <= reference.Line)
            {
                at++;
            }

            if (at >= 0 && spec.Sections[at].Id != reference.Target)
            {
                pairs.Add((reference.Target, spec.Sections[at]));
            }
        }

        return pairs.DistinctBy(p => (p.Target, p.From.Id)).ToLookup(p => p.Target, p => p.From);
    }
}
