using Precept.Spec.Diff;

namespace Precept.Reports;

/// <summary>Two versions of a text in one, with what was removed and added marked.</summary>
internal static class DiffWords
{
    private const int LongestCompared = 8000;
    private const int LongestSame = 360;
    private const int Shown = 120;

    /// <summary>Below this share of what stays, the two are easier to read one after the other.</summary>
    private const double Readable = 0.35;

    public static Html Render(string? from, string? to)
    {
        if (from is null || to is null)
        {
            return Whole(from, to);
        }

        // Beyond it only the beginning is shown, anyway.
        if (from.Length > LongestCompared || to.Length > LongestCompared)
        {
            return Whole(from, to);
        }

        var edits = WordDiff.Of(from, to);
        var same = edits.Where(e => e.Kind == WordEditKind.Same).Sum(e => e.Text.Length);
        return same < Readable * Math.Max(from.Length, to.Length) ? Whole(from, to) : Html.Of($"{edits.Select((e, i) => Piece(e, i == 0, i == edits.Count - 1))}");
    }

    private static Html Whole(string? from, string? to) => Html.Of(
        $"""{(from is null ? Html.Empty : Html.Of($"""<del class="diff-del diff-block">{Html.Text(from)}</del>"""))}{(to is null ? Html.Empty : Html.Of($"""<ins class="diff-ins diff-block">{Html.Text(to)}</ins>"""))}""");

    private static Html Piece(WordEdit edit, bool isFirst, bool isLast) => edit.Kind switch
    {
        WordEditKind.Removed => Html.Of($"""<del class="diff-del">{Html.Text(edit.Text)}</del>"""),
        WordEditKind.Added => Html.Of($"""<ins class="diff-ins">{Html.Text(edit.Text)}</ins>"""),
        _ when edit.Text.Length <= LongestSame => Html.Text(edit.Text),
        _ => Html.Of($"""{(isFirst ? Html.Empty : Html.Text(Start(edit.Text)))}<span class="cut"> … </span>{(isLast ? Html.Empty : Html.Text(End(edit.Text)))}"""),
    };

    // Cut at a blank, so that no character is halved.
    private static string Start(string text) => text[..Math.Max(0, text.LastIndexOf(' ', Shown))];

    private static string End(string text) => text.IndexOf(' ', text.Length - Shown) is var blank and >= 0 ? text[blank..] : "";
}
