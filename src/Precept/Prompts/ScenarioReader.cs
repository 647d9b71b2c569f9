using System.Globalization;
using Precept.Spec;

namespace Precept.Prompts;

/// <summary>Turns the sections of a scenario file into families, and says where an author went wrong.</summary>
internal sealed class ScenarioReader(string path, string text, ValueLists lists, Wrappings wrappings)
{
    private const double DefaultWrapped = 0.75;
    private static readonly string[] Reserved = ["sections", "wrappings", "wrapped", "tags"];
    private readonly string[] _lines = text.Split('\n');

    /// <summary>The families in reading order.</summary>
    /// <exception cref="InputException">The file is not as docs/formats/scenarios.md says.</exception>
    public IEnumerable<ScenarioFamily> Families()
    {
        foreach (var section in SpecReader.Parse(text, path).Sections)
        {
            if (section.Level == 2)
            {
                yield return Family(section);
            }
            else if (section.Examples is [var stray, ..])
            {
                throw new InputException(path, stray.Line, $"an example under a heading of level {section.Level}; examples belong under the level-2 heading of a family");
            }
        }
    }

    private ScenarioFamily Family(Section section)
    {
        var attributes = section.Attributes;
        var group = attributes.GetValueOrDefault("wrappings");
        if (group is not null && !wrappings.Has(group))
        {
            throw new InputException(path, section.Line, $"family '{section.Id}': there is no group '{group}' in wrappings.yaml");
        }

        var sections = Items(attributes.GetValueOrDefault("sections"));
        if (sections.Length == 0)
        {
            throw new InputException(path, section.Line, $"family '{section.Id}' has no 'sections='; name the sections of the spec that it exercises: {{#{section.Id} sections=a,b}}");
        }

        if (section.Examples.Count == 0)
        {
            throw new InputException(path, section.Line, $"family '{section.Id}' has no example; add one (**Example**: title, then a ~~~xml fence)");
        }

        var family = new ScenarioFamily(section.Id, section.Title, sections, path, section.Line)
        {
            Tags = Items(attributes.GetValueOrDefault("tags")),
            Constants = attributes.Where(a => !Reserved.Contains(a.Key)).ToDictionary(),
            WrappingGroup = group,
            WrappedShare = Share(section, group),
            Wrappings = wrappings,
        };
        return family with { Variants = [.. section.Examples.Select(e => Variant(family, e))] };
    }

    private double Share(Section section, string? group)
    {
        if (section.Attributes.GetValueOrDefault("wrapped") is not { } written)
        {
            return group is null ? 0 : DefaultWrapped;
        }

        if (group is null)
        {
            throw new InputException(path, section.Line, $"family '{section.Id}' has 'wrapped=' but no 'wrappings='; name a group of wrappings.yaml");
        }

        return double.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : throw new InputException(path, section.Line, $"family '{section.Id}': 'wrapped={written}' must be a number from 0 to 1");
    }

    private ScenarioVariant Variant(ScenarioFamily family, SpecExample example)
    {
        RequireNoHeadingWithoutId(family, example);
        var comparisons = example.Comparisons.ToArray();
        if (comparisons is not [var comparison] || !ReferenceEquals(example.Parts[^1], comparison))
        {
            throw new InputException(path, example.Line, $"example '{example.Title}' has {comparisons.Length} comparison(s){(comparisons.Length == 1 ? ", but it is not the last part" : "")}; an example of a scenario has exactly one, at its end");
        }

        if (example.Parts.OfType<ElisionPart>().FirstOrDefault() is { } elision)
        {
            throw new InputException(path, elision.Line, "'[...]' leaves something out; a prompt must be complete");
        }

        var parts = example.Parts.OfType<MessagePart>().ToArray();
        if (parts.Length == 0 || parts[^1].Message.Role == Role.Assistant)
        {
            throw new InputException(path, example.Line, $"example '{example.Title}' must have a message before the comparison, and the last one must not be the assistant's");
        }

        if (family.WrappingGroup is not null && parts.All(p => p.Message.Role != Role.User))
        {
            throw new InputException(path, example.Line, $"example '{example.Title}' has no user message to put into a wrapping");
        }

        var messages = parts.Select(p => Template(p.Message, p.Line)).ToArray();
        var replies = comparison.Replies.Select(r => (
            Reply: r,
            Text: Template(r.Message, r.Line),
            Why: r.Why is null ? null : new MessageTemplate(new Message(Role.Assistant, r.Why), path, r.Line))).ToArray();
        var all = messages.SelectMany(m => m.Slots)
            .Concat(replies.SelectMany(r => r.Text.Slots.Concat(r.Why?.Slots ?? [])))
            .Where(s => !IsConstant(family, s))
            .ToArray();
        var bindings = Bind(all);
        var slots = Names(messages.SelectMany(m => m.Slots)).ToArray();
        var variant = new ScenarioVariant(
            messages,
            [.. slots.Select(n => bindings[n])],
            [.. replies.Select(r => new ReplyTemplate(
                r.Reply,
                r.Text,
                r.Why,
                [.. Names(r.Text.Slots.Concat(r.Why?.Slots ?? [])).Except(slots).Select(n => bindings[n])]))],
            // The name alone, so that the same set gives the same bytes wherever it lies.
            $"{Path.GetFileName(path)}:{example.Line}");
        RequireEnoughValues(variant, example);
        return variant;

        IEnumerable<string> Names(IEnumerable<SlotReference> references) =>
            references.Select(s => s.Name).Where(bindings.ContainsKey).Distinct();
    }

    private bool IsConstant(ScenarioFamily family, SlotReference slot)
    {
        if (slot.Field is not null || !family.Constants.ContainsKey(slot.Name))
        {
            return false;
        }

        return slot.NamesList || lists.Find(slot.Name) is not null
            ? throw new InputException(path, slot.Line, $"'{slot.Name}' is a constant of family '{family.Id}' as well as a slot with a list; rename one of them")
            : true;
    }

    private Dictionary<string, SlotBinding> Bind(IReadOnlyList<SlotReference> references)
    {
        // A list may be named at any of a slot's places, so the places that name one are read first.
        var bindings = new Dictionary<string, SlotBinding>();
        foreach (var slot in references.OrderBy(s => s.NamesList ? 0 : 1))
        {
            var known = bindings.GetValueOrDefault(slot.Name);
            if (known is null || slot.NamesList)
            {
                var list = lists.Find(slot.List) ?? throw new InputException(
                    path, slot.Line, $"there is no list '{slot.List}' in values.yaml{(slot.NamesList ? "" : $", and no {{{{{slot.Name}:list}}}} names one for this slot")}");
                if (known is not null && known.List != list)
                {
                    throw new InputException(path, slot.Line, $"slot '{slot.Name}' is filled from list '{known.List.Name}' elsewhere in this example, here from '{list.Name}'; give one of them another name");
                }

                bindings[slot.Name] = known ??= new SlotBinding(slot.Name, list);
            }

            RequireField(slot, known.List);
        }

        return bindings;
    }

    private void RequireField(SlotReference slot, ValueList list)
    {
        if (slot.Field is null && list.Fields.Count > 0)
        {
            throw new InputException(path, slot.Line, $"the values of list '{list.Name}' are records; name a field: {string.Join(", ", list.Fields.Select(f => $"{{{{{slot.Name}.{f}}}}}"))}");
        }

        if (slot.Field is not null && !list.Fields.Contains(slot.Field))
        {
            throw new InputException(path, slot.Line, list.Fields.Count == 0
                ? $"the values of list '{list.Name}' are texts and have no field '{slot.Field}'"
                : $"list '{list.Name}' has no field '{slot.Field}' ({string.Join(", ", list.Fields)})");
        }
    }

    private void RequireEnoughValues(ScenarioVariant variant, SpecExample example)
    {
        foreach (var split in Splits.All)
        {
            foreach (var reply in variant.Replies)
            {
                var needs = variant.Slots.Concat(reply.OwnSlots).GroupBy(s => s.List);
                if (needs.FirstOrDefault(n => n.Count() > n.Key.In(split).Count) is { } lacking)
                {
                    throw new InputException(path, example.Line, $"example '{example.Title}' needs {lacking.Count()} different values of list '{lacking.Key.Name}', which has {lacking.Key.In(split).Count} for {Splits.Name(split)}; add values");
                }
            }
        }
    }

    // Such a heading is text, and the example below it would silently go to the family above.
    private void RequireNoHeadingWithoutId(ScenarioFamily family, SpecExample example)
    {
        var inFence = false;
        for (var i = family.Line; i < example.Line - 1; i++)
        {
            inFence ^= _lines[i].StartsWith("~~~", StringComparison.Ordinal);
            if (!inFence && (_lines[i].StartsWith("# ", StringComparison.Ordinal) || _lines[i].StartsWith("## ", StringComparison.Ordinal)))
            {
                throw new InputException(path, i + 1, $"a heading without an id, with an example below it; open a family with an id: ## Title {{#id sections=a,b}}");
            }
        }
    }

    // The text begins on the line after a tag that stands alone.
    private MessageTemplate Template(Message message, int tagLine)
    {
        var tag = tagLine <= _lines.Length ? _lines[tagLine - 1].TrimEnd() : "";
        return new MessageTemplate(message, path, tag.EndsWith('>') && !tag.Contains("</", StringComparison.Ordinal) ? tagLine + 1 : tagLine);
    }

    private static string[] Items(string? list) =>
        list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray() ?? [];
}
