using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>Levels of authority: badges, what they mean, and the picture of the chain of command.</summary>
internal static class AuthorityMarkup
{
    private static readonly Authority[] HighestFirst =
        [Authority.Root, Authority.System, Authority.Developer, Authority.User, Authority.Guideline, Authority.None];

    /// <summary>A badge: as many bars as the level is high, and its name.</summary>
    public static Html Badge(PageContext page, Authority authority) =>
        Html.Of($"""<span class="badge level-{authority.Name()}">{Bars}{page.Ui["authority." + authority.Name()]}</span>""");

    /// <summary>A badge that opens what its level means.</summary>
    public static Html Button(PageContext page, Authority authority) => Html.Of(
        $"""<button type="button" class="badge level-{authority.Name()}" popovertarget="ui/level-{authority.Name()}">{Bars}{page.Ui["authority." + authority.Name()]}<span class="hidden">, {page.Ui["authority.about"]}</span></button>""");

    /// <summary>Only the bars, for lists; the name is there for who does not see them.</summary>
    public static Html Mark(PageContext page, Authority authority) =>
        Html.Of($"""<span class="mark level-{authority.Name()}">{Bars}<span class="hidden">{page.Ui["authority." + authority.Name()]}</span></span>""");

    /// <summary>The level and kind of a section in words.</summary>
    public static Html Standing(PageContext page, Section section) => Html.Of(
        $"""
        <p class="standing">{Button(page, section.Authority)} <span><strong>{page.Ui["kind." + KindName(section.Kind)]}.</strong> {page.Ui[$"authority.{section.Authority.Name()}.who"]}</span></p>
        """);

    /// <summary>What the badges open: one explanation a level, for all badges of the page.</summary>
    public static Html Explanations(PageContext page, IEnumerable<Authority> levels) => Html.Of(
        $"{levels.Distinct().OrderDescending().Select(level => Explanation(page, level))}");

    /// <summary>The picture: the levels as steps, the highest at the top, with how many sections each has.</summary>
    public static Html Ladder(PageContext page, IReadOnlyList<Section> sections) => Html.Of(
        $"""
        <figure class="ladder">
        <figcaption><span class="higher">{Icons.Up}{page.Ui["chain.higher"]}</span></figcaption>
        <ol>
        {HighestFirst.Select(level => Step(page, level, sections.Count(s => s.Authority == level)))}</ol>
        </figure>
        """);

    /// <summary>The kinds of sections and what they mean.</summary>
    public static Html Kinds(PageContext page, IReadOnlyList<Section> sections) => Html.Of(
        $"""<dl class="kinds">{new[] { SectionKind.Objective, SectionKind.Rule, SectionKind.Default }.Select(kind => Html.Of(
            $"""<div><dt>{page.Ui["kind." + KindName(kind)]} <span class="quiet">{sections.Count(s => s.Kind == kind)}</span></dt><dd>{page.Ui[$"kind.{KindName(kind)}.what"]}</dd></div>"""))}</dl>""");

    private static Html Bars => Html.Of($"""<span class="bars" aria-hidden="true"></span>""");

    private static string KindName(SectionKind kind) => kind switch
    {
        SectionKind.Rule => "rule",
        SectionKind.Default => "default",
        _ => "objective",
    };

    private static Html Explanation(PageContext page, Authority level) => Html.Of(
        $"""
        <div popover class="explanation" id="ui/level-{level.Name()}"><p>{Badge(page, level)} <strong>{page.Ui["kind." + KindName(level.Kind())]}</strong></p><p>{page.Ui[$"authority.{level.Name()}.who"]}</p><p class="quiet">{page.Ui[$"kind.{KindName(level.Kind())}.what"]}</p><p><a href="{page.Root}index.html#ui/chain">{page.Ui["chain"]}</a></p></div>

        """);

    private static Html Step(PageContext page, Authority level, int count) => Html.Of(
        $"""
        <li class="level-{level.Name()}"><span class="step">{Badge(page, level)}</span><span class="who-may"><strong>{page.Ui["kind." + KindName(level.Kind())]}.</strong> {page.Ui[$"authority.{level.Name()}.who"]}</span> <span class="quiet">{page.Ui.Count("chain.sections", count)}</span></li>

        """);
}
