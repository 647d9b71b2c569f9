namespace Precept.Workbench.Labels;

/// <summary>How a person likes to work. Stored as JSON with the person.</summary>
public sealed record PersonSettings
{
    /// <summary>Key of each action that the person has changed: action to key, as <c>keys.js</c> names both.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether keys without Ctrl or Alt do nothing but type (WCAG 2.2, 2.1.4). Default no.</summary>
    public bool KeysOff { get; init; }

    /// <summary>Categories of harm that the person does not want to be given (<see cref="HarmCategories"/>); nothing follows from it.</summary>
    public IReadOnlyList<string> OptOut { get; init; } = [];

    /// <summary>Whether to blur what may harm; null for as the campaign says.</summary>
    public bool? Blur { get; init; }

    /// <summary>Whether answers stand below each other instead of beside. Default no.</summary>
    public bool Stacked { get; init; }
}
