using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>Where markup is written: what it may point at, and how it gets there.</summary>
/// <param name="Map">The sections and their pages.</param>
/// <param name="Ui">The words of the interface.</param>
/// <param name="Tags">The tags that have a file of evaluation prompts.</param>
/// <param name="Root">The way from this page to the site's folder: empty, or <c>../</c>.</param>
/// <param name="IsWhole">Whether all sections stand on this page.</param>
internal sealed record PageContext(SiteMap Map, Ui Ui, IReadOnlyDictionary<string, EvaluationFile> Tags, string Root, bool IsWhole = false)
{
    /// <summary>Whether this is a page of a site. On other pages a section's text stands alone: what it refers to is named and does not lead anywhere.</summary>
    public bool IsOfSite { get; init; } = true;

    /// <summary>A place outside of a site, for the text of single sections.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="language">The interface's language, <c>en</c> or <c>zh</c>.</param>
    public static PageContext Outside(SpecDocument spec, string language) =>
        new(new SiteMap(spec), new Ui(language, ""), new Dictionary<string, EvaluationFile>(), "") { IsOfSite = false };

    /// <summary>Where sections stand if not in a site's files; null for those.</summary>
    public Func<string, string>? SectionAddress { get; init; }

    /// <summary>The address of a section as seen from this page.</summary>
    public string AddressOf(string id) => SectionAddress is { } address ? address(id) : IsWhole ? "#" + Uri.EscapeDataString(id) : Root + Map.PageOf(id);

    /// <summary>A link to a section: its title, or the text that is given. A section that is not there is marked.</summary>
    public Html LinkTo(string id, Html? text = null) => Map.Spec.Find(id) is { } section
        ? !IsOfSite ? text ?? Html.Of($"<cite>{section.Title}</cite>") : Html.Of($"""<a href="{AddressOf(id)}">{text ?? Html.Of($"{section.Title}")}</a>""")
        : Html.Of($"""{text ?? Html.Empty}<span class="dangling">{Ui.With("dangling", id)}</span>""");

    /// <summary>A link to the evaluation prompts of a tag; a tag without a file is marked.</summary>
    public Html LinkToPrompts(string tag)
    {
        if (!IsOfSite)
        {
            return Html.Empty;
        }

        if (!Tags.TryGetValue(tag, out var file) || file.SectionId is null)
        {
            return Html.Of($"""<span class="tag tag-missing"><span class="hidden">{Ui.With("prompts.missing", tag)}</span><span aria-hidden="true">{tag}</span></span>""");
        }

        // The prompts stand on their section's own page, and only there.
        var page = SectionAddress?.Invoke(file.SectionId) ?? Root + Map.PageOf(file.SectionId);
        return Html.Of($"""<a class="tag" href="{page}#prompts/{tag}"><span class="hidden">{Ui.With("prompts.of", tag)}</span><span aria-hidden="true">{tag}</span></a>""");
    }
}
