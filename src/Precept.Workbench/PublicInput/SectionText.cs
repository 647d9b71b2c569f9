using Microsoft.AspNetCore.Components;
using Precept.Reports;
using Precept.Site;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Words;

namespace Precept.Workbench.PublicInput;

/// <summary>Texts of the spec and of the public as markup: everything escaped, unseen characters shown, nothing that runs or loads.</summary>
public static class SectionText
{
    private const int Heading = 2;

    /// <summary>Text as it stands.</summary>
    public static MarkupString Plain(string text) => new(Html.Text(text, text.Length).ToString());

    /// <summary>Text for an attribute, where there is no markup: unseen characters as marks.</summary>
    public static string Seen(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => UnseenCharacters.Contains(r) ? UnseenCharacters.Mark(r.Value) : r.ToString()));

    /// <summary>Markdown of a host.</summary>
    public static MarkupString Markdown(CampaignSpec spec, string markdown, Language language) =>
        new(MarkdownMarkup.Render(PageContext.Outside(spec.Document, language.Code()), markdown, Heading).ToString());

    /// <summary>A section's prose and commentary, with its examples, or of them with one only.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="section">The section.</param>
    /// <param name="exampleLine">The line of the one example, or null for all.</param>
    /// <param name="language">The interface's language.</param>
    public static MarkupString Section(CampaignSpec spec, Section section, int? exampleLine, Language language)
    {
        var blocks = new SectionBlocks(spec.Document, spec.Files.Source.Tree.Text).Of(section);
        var shown = exampleLine is null ? blocks : [.. blocks.Where(b => b is not ExampleBlock { Example.Line: var line } || line == exampleLine)];
        return new(SectionArticle.Of(PageContext.Outside(spec.Document, language.Code()), shown, "example/", Heading).Content.ToString());
    }

    /// <summary>What a proposal changes, word by word.</summary>
    public static MarkupString Diff(string from, string to) => new(DiffWords.Render(from, to).ToString());
}
