using System.Text.RegularExpressions;
using Precept.Spec.Checks;

namespace Precept.Responses;

/// <summary>Whether an answer is one: it ended by itself, says something, does not loop, and carries no trace of the chat format.</summary>
public static partial class WellFormed
{
    /// <summary>What is wrong with an answer's form, or null when it is well formed.</summary>
    public static string? Fault(Response response) => response.Finished ? Fault(response.Text) : "cut off at the limit";

    /// <summary>What is wrong with a text's form, or null when it is well formed.</summary>
    public static string? Fault(string text) =>
        string.IsNullOrWhiteSpace(text) ? "empty"
        : text.Contains('\uFFFD') ? "contains U+FFFD, the mark of broken characters"
        : SpecialToken().IsMatch(text) ? "contains a special token"
        : RoleMarker().IsMatch(text) ? "contains a role marker"
        : Repetition.Repeats(text) ? "repeats the same words three times in a row"
        : null;

    [GeneratedRegex(@"<\||\|>|</?s>|\[/?INST\]|<(?:start|end)_of_turn>|</?(?:system|developer|user|assistant|tool)>")]
    private static partial Regex SpecialToken();

    [GeneratedRegex(@"^[ \t]*(?:#+[ \t]*)?(?:System|Developer|User|Human|Assistant|Tool)[ \t]*[:：]", RegexOptions.Multiline)]
    private static partial Regex RoleMarker();
}
