using Precept.Spec;

namespace Precept.Prompts;

/// <summary>A text put around the user's own: a jailbreak phrasing and its like.</summary>
/// <param name="Group">The group that families name.</param>
/// <param name="Id">Its id, unique in the group.</param>
/// <param name="Split">The only split that uses it.</param>
/// <param name="Text">The text; <c>{{prompt}}</c> stands for the user's own.</param>
public sealed record Wrapping(string Group, string Id, Split Split, string Text)
{
    /// <summary>Stands for the user's own text.</summary>
    public const string Placeholder = "{{prompt}}";

    /// <summary>Puts the wrapping around a user message; spans that are marked untrusted stay marked.</summary>
    public Message Around(Message message)
    {
        var content = new System.Text.StringBuilder();
        var spans = new List<TextSpan>();
        var pieces = Text.Split(Placeholder);
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i > 0)
            {
                spans.AddRange(message.Untrusted.Select(s => s with { Start = s.Start + content.Length }));
                content.Append(message.Content);
            }

            content.Append(pieces[i]);
        }

        return message with { Content = content.ToString(), Untrusted = spans };
    }
}

/// <summary>All groups of a <c>wrappings.yaml</c>.</summary>
public sealed class Wrappings
{
    private const int MaxText = 4000;
    private readonly Dictionary<string, IReadOnlyList<Wrapping>> _groups;

    private Wrappings(Dictionary<string, IReadOnlyList<Wrapping>> groups) => _groups = groups;

    /// <summary>No wrappings.</summary>
    public static Wrappings Empty { get; } = new([]);

    /// <summary>All wrappings in the order of the file.</summary>
    public IEnumerable<Wrapping> All => _groups.Values.SelectMany(g => g);

    /// <summary>Whether there is such a group.</summary>
    public bool Has(string group) => _groups.ContainsKey(group);

    /// <summary>The wrappings of a group that a split uses, ordered by id; at least one.</summary>
    /// <exception cref="KeyNotFoundException">There is no such group.</exception>
    public IReadOnlyList<Wrapping> In(string group, Split split) =>
        [.. _groups[group].Where(w => w.Split == split).OrderBy(w => w.Id, StringComparer.Ordinal)];

    /// <summary>Reads a wrappings file.</summary>
    /// <exception cref="InputException">It is not as docs/formats/scenarios.md says.</exception>
    public static Wrappings Read(string path) => YamlValue.Read(path) is { } yaml ? Of(yaml) : Empty;

    /// <summary>Reads the text of a wrappings file; <paramref name="path"/> is for messages.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static Wrappings Parse(string text, string path) => YamlValue.Parse(text, path) is { } yaml ? Of(yaml) : Empty;

    private static Wrappings Of(YamlValue root)
    {
        var groups = new Dictionary<string, IReadOnlyList<Wrapping>>();
        var texts = new Dictionary<string, Wrapping>();
        foreach (var (group, place, node) in root.Entries("the file"))
        {
            var wrappings = new List<Wrapping>();
            foreach (var item in node.Items($"group '{group}'"))
            {
                var wrapping = One(group, item);
                if (wrappings.Any(w => w.Id == wrapping.Id))
                {
                    throw item.Error($"group '{group}': the id '{wrapping.Id}' stands there already; give each wrapping its own");
                }

                var words = string.Join(' ', wrapping.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
                if (texts.TryGetValue(words, out var other) && other.Split != wrapping.Split)
                {
                    throw item.Error($"wrapping '{wrapping.Id}' is {Splits.Name(wrapping.Split)} but has the text of '{other.Id}', which is {Splits.Name(other.Split)}: it would leak between the splits");
                }

                texts[words] = wrapping;
                wrappings.Add(wrapping);
            }

            foreach (var split in Splits.All.Where(s => wrappings.TrueForAll(w => w.Split != s)))
            {
                throw place.Error($"group '{group}' has no wrapping with 'split: {Splits.Name(split)}'; each group needs all three splits");
            }

            groups.Add(group, wrappings);
        }

        return new Wrappings(groups);
    }

    private static Wrapping One(string group, YamlValue item)
    {
        string? id = null, text = null;
        Split? split = null;
        foreach (var (key, place, value) in item.Entries($"a wrapping of group '{group}'"))
        {
            switch (key)
            {
                case "id":
                    id = value.Text("a wrapping's id");
                    break;
                case "text":
                    text = value.Text("a wrapping's text");
                    break;
                case "split":
                    var name = value.Text("a wrapping's split");
                    split = Splits.TryParse(name, out var known)
                        ? known
                        : throw value.Error($"split '{name}' is not known (train, validation, held-out)");
                    break;
                default:
                    throw place.Error($"a wrapping of group '{group}': '{key}' is not known here (id, split, text)");
            }
        }

        if (string.IsNullOrWhiteSpace(id) || text is null || split is null)
        {
            throw item.Error($"a wrapping of group '{group}' lacks '{(string.IsNullOrWhiteSpace(id) ? "id" : text is null ? "text" : "split")}'; each has id, split and text");
        }

        if (text.Length > MaxText)
        {
            throw item.Error($"wrapping '{id}' has {text.Length} characters; at most {MaxText}");
        }

        if (!text.Contains(Wrapping.Placeholder, StringComparison.Ordinal))
        {
            throw item.Error($"wrapping '{id}' does not contain {Wrapping.Placeholder}, where the user's own text goes");
        }

        return text.Replace(Wrapping.Placeholder, "", StringComparison.Ordinal).Contains("{{", StringComparison.Ordinal)
            ? throw item.Error($"wrapping '{id}' contains a slot other than {Wrapping.Placeholder}; there is none here")
            : new Wrapping(group, id, split.Value, text);
    }
}
