using Precept.Spec;

namespace Precept.Prompts;

/// <summary>A slot of an example and the list that fills it.</summary>
/// <param name="Name">The slot's name.</param>
/// <param name="List">The list.</param>
internal sealed record SlotBinding(string Name, ValueList List);

/// <summary>A graded reply with slots.</summary>
/// <param name="Reply">The reply as written.</param>
/// <param name="Text">Its message.</param>
/// <param name="Why">The reason for the grade, which may have slots as well.</param>
/// <param name="OwnSlots">Slots that do not occur in the prompt: drawn afresh for each reply.</param>
internal sealed record ReplyTemplate(GradedReply Reply, MessageTemplate Text, MessageTemplate? Why, IReadOnlyList<SlotBinding> OwnSlots);

/// <summary>One example of a family, ready to be filled.</summary>
/// <param name="Messages">The conversation before the replies.</param>
/// <param name="Slots">The slots of the conversation, in order of appearance.</param>
/// <param name="Replies">The graded replies.</param>
/// <param name="Source">File and line, for messages to people.</param>
internal sealed record ScenarioVariant(
    IReadOnlyList<MessageTemplate> Messages,
    IReadOnlyList<SlotBinding> Slots,
    IReadOnlyList<ReplyTemplate> Replies,
    string Source)
{
    private bool? _isSplitByValues;

    /// <summary>
    /// Whether the values alone keep the splits apart: some slot shows a part of its values that is never the same in two splits.
    /// Without such a slot (only shared phrasing) the filled conversation itself is assigned to a split by its hash.
    /// </summary>
    public bool IsSplitByValues => _isSplitByValues ??= Slots.Any(Separates);

    /// <summary>The number of choices for each slot in turn: slots of one list take different values.</summary>
    public IReadOnlyList<int> Radices(Split split)
    {
        var radices = new int[Slots.Count];
        var taken = new Dictionary<ValueList, int>();
        for (var i = 0; i < radices.Length; i++)
        {
            var list = Slots[i].List;
            var before = taken.GetValueOrDefault(list);
            radices[i] = Math.Max(0, list.In(split).Count - before);
            taken[list] = before + 1;
        }

        return radices;
    }

    /// <summary>The values that a choice of digits stands for.</summary>
    /// <param name="digits">For each slot, which of the values that its list still has: from 0 to its radix - 1.</param>
    /// <param name="split">The split.</param>
    public SlotValue[] Choose(IReadOnlyList<int> digits, Split split)
    {
        var remaining = new Dictionary<ValueList, List<SlotValue>>();
        var values = new SlotValue[Slots.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var list = Slots[i].List;
            if (!remaining.TryGetValue(list, out var left))
            {
                remaining[list] = left = [.. list.In(split)];
            }

            values[i] = left[digits[i]];
            left.RemoveAt(digits[i]);
        }

        return values;
    }

    /// <summary>Fills the replies; slots that only a reply has are drawn from <paramref name="random"/>, differing from the prompt's values.</summary>
    public GradedReply FillReply(
        int index, IReadOnlyDictionary<string, string> promptSlots, IReadOnlyList<SlotValue> promptValues, Split split, SeededRandom random)
    {
        var template = Replies[index];
        var slots = new Dictionary<string, string>(promptSlots);
        var taken = Slots.Zip(promptValues, (slot, value) => (slot.List, value)).ToHashSet();
        foreach (var slot in template.OwnSlots)
        {
            var left = slot.List.In(split).Where(v => !taken.Contains((slot.List, v))).ToArray();
            var value = left[random.NextInt(left.Length)];
            taken.Add((slot.List, value));
            AddSlots(slots, slot.Name, value);
        }

        return template.Reply with { Message = template.Text.Fill(slots), Why = template.Why?.Fill(slots).Content };
    }

    /// <summary>Adds a value under the keys that templates and checks use: the name, or name.field for each field.</summary>
    public static void AddSlots(Dictionary<string, string> slots, string name, SlotValue value)
    {
        if (!value.IsRecord)
        {
            slots[name] = value.Text;
        }

        foreach (var (field, text) in value.Fields)
        {
            slots[$"{name}.{field}"] = text;
        }
    }

    private bool Separates(SlotBinding slot)
    {
        if (slot.List.IsShared)
        {
            return false;
        }

        if (slot.List.Fields.Count == 0)
        {
            return true;
        }

        var shown = Messages.SelectMany(m => m.Slots).Where(s => s.Name == slot.Name).Select(s => s.Field!).Distinct().ToArray();
        var owner = new Dictionary<string, Split>();
        return Splits.All.All(split => slot.List.In(split).All(value =>
        {
            var key = ContentHash.Of(shown.Select(f => value.Fields[f].ToLowerInvariant()));
            return owner.TryAdd(key, split) || owner[key] == split;
        }));
    }
}
