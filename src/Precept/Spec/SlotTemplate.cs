using System.Text;

namespace Precept.Spec;

/// <summary>A slot as it is written in a template: <c>{{name:list.field|filter}}</c>.</summary>
/// <param name="Name">The slot's name: what stands before the colon, or else the list's name.</param>
/// <param name="List">
/// The value list that is named before the field: after the colon, or the same as <paramref name="Name"/> without one
/// (then it is either a list or a slot that was named earlier).
/// </param>
/// <param name="Field">The field of a value that is a record, or null.</param>
/// <param name="Filters">Filters in order: <c>upper</c>, <c>lower</c>, <c>title</c>.</param>
/// <param name="Line">The line in the file where the slot stands, from 1.</param>
public sealed record SlotReference(string Name, string List, string? Field, IReadOnlyList<string> Filters, int Line)
{
    /// <summary>The key of its value in a prompt's slots: <c>name</c>, or <c>name.field</c>.</summary>
    public string Key => Field is null ? Name : $"{Name}.{Field}";

    /// <summary>Whether the list is written out (<c>{{secret:codeword}}</c>).</summary>
    public bool NamesList { get; init; }
}

/// <summary>A text with slots, parsed once: literal parts and slot references.</summary>
/// <remarks>The syntax is that of docs/formats/scenarios.md. Values that are filled in are never read as templates again.</remarks>
public sealed class SlotTemplate
{
    private readonly IReadOnlyList<Part> _parts;

    private SlotTemplate(string text, IReadOnlyList<Part> parts)
    {
        Text = text;
        _parts = parts;
        Slots = [.. parts.Where(p => p.Slot is not null).Select(p => p.Slot!)];
    }

    /// <summary>The names of the filters.</summary>
    public static IReadOnlyList<string> FilterNames { get; } = ["upper", "lower", "title"];

    /// <summary>The source text.</summary>
    public string Text { get; }

    /// <summary>The slot references, in order, each as often as it occurs.</summary>
    public IReadOnlyList<SlotReference> Slots { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The text, with slots in double braces.</param>
    /// <param name="file">The file it stands in, for errors.</param>
    /// <param name="line">The line of its first character, from 1.</param>
    /// <exception cref="InputException">A slot is not closed, its name is not a name, or a filter does not exist.</exception>
    public static SlotTemplate Parse(string text, string file, int line)
    {
        var parts = new List<Part>();
        var at = 0;
        while (true)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
            {
                break;
            }

            line += text.AsSpan(at, open - at).Count('\n');
            var close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                throw new InputException(file, line, "a slot opens with '{{' but is not closed; write '}}' after its name");
            }

            if (open > at)
            {
                parts.Add(new Part(text[at..open], null));
            }

            var inner = text[(open + 2)..close];
            parts.Add(new Part("", ParseSlot(inner, file, line)));
            line += inner.AsSpan().Count('\n');
            at = close + 2;
        }

        if (at < text.Length)
        {
            parts.Add(new Part(text[at..], null));
        }

        return new SlotTemplate(text, parts);
    }

    /// <summary>Fills the slots.</summary>
    /// <param name="slots">Values by <see cref="SlotReference.Key"/>.</param>
    /// <returns>The text, or null where a slot has no value.</returns>
    public string? Fill(IReadOnlyDictionary<string, string> slots) => Fill(slots, value => value);

    /// <summary>Fills the slots, each value passed through <paramref name="encode"/> after its filters.</summary>
    /// <param name="slots">Values by <see cref="SlotReference.Key"/>.</param>
    /// <param name="encode">For texts where a value must be quoted, such as a regular expression.</param>
    /// <returns>The text, or null where a slot has no value.</returns>
    public string? Fill(IReadOnlyDictionary<string, string> slots, Func<string, string> encode)
    {
        var result = new StringBuilder(Text.Length);
        foreach (var (literal, slot) in _parts)
        {
            if (slot is null)
            {
                result.Append(literal);
            }
            else if (slots.TryGetValue(slot.Key, out var value))
            {
                result.Append(encode(slot.Filters.Aggregate(value, Apply)));
            }
            else
            {
                return null;
            }
        }

        return result.ToString();
    }

    private static SlotReference ParseSlot(string inner, string file, int line)
    {
        var pieces = inner.Split('|');
        var filters = pieces.Skip(1).Select(p => p.Trim()).ToArray();
        var (name, list, namesList) = pieces[0].Split(':', 2) is [var left, var right]
            ? (left.Trim(), right.Trim(), true)
            : ("", pieces[0].Trim(), false);
        string? field = null;
        if (list.Split('.', 2) is [var before, var after])
        {
            (list, field) = (before, after);
        }

        if (!namesList)
        {
            name = list;
        }

        if (!IsName(name) || !IsName(list) || (field is not null && !IsName(field)))
        {
            throw new InputException(file, line,
                $"'{{{{{inner}}}}}' is not a slot; write {{{{name}}}}, {{{{name:list}}}} or {{{{name.field}}}}, with letters, digits, '_' and '-', and filters after '|'");
        }

        var unknown = filters.FirstOrDefault(f => !FilterNames.Contains(f));
        return unknown is null
            ? new SlotReference(name, list, field, filters, line) { NamesList = namesList }
            : throw new InputException(file, line, $"'{unknown}' is not a filter ({string.Join(", ", FilterNames)})");
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 64
        && (char.IsAsciiLetter(text[0]) || text[0] == '_')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static string Apply(string value, string filter) => filter switch
    {
        "upper" => value.ToUpperInvariant(),
        "lower" => value.ToLowerInvariant(),
        _ => string.Create(value.Length, value, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                span[i] = i == 0 || char.IsWhiteSpace(source[i - 1]) ? char.ToUpperInvariant(source[i]) : source[i];
            }
        }),
    };

    private readonly record struct Part(string Literal, SlotReference? Slot);
}
