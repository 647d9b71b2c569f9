using System.Text;
using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>The style sheet and scripts, each called by what is in it, so that a browser may keep it for ever.</summary>
/// <param name="Css">The style sheet.</param>
/// <param name="Js">Phrases, theme, language, links.</param>
/// <param name="SearchJs">The search.</param>
/// <param name="Index">What is searched: loaded when somebody searches.</param>
internal sealed record SiteAssets(SiteFile Css, SiteFile Js, SiteFile SearchJs, SiteFile Index)
{
    /// <summary>
    /// A content security policy: this site's own style sheet and scripts, the empty picture of the window's tab, and nothing else.
    /// </summary>
    public const string SecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

    /// <summary>The assets of a site.</summary>
    /// <param name="index">The search index, as a script.</param>
    public static SiteAssets With(string index) => new(
        Named("site", "css", PageAssets.DiffCss + Read("site.css")),
        Named("site", "js", Phrases.Script + Read("site.js")),
        Named("search", "js", Read("search.js")),
        Named("search-index", "js", index));

    /// <summary>All of them.</summary>
    public IEnumerable<SiteFile> Files => [Css, Js, SearchJs, Index];

    private static SiteFile Named(string name, string ending, string content) => new($"assets/{name}.{ContentHash.Of(content)[..10]}.{ending}", content);

    private static string Read(string name)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream("Precept.Site." + name)
            ?? throw new InvalidOperationException($"the assembly lacks its resource {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
