using Precept.Reports;

namespace Precept.Site;

/// <summary>The pages about changes: the list of pairs of versions, and one page a pair.</summary>
internal static class ChangesPage
{
    /// <summary>The list, the newest first, and what became of proposals of the public.</summary>
    public static Html All(PageContext page, IReadOnlyList<Change> changes, IReadOnlyList<PublicDecision> decisions) => Html.Of(
        $"""
        <h1>{page.Ui["changes"]}</h1>
        {(changes.Count == 0 ? Html.Empty : Pairs(page, changes))}{(decisions.Count == 0 ? Html.Empty : DecisionMarkup.All(page, decisions))}
        """);

    private static Html Pairs(PageContext page, IReadOnlyList<Change> changes) => Html.Of(
        $"""
        <p class="lead">{page.Ui["changes.lead"]}</p>
        <ul class="sections">{changes.Reverse().Select(c => Html.Of(
            $"""<li><div class="line"><span class="name"><a href="{page.Root}{c.Path}">{Pair(c)}</a></span><span class="quiet">{page.Ui.Count("changes.count", c.Diff.Changes.Count)}</span><span lang="en">{DiffSummary.StepChip(c.Diff.Step)}</span></div></li>"""))}</ul>
        """);

    /// <summary>What changed between two versions. The words of a diff are English.</summary>
    public static Html One(PageContext page, Change change)
    {
        var parts = SpecDiffMarkup.Parts(change.Diff, change.From, change.To);
        return Html.Of(
            $"""
            <nav class="crumbs"{page.Ui.Label("crumbs")}><ol><li><a href="{page.Root}index.html">{page.Ui["home"]}</a></li><li><a href="{page.Root}{Changes.Index}">{page.Ui["changes"]}</a></li></ol></nav>
            <h1>{Pair(change)}</h1>
            <ul class="jump" lang="en">{parts.Skip(1).Select(p => Html.Of($"""<li><a href="#{p.Id}">{p.Link}</a></li>"""))}</ul>
            <div class="changes" lang="en">{SpecDiffMarkup.Render(parts)}</div>
            """);
    }

    // A line breaks between the two before it breaks in one of them.
    private static Html Pair(Change change) =>
        Html.Of($"""<span class="from-to">{change.From.Version} →</span> <span class="from-to">{change.To.Version}</span>""");
}
