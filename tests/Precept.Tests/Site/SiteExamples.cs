using Precept.Site;
using Precept.Spec;

namespace Precept.Tests.Site;

/// <summary>Small specs and their sites.</summary>
internal static class SiteExamples
{
    public const string Small =
        """
        # Aims {#aims}

        First *prose*; see [?](#be_kind) and [this](#be_kind).

        !!! meta "Commentary"
            Why we say so.

        Then more prose. [^ab12]

        **Example**: a greeting, see [?](#be_kind)

        ~~~xml
        <user>
        Hello  there
        </user>
        <comparison>
        <assistant> <!-- GOOD: answers, as [?](#be_kind) says -->
        Hello! **No Markdown here.**
        </assistant>
        <assistant> <!-- BAD[#be_kind], given no hurry: rude -->
        What now.
        </assistant>
        </comparison>
        ~~~

        Last prose.

        ## Be kind {#be_kind authority=user}

        Kindness costs nothing. See [?](#nowhere).

        """;

    public static IReadOnlyDictionary<string, string> Render(string source) =>
        Render(new SiteData(SpecReader.Parse(source, "spec.md", "v1"), source));

    public static IReadOnlyDictionary<string, string> Render(SiteData data) => SpecSite.Render(data).ToDictionary(f => f.Path, f => f.Content);

    /// <summary>The text of a page's main part.</summary>
    public static string MainOf(this IReadOnlyDictionary<string, string> site, string path)
    {
        var page = site[path];
        var start = page.IndexOf("<main", StringComparison.Ordinal);
        return page[start..page.IndexOf("</main>", StringComparison.Ordinal)];
    }
}
