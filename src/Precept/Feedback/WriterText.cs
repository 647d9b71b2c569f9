using System.Text.RegularExpressions;

namespace Precept.Feedback;

/// <summary>What may be taken of a writer's output: one text, without a further turn, of bounded length.</summary>
/// <remarks>
/// A writer that does not stop goes on with the next turn of the dialogue. Endpoints are asked to stop at the marks of a turn; what comes all the same is cut at the first one here,
/// since not all endpoints obey.
/// </remarks>
public static class WriterText
{
    /// <summary>Most characters that are read; what a writer says beyond is left out of a critique and makes a revision unusable.</summary>
    public const int MaxLength = 32_000;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // A blank line, then a speaker: "User:" inside a paragraph or a list is ordinary text.
    private static readonly Regex Turn = new(@"(?:\r?\n[ \t]*){2}(?:Human|User|Assistant|System|人类|用户|助手)[ \t]*[:：]", Options);

    private static readonly Regex Token = new(@"<\|[A-Za-z0-9_▁ ]{1,40}\|>|</?s>|\[/?INST\]|<(?:start|end)_of_turn>|<｜[^｜<>]{1,40}｜>", Options);

    private static readonly Regex Label = new(@"^(?:Assistant|助手)[ \t]*[:：][ \t]*", Options);

    /// <summary>What endpoints are asked to stop at; most take four at most.</summary>
    public static IReadOnlyList<string> StopSequences { get; } = ["\n\nHuman:", "\n\nUser:", "\n\nAssistant:", "<|im_end|>"];

    /// <summary>The text without a label before it and without anything from the first mark of a further turn on; empty where nothing else is left.</summary>
    /// <param name="text">The writer's output.</param>
    public static string Clean(string text)
    {
        var bounded = text.Length <= MaxLength ? text : text[..Whole(text, MaxLength)];
        var end = new[] { Turn.Match(bounded), Token.Match(bounded) }.Where(m => m.Success).Select(m => m.Index).DefaultIfEmpty(bounded.Length).Min();
        var kept = bounded[..end].Trim();
        return kept[Label.Match(kept).Length..];
    }

    // Never half of a surrogate pair.
    private static int Whole(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
