using Precept.Spec;

namespace Precept.Prompts;

/// <summary>A value that fills a slot: a text, or a record of texts.</summary>
/// <param name="Text">The text; empty for a record.</param>
/// <param name="Fields">The record's fields; empty for a text.</param>
public sealed record SlotValue(string Text, IReadOnlyDictionary<string, string> Fields)
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>A plain text.</summary>
    public SlotValue(string text) : this(text, None)
    {
    }

    /// <summary>Whether it is a record.</summary>
    public bool IsRecord => Fields.Count > 0;

    /// <summary>Its parts in a canonical order: the same for the same value, however it was written.</summary>
    internal IEnumerable<string> Parts =>
        IsRecord ? Fields.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => new[] { f.Key, f.Value }) : [Text];

    /// <summary>Equal for values that a reader takes for the same: letter case does not count, since filters change it.</summary>
    internal string Identity => ContentHash.Of(Parts.Select(p => p.ToLowerInvariant()));

    /// <summary>The text, or the record as <c>{ en: apple, zh: … }</c>.</summary>
    public override string ToString() => IsRecord ? $"{{ {string.Join(", ", Fields.Select(f => $"{f.Key}: {f.Value}"))} }}" : Text;
}

/// <summary>A named list of values for slots (docs/formats/scenarios.md).</summary>
public sealed class ValueList
{
    private readonly Dictionary<Split, SlotValue[]> _bySplit;

    /// <summary>Makes a list and ranks its values into splits.</summary>
    /// <param name="name">The list's name.</param>
    /// <param name="values">Its values, all different; all texts, or all records with the same fields.</param>
    /// <param name="shared">Whether every split uses all values (phrasing).</param>
    public ValueList(string name, IReadOnlyList<SlotValue> values, bool shared)
    {
        Name = name;
        Values = values;
        IsShared = shared;
        var ranked = values.OrderBy(v => ContentHash.Of(v.Parts.Prepend(name)), StringComparer.Ordinal).ToArray();
        _bySplit = Splits.All.ToDictionary(
            s => s,
            s => shared ? ranked : [.. ranked.Where((_, rank) => Splits.OfRank(rank, ranked.Length) == s)]);
    }

    private ValueList(ValueList list, IEnumerable<SlotValue> moreTrainValues)
    {
        Name = list.Name;
        Values = list.Values;
        IsShared = list.IsShared;
        _bySplit = new Dictionary<Split, SlotValue[]>(list._bySplit) { [Split.Train] = [.. list._bySplit[Split.Train], .. moreTrainValues] };
    }

    /// <summary>The list's name.</summary>
    public string Name { get; }

    /// <summary>All values in the order of the file.</summary>
    public IReadOnlyList<SlotValue> Values { get; }

    /// <summary>Whether every split uses all values.</summary>
    public bool IsShared { get; }

    /// <summary>The fields that each value has; empty for texts.</summary>
    public IReadOnlyCollection<string> Fields => Values.Count == 0 ? [] : [.. Values[0].Fields.Keys];

    /// <summary>The values of a split, ordered by hash: independent of the order in the file.</summary>
    public IReadOnlyList<SlotValue> In(Split split) => _bySplit[split];

    /// <summary>The same list with more values in its train part; the other splits stay as they are.</summary>
    public ValueList WithTrainValues(IEnumerable<SlotValue> values) => new(this, values);
}

/// <summary>All value lists of a <c>values.yaml</c>.</summary>
public sealed class ValueLists
{
    private const int MaxValue = 4000;
    private readonly Dictionary<string, ValueList> _lists;

    private ValueLists(Dictionary<string, ValueList> lists) => _lists = lists;

    /// <summary>No lists: scenarios without slots.</summary>
    public static ValueLists Empty { get; } = new([]);

    /// <summary>The lists in the order of the file.</summary>
    public IReadOnlyCollection<ValueList> All => _lists.Values;

    /// <summary>The list of that name, or null.</summary>
    public ValueList? Find(string name) => _lists.GetValueOrDefault(name);

    /// <summary>The same lists with made-up values added to the train part of some of them.</summary>
    /// <param name="names">The lists to extend.</param>
    /// <param name="count">How many values each gets.</param>
    /// <param name="seed">The run's seed.</param>
    public ValueLists WithInvented(IEnumerable<string> names, int count, long seed)
    {
        var chosen = names.ToHashSet();
        var taken = All.SelectMany(l => l.Values).Select(v => v.Identity).ToHashSet();
        return new ValueLists(_lists.ToDictionary(l => l.Key, l => chosen.Contains(l.Key) ? InventedValues.Extend(l.Value, count, seed, taken) : l.Value));
    }

    /// <summary>Reads a values file.</summary>
    /// <exception cref="InputException">
    /// It is not as docs/formats/scenarios.md says, or a value stands in two lists that put it into different splits.
    /// </exception>
    public static ValueLists Read(string path) => YamlValue.Read(path) is { } yaml ? Of(yaml) : Empty;

    /// <summary>Reads the text of a values file; <paramref name="path"/> is for messages.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static ValueLists Parse(string text, string path) => YamlValue.Parse(text, path) is { } yaml ? Of(yaml) : Empty;

    private static ValueLists Of(YamlValue root)
    {
        var lists = new Dictionary<string, ValueList>();
        var seen = new Dictionary<string, (Split Split, string List, int Line)>();
        foreach (var (name, place, node) in root.Entries("the file"))
        {
            RequireName(name, place, "a list's name");
            var (items, shared) = Body(name, node);
            var values = Values(name, items);
            if (!shared && values.Count < 3)
            {
                throw place.Error($"list '{name}' has {values.Count} value(s), too few for three splits; add values, or write 'shared: true' if it is phrasing");
            }

            var list = new ValueList(name, [.. values.Select(v => v.Value)], shared);
            lists.Add(name, list);
            if (!shared)
            {
                RejectLeaks(list, values, seen, root.File);
            }
        }

        return new ValueLists(lists);
    }

    private static (YamlValue Items, bool Shared) Body(string name, YamlValue node)
    {
        if (!node.IsMapping)
        {
            return (node, false);
        }

        YamlValue? items = null;
        var shared = false;
        foreach (var (key, place, value) in node.Entries($"list '{name}'"))
        {
            switch (key)
            {
                case "values":
                    items = value;
                    break;
                case "shared":
                    shared = value.Boolean($"'shared' of list '{name}'");
                    break;
                default:
                    throw place.Error($"list '{name}': '{key}' is not known here (values, shared)");
            }
        }

        return (items ?? throw node.Error($"list '{name}' has no 'values'"), shared);
    }

    private static List<(SlotValue Value, int Line)> Values(string name, YamlValue node)
    {
        var values = new List<(SlotValue Value, int Line)>();
        var lines = new Dictionary<string, int>();
        foreach (var item in node.Items($"list '{name}'"))
        {
            var value = item.IsMapping ? Record(name, item) : new SlotValue(Text(item, name));
            if (values.Count > 0 && !values[0].Value.Fields.Keys.ToHashSet().SetEquals(value.Fields.Keys))
            {
                throw item.Error($"list '{name}': value '{value}' has not the fields of the first one ('{values[0].Value}'); write all values alike");
            }

            if (!lines.TryAdd(value.Identity, item.Line))
            {
                throw item.Error($"list '{name}': value '{value}' stands there already (line {lines[value.Identity]}; capital letters do not make a difference); remove one");
            }

            values.Add((value, item.Line));
        }

        return values.Count > 0 ? values : throw node.Error($"list '{name}' is empty");
    }

    private static SlotValue Record(string list, YamlValue item)
    {
        var fields = new Dictionary<string, string>();
        foreach (var (field, place, value) in item.Entries($"a value of list '{list}'"))
        {
            RequireName(field, place, $"a field of list '{list}'");
            fields.Add(field, Text(value, list));
        }

        return fields.Count > 0 ? new SlotValue("", fields) : throw item.Error($"a value of list '{list}' is a record without fields");
    }

    private static void RejectLeaks(ValueList list, List<(SlotValue Value, int Line)> values, Dictionary<string, (Split Split, string List, int Line)> seen, string path)
    {
        var splits = Splits.All.SelectMany(s => list.In(s).Select(v => (v, s))).ToDictionary(p => p.v.Identity, p => p.s);
        foreach (var (value, line) in values)
        {
            var split = splits[value.Identity];
            if (seen.TryGetValue(value.Identity, out var other) && other.Split != split)
            {
                throw new InputException(
                    path,
                    line,
                    $"value '{value}' is {Splits.Name(split)} in list '{list.Name}' but {Splits.Name(other.Split)} in list '{other.List}' (line {other.Line}): it would leak between the splits; remove it from one of them");
            }

            seen[value.Identity] = (split, list.Name, line);
        }
    }

    private static string Text(YamlValue node, string list)
    {
        var text = node.Text($"a value of list '{list}'");
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxValue)
        {
            throw node.Error($"a value of list '{list}' has {text.Length} characters or only blanks; expected 1 to {MaxValue}");
        }

        return text.Contains("{{", StringComparison.Ordinal)
            ? throw node.Error($"a value of list '{list}' contains '{{{{': values are inserted as they are; put slots into the scenario instead")
            : text;
    }

    private static void RequireName(string name, YamlValue place, string what)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw place.Error($"{what}: '{name}' must consist of letters, digits, '_' and '-' (at most 64)");
        }
    }
}
