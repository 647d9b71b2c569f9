using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Precept.Reports;
using Precept.Site;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Words;

namespace Precept.Workbench.Pages;

/// <summary>Sections of a spec as the spec's own site writes them, for pages of the workbench: references are links to <c>#ID</c>, which the page's script opens in place.</summary>
public sealed class SectionMarkup
{
    private static readonly ConditionalWeakTable<CampaignSpec, SectionMarkup[]> Made = [];

    private readonly Site.PageContext _page;

    private SectionMarkup(CampaignSpec spec, Language language)
    {
        var specLanguage = LanguageDetection.Detect(string.Join('\n', spec.Document.Sections.Take(20).Select(s => s.Body))) ?? "";
        _page = new Site.PageContext(new SiteMap(spec.Document), new Ui(language.Code(), specLanguage), new Dictionary<string, EvaluationFile>(), "", IsWhole: true);
    }

    /// <summary>The language of the spec's text as pages declare it; null where it is not known.</summary>
    public string? Language => _page.Ui.SpecTag is { Length: > 0 } tag ? tag : null;

    /// <summary>The markup of a spec in a language of the interface.</summary>
    public static SectionMarkup Of(CampaignSpec spec, Language language) =>
        Made.GetValue(spec, s => [.. Enum.GetValues<Language>().Select(l => new SectionMarkup(s, l))])[(int)language];

    /// <summary>The section's authority as a badge.</summary>
    public MarkupString Badge(Authority authority) => Markup(AuthorityMarkup.Badge(_page, authority));

    /// <summary>The section's kind and who may override it, in words.</summary>
    public (string Kind, string Who) Standing(Section section) =>
        (_page.Ui.Plain("kind." + section.Kind.ToString().ToLowerInvariant()), _page.Ui.Plain($"authority.{section.Authority.Name()}.who"));

    /// <summary>The section's text, without commentary: it is no instruction.</summary>
    public MarkupString Body(Section section) => Markup(MarkdownMarkup.Render(_page, section.Body, 3));

    /// <summary>A line of the spec, such as a title.</summary>
    public MarkupString Line(string markdown) => Markup(MarkdownMarkup.Line(_page, markdown));

    /// <summary>An example with its graded replies.</summary>
    /// <param name="example">The example.</param>
    /// <param name="anchor">Its anchor on the page.</param>
    public MarkupString Example(SpecExample example, string anchor) => Markup(ExampleMarkup.Render(_page, example, anchor, 3));

    private static MarkupString Markup(Html html) => new(html.ToString());
}
