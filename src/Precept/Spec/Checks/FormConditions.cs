using System.Text;
using System.Text.Json;

namespace Precept.Spec.Checks;

/// <summary><c>language</c>: most of the reply's words are of that language's script.</summary>
public sealed record InLanguage(string Language) : Condition
{
    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var found = LanguageDetection.Detect(reply.Text);
        return new Finding(found == Language, found is null ? $"is in no clear language, expected {Language}" : $"is in {found}, expected {Language}");
    }
}

/// <summary><c>uppercase</c>, <c>lowercase</c>: at least one letter of that case and none of the other.</summary>
public sealed record InCase(bool Upper) : Condition
{
    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var runes = reply.Text.EnumerateRunes();
        var (upper, lower) = (runes.Any(Rune.IsUpper), runes.Any(Rune.IsLower));
        var name = (upper, lower) switch
        {
            (true, false) => "capital letters only",
            (false, true) => "small letters only",
            (true, true) => "both capital and small letters",
            _ => "neither capital nor small letters",
        };
        return new Finding(Upper ? upper && !lower : lower && !upper, $"has {name}");
    }
}

/// <summary><c>json</c>: the trimmed reply is one valid JSON value, at most 64 levels deep.</summary>
public sealed record IsJson : Condition
{
    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        using var json = TryParse(reply.Trimmed);
        return new Finding(json is not null, json is null ? "is not valid JSON" : "is valid JSON");
    }

    /// <summary>The text as JSON, or null where it is not.</summary>
    internal static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary><c>json_equals</c>: the reply is a JSON object whose properties have these values.</summary>
/// <param name="Properties">Paths (<c>a.b</c> is property b of property a) and values; a text is compared as it is, another value as JSON writes it.</param>
public sealed record JsonEquals(IReadOnlyList<(string Path, SlotTemplate Value)> Properties) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotReference> Slots => Properties.SelectMany(p => p.Value.Slots);

    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        using var json = IsJson.TryParse(reply.Trimmed);
        if (json?.RootElement.ValueKind != JsonValueKind.Object)
        {
            return new Finding(false, json is null ? "is not valid JSON" : "is JSON, but not an object");
        }

        foreach (var (path, template) in Properties)
        {
            var expected = Fill(template, slots);
            var found = Find(json.RootElement, path);
            if (found != expected)
            {
                return new Finding(false, found is null ? $"has no JSON property {Quote(path)}" : $"has {Quote(found)} as {Quote(path)}, expected {Quote(expected)}");
            }
        }

        return new Finding(true, "has the JSON values asked for");
    }

    private static string? Find(JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? ReadString(element) : element.GetRawText();
    }

    // A lone surrogate (\uD800) is valid JSON but no text: what it says is compared as it is written.
    private static string ReadString(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }
}

/// <summary><c>refusal</c>: the reply declines, see <see cref="RefusalDetection"/>.</summary>
public sealed record IsRefusal : Condition
{
    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots) =>
        new(reply.IsRefusal, reply.IsRefusal ? "is a refusal" : "is not a refusal");
}

/// <summary><c>question</c>: the reply contains a question mark.</summary>
public sealed record AsksQuestion : Condition
{
    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var asks = reply.Text.AsSpan().ContainsAny('?', '？');
        return new Finding(asks, asks ? "asks a question" : "asks no question");
    }
}

/// <summary><c>repeats</c>: a run of words occurs three times in a row, see <see cref="Repetition"/>.</summary>
public sealed record Repeats : Condition
{
    /// <inheritdoc/>
    public override Finding Evaluate(ReplyText reply, IReadOnlyDictionary<string, string> slots)
    {
        var repeats = Repetition.Repeats(reply.Words);
        return new Finding(repeats, repeats ? "repeats the same words three times in a row" : "does not repeat itself");
    }
}
