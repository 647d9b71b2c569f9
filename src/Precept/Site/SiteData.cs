using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Site;

/// <summary>What a site shows.</summary>
/// <param name="Spec">The spec, with its evaluation prompts.</param>
/// <param name="Source">The Markdown text that <paramref name="Spec"/> was read from: it tells in which order prose, examples and commentary stand.</param>
public sealed record SiteData(SpecDocument Spec, string Source)
{
    /// <summary>The checks beside the spec.</summary>
    public CheckSet Checks { get; init; } = CheckSet.Empty;

    /// <summary>Earlier versions, oldest first: the site shows what changed from each to this one, and from each to the next.</summary>
    public IReadOnlyList<SiteVersion> Earlier { get; init; } = [];

    /// <summary>What became of proposals of the public, to be shown with the changes and on their sections' pages.</summary>
    public IReadOnlyList<PublicDecision> Decisions { get; init; } = [];

    /// <summary>The site's name; empty for "Behaviour specification", in the reader's language.</summary>
    public string Title { get; init; } = "";
}

/// <summary>A version of a spec that a site compares with others.</summary>
/// <param name="Spec">The spec; its version is what the site calls it.</param>
/// <param name="Checks">The checks beside it.</param>
public sealed record SiteVersion(SpecDocument Spec, CheckSet Checks);

/// <summary>One file of a site.</summary>
/// <param name="Path">Its path below the site's folder, with <c>/</c>.</param>
/// <param name="Content">Its whole text, to be written as UTF-8.</param>
public sealed record SiteFile(string Path, string Content);
