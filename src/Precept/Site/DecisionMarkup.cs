using System.Globalization;
using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>Decisions on proposals of the public: the list on the page of changes, and the link to it from a section.</summary>
internal static class DecisionMarkup
{
    private const string Anchor = "decisions";

    /// <summary>All of them, the newest first.</summary>
    public static Html All(PageContext page, IReadOnlyList<PublicDecision> decisions) => Html.Of(
        $"""
        <section aria-labelledby="ui/decisions"><h2 id="ui/decisions">{page.Ui["decisions"]}</h2>
        <p class="lead">{page.Ui["decisions.lead"]}</p>
        {decisions.Index().OrderByDescending(d => d.Item.Date).ThenByDescending(d => d.Index).Select(d => One(page, decisions, d.Index))}</section>

        """);

    /// <summary>The link from a section's page to the first decision about it in the list; empty where there is none.</summary>
    public static Html Link(PageContext page, IReadOnlyList<PublicDecision> decisions, Section section)
    {
        var about = decisions.Index().Where(d => d.Item.Section == section.Id).ToList();
        return about.Count == 0 ? Html.Empty : Html.Of(
            $"""<a href="{page.Root}{Changes.Index}#{AnchorOf(about.OrderByDescending(d => d.Item.Date).ThenByDescending(d => d.Index).First().Index)}">{page.Ui.Count("decisions.about", about.Count)}</a>""");
    }

    private static string AnchorOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{Anchor}/{index + 1}");

    private static Html One(PageContext page, IReadOnlyList<PublicDecision> decisions, int index)
    {
        var (decision, state) = (decisions[index], decisions[index].State.ToString().ToLowerInvariant());
        var section = page.Map.Spec.Find(decision.Section) is null ? page.Ui.With("decisions.gone", decision.Section) : page.LinkTo(decision.Section);
        return Html.Of(
            $"""
            <article class="decision" id="{AnchorOf(index)}"><h3>{decision.Title}</h3>
            <p><span class="state {state}">{page.Ui["decisions." + state]}</span> <time datetime="{Day(decision)}">{Day(decision)}</time> · <span lang="{page.Ui.SpecTag}">{section}</span></p>
            <div class="wording" dir="auto">{DiffWords.Render(decision.From.Length == 0 ? null : decision.From, decision.Proposal)}</div>
            {(decision.Why.Length == 0 ? Html.Empty : Html.Of($"""<p class="quiet" dir="auto">{Html.Text(decision.Why)}</p>"""))}<p dir="auto"><strong>{page.Ui["decisions.reason"]}{page.Ui["colon"]}</strong> {Html.Text(decision.Reason)}</p>
            </article>

            """);
    }

    private static string Day(PublicDecision decision) => decision.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
