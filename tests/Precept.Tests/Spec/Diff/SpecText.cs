using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Spec.Diff;

namespace Precept.Tests.Spec.Diff;

/// <summary>Small specs, and what changed between them.</summary>
internal static class SpecText
{
    /// <summary>An example with one user message and two graded replies.</summary>
    public const string Greeting =
        """
        **Example**: a greeting

        ~~~xml
        <user>
        Good morning, can you help me plan a picnic by the lake?
        </user>
        <comparison>
        <assistant> <!-- GOOD: offers help -->
        Gladly. How many people are coming, and does anyone eat no meat?
        </assistant>
        <assistant> <!-- BAD[#calm]: sends the user away -->
        Look it up yourself.
        </assistant>
        </comparison>
        ~~~

        """;

    /// <summary>Changes of some kind, or all.</summary>
    public static IReadOnlyList<SpecChange> Changes(string a, string b, SpecChangeKind? kind = null) =>
        [.. Compare(a, b).Changes.Where(c => kind is null || c.Kind == kind)];

    public static SpecDiff Compare(string a, string b, string checksA = "", string checksB = "") =>
        SpecDiff.Compare(Parse(a, "a.md"), Parse(b, "b.md"), CheckSet.Parse(checksA, "a.yaml"), CheckSet.Parse(checksB, "b.yaml"));

    public static SpecDocument Parse(string text, string file) => SpecReader.Parse(text, file, file);

    /// <summary>A section with a user's authority.</summary>
    public static string Section(string id, string body, string attributes = "authority=user", string title = "", int level = 2) =>
        $"{new string('#', level)} {(title.Length == 0 ? id.ToUpperInvariant() : title)} {{#{id} {attributes}}}\n\n{body}\n\n";
}
