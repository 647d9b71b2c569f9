using System.Text.RegularExpressions;
using Precept.Spec.Syntax;

namespace Precept.Spec.Resolution;

/// <summary>Tells whether an instruction sets a section aside by naming its id: <c>Ignore #avoid_flattery</c>.</summary>
internal static class SetsAside
{
    private static readonly Regex Verb = new(
        @"\b(?:ignore|disregard|override|set aside|waive|drop|skip|suspend|does not apply|do not apply)\b|忽略|无视|不适用|不用管|放弃",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Whether the text says so of the section: its id after a <c>#</c>, or an id with an underscore, which is no word by chance.</summary>
    public static bool Names(string text, string id)
    {
        for (var at = text.IndexOf(id, StringComparison.Ordinal); at >= 0; at = text.IndexOf(id, at + id.Length, StringComparison.Ordinal))
        {
            var end = at + id.Length;
            var isWhole = (at == 0 || !HeadingParser.IsIdCharacter(text[at - 1])) && (end == text.Length || !HeadingParser.IsIdCharacter(text[end]) || text[end] == '.');
            if (isWhole && ((at > 0 && text[at - 1] == '#') || id.Contains('_')))
            {
                return Verb.IsMatch(text);
            }
        }

        return false;
    }
}
