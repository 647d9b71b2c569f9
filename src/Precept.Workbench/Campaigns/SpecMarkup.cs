using System.Text;
using Microsoft.AspNetCore.Components;
using Precept.Reports;
using Precept.Site;
using Precept.Spec;
using Precept.Workbench.Words;

namespace Precept.Workbench.Campaigns;

/// <summary>A spec's text as markup of the workbench's pages, escaped as the spec's site does it; references to sections lead to their pages here.</summary>
public sealed class SpecMarkup
{
    private readonly Precept.Site.PageContext _page;
    private readonly SectionBlocks _blocks;

    /// <summary>For pages of a campaign, in a language of the interface.</summary>
    public SpecMarkup(CampaignSpec spec, string campaign, Language language)
    {
        var source = SourceText.Decode(spec.Files.Files[0].Content.Span, spec.Files.Files[0].Path);
        _page = new Precept.Site.PageContext(
            new SiteMap(spec.Document), new Ui(language.Code(), LanguageOf(source)), spec.Document.EvaluationFiles.GroupBy(f => f.Tag).ToDictionary(g => g.Key, g => g.First()), "")
        {
            SectionAddress = id => $"/campaigns/{campaign}/spec/{Uri.EscapeDataString(id)}",
        };
        _blocks = new SectionBlocks(spec.Document, source);
    }

    /// <summary>A section's text with its examples.</summary>
    public MarkupString Section(Section section) => Of(SectionArticle.Of(_page, _blocks.Of(section), "example/", 1).Content);

    /// <summary>Its authority and kind.</summary>
    public MarkupString Standing(Section section) => section.Authority == Authority.None ? default : Of(AuthorityMarkup.Badge(_page, section.Authority));

    /// <summary>Markdown of people, such as instructions.</summary>
    public MarkupString Markdown(string text, int headingLevel = 2) => Of(MarkdownMarkup.Render(_page, text, headingLevel));

    private static MarkupString Of(Html html) => new(html.ToString());

    private static string LanguageOf(string source) => TextLanguage.Of([source.Length > 20_000 ? source[..20_000] : source]) is { Length: > 0 } language ? language : "en";
}
