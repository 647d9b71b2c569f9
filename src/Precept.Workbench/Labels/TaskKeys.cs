using System.Globalization;
using Precept.Workbench.Words;

namespace Precept.Workbench.Labels;

/// <summary>Something that a key does on the task page.</summary>
/// <param name="Id">Its name in settings and scripts.</param>
/// <param name="Key">The key where the person has chosen none.</param>
/// <param name="What">What it does.</param>
public sealed record KeyAction(string Id, string Key, Phrase What);

/// <summary>The keys of the task page: <c>Enter</c>, <c>ArrowRight</c>, <c>u</c>, with <c>Ctrl+</c>, <c>Alt+</c> or <c>Shift+</c> before them.</summary>
public static class TaskKeys
{
    private const int LongestKey = 24;

    /// <summary>All actions, in the order in which they are shown.</summary>
    public static IReadOnlyList<KeyAction> All { get; } =
    [
        .. Enumerable.Range(1, TaskContent.MostAnswers).Select(n => new KeyAction(
            $"tier{n}", n.ToString(CultureInfo.InvariantCulture), new Phrase(string.Format(CultureInfo.InvariantCulture, TaskWords.KeyTier.En, n), string.Format(CultureInfo.InvariantCulture, TaskWords.KeyTier.Zh, n)))),
        new("unplace", "0", TaskWords.KeyUnplace),
        new("next", "ArrowRight", TaskWords.KeyNext),
        new("previous", "ArrowLeft", TaskWords.KeyPrevious),
        new("incomparable", "i", TaskWords.Incomparable),
        new("unacceptable", "x", TaskWords.AllUnacceptable),
        new("strength", "g", TaskWords.KeyStrength),
        new("decidedOn", "d", TaskWords.KeyDecidedOn),
        new("reason", "r", TaskWords.KeyReason),
        new("breach", "b", TaskWords.KeyBreach),
        new("flags", "f", TaskWords.KeyFlags),
        new("edit", "e", TaskWords.KeyEdit),
        new("controls", "m", TaskWords.KeyControls),
        new("unclear", "n", TaskWords.Unclear),
        new("search", "/", TaskWords.SearchSpec),
        new("layout", "c", TaskWords.KeyLayout),
        new("submit", "Enter", TaskWords.Submit),
        new("draft", "Ctrl+s", TaskWords.KeyDraft),
        new("undo", "u", TaskWords.Undo),
        new("redo", "Shift+u", TaskWords.Redo),
        new("skip", "s", TaskWords.Skip),
        new("help", "?", TaskWords.KeyHelp),
    ];

    /// <summary>The key of each action for a person; empty where two actions would have the same, for the later one.</summary>
    public static IReadOnlyDictionary<string, string> For(PersonSettings person)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var chosen = All.ToDictionary(a => a.Id, a => person.Keys.GetValueOrDefault(a.Id, a.Key));
        return All.OrderByDescending(a => person.Keys.ContainsKey(a.Id)).ToDictionary(a => a.Id, a => taken.Add(chosen[a.Id]) ? chosen[a.Id] : "");
    }

    /// <summary>What a person chose, without what is no action or no key.</summary>
    public static IReadOnlyDictionary<string, string> Known(IReadOnlyDictionary<string, string> keys) => All
        .Where(a => keys.TryGetValue(a.Id, out var key) && key != a.Key && key.Length <= LongestKey && !key.Any(char.IsControl))
        .ToDictionary(a => a.Id, a => keys[a.Id]);

    /// <summary>A key as it is written on a button.</summary>
    public static string Shown(string key) => string.Join(' ', key.Split('+').Select(part => part switch
    {
        "Enter" => "⏎",
        "ArrowRight" => "→",
        "ArrowLeft" => "←",
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "Shift" => "⇧",
        { Length: 1 } => part.ToUpperInvariant(),
        _ => part,
    }));
}
