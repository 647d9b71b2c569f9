using System.Text.Json;

namespace Precept.TestEndpoint.Scripts;

/// <summary>Makes a value of any JSON schema that says what a verdict says.</summary>
/// <remarks>
/// Candidates are recognized by their labels: an enum or a property that holds one gets the best, a list of them the whole order, a list of
/// objects one object for each candidate, or for each section where it is called so. Numbers are ratings, truth values say whether a candidate passes,
/// everything else is filled in. An answer that fails breaks the first section.
/// </remarks>
internal sealed class SchemaFiller(JsonElement root, JudgeQuestion question, Verdict verdict, double confidence) : IDisposable
{
    private const int MaxDepth = 16;
    private const int LongestQuote = 60;
    private static readonly Scope All = new(null, null);
    private static readonly string[] Orders = ["rank", "order"];
    private static readonly string[] Winners = ["winner", "better", "best", "choice", "verdict", "preferred", "answer", "label"];
    private static readonly string[] Labels = ["label", "response", "candidate", "answer", "section", "id"];
    private static readonly string[] Faults = ["broken", "breaks", "violat", "fail", "breach"];
    private static readonly string[] Quotes = ["word", "quote", "span", "evidence", "excerpt"];
    private static readonly string[] Passed = ["pass", "kept", "keep", "yes", "good", "ok", "compl"];
    private readonly JsonWithChoices _out = new();

    /// <summary>What a value is about.</summary>
    /// <param name="Candidate">The candidate, or null for all of them.</param>
    /// <param name="Section">The section, or null for all of them.</param>
    private readonly record struct Scope(int? Candidate, int? Section);

    /// <summary>Makes the answer.</summary>
    public static ScriptAnswer Fill(JsonElement schema, JudgeQuestion question, Verdict verdict, double confidence)
    {
        using var filler = new SchemaFiller(schema, question, verdict, confidence);
        filler.Write(schema, "", question.Candidates.Count == 1 ? All with { Candidate = 0 } : All, 0);
        return filler._out.Answer();
    }

    /// <inheritdoc/>
    public void Dispose() => _out.Dispose();

    /// <param name="schema">The schema of the value.</param>
    /// <param name="name">The name of the property that it stands in.</param>
    /// <param name="about">What it is about.</param>
    /// <param name="depth">How deep it stands.</param>
    private void Write(JsonElement schema, string name, Scope about, int depth)
    {
        schema = Resolve(schema);
        if (depth > MaxDepth || schema.ValueKind != JsonValueKind.Object)
        {
            _out.Writer.WriteNullValue();
        }
        else if (schema.TryGetProperty("const", out var constant))
        {
            constant.WriteTo(_out.Writer);
        }
        else if (schema.TryGetProperty("enum", out var values))
        {
            WriteOneOf([.. values.EnumerateArray()], name, about);
        }
        else
        {
            WriteTyped(schema, TypeOf(schema), name, about, depth);
        }
    }

    private void WriteTyped(JsonElement schema, string type, string name, Scope about, int depth)
    {
        switch (type)
        {
            case "object":
                WriteObject(schema, about, depth);
                break;
            case "array":
                WriteArray(schema, name, about, depth);
                break;
            case "boolean":
                var value = Passes(about) != Named(name, Faults);
                _out.Chosen(value, [(value ? "true" : "false", confidence), (value ? "false" : "true", 1 - confidence)]);
                break;
            case "integer" or "number":
                WriteRating(schema, about);
                break;
            case "null":
                _out.Writer.WriteNullValue();
                break;
            default:
                WriteText(schema, name, about);
                break;
        }
    }

    private void WriteObject(JsonElement schema, Scope about, int depth)
    {
        _out.Writer.WriteStartObject();
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                _out.Writer.WritePropertyName(property.Name);
                Write(property.Value, property.Name, Labelled(property.Name) is { } one ? about with { Candidate = one } : about, depth + 1);
            }
        }

        _out.Writer.WriteEndObject();
    }

    private void WriteArray(JsonElement schema, string name, Scope about, int depth)
    {
        var least = Whole(schema, "minItems") ?? 0;
        var most = Whole(schema, "maxItems") ?? int.MaxValue;
        _out.Writer.WriteStartArray();
        if (schema.TryGetProperty("items", out var items))
        {
            var written = 0;
            foreach (var item in ItemsAbout(Resolve(items), name, about).Take(most))
            {
                WriteItem(items, item, depth + 1);
                written++;
            }

            if (TypeOf(Resolve(items)) == "string" && Named(name, Faults) && question.Sections.Count > 0 && most > 0 && !Passes(about))
            {
                _out.Writer.WriteStringValue(question.Sections[0]);
                written++;
            }

            for (; written < least; written++)
            {
                Write(items, name, about, depth + 1);
            }
        }

        _out.Writer.WriteEndArray();
    }

    /// <summary>An item about a candidate; in a list of lists it is a group of its own.</summary>
    private void WriteItem(JsonElement schema, Scope about, int depth)
    {
        var item = Resolve(schema);
        if (TypeOf(item) == "array" && item.TryGetProperty("items", out var inner))
        {
            _out.Writer.WriteStartArray();
            Write(inner, "label", about, depth + 1);
            _out.Writer.WriteEndArray();
        }
        else
        {
            Write(schema, "label", about, depth);
        }
    }

    /// <summary>What a list has an item for: the order where it is one, sections or all candidates as shown for objects, those that fail for breaches.</summary>
    private IEnumerable<Scope> ItemsAbout(JsonElement items, string name, Scope about)
    {
        if (TypeOf(items) == "object")
        {
            return name.Contains("section", StringComparison.OrdinalIgnoreCase) ? question.Sections.Select((_, i) => about with { Section = i })
                : Candidates(about).Where(c => !Named(name, Faults) || !Passes(c));
        }

        return about.Candidate is null && (Named(name, Orders) || HoldsLabels(items)) ? verdict.Order.Select(i => about with { Candidate = i }) : [];
    }

    private IEnumerable<Scope> Candidates(Scope about) =>
        about.Candidate is not null ? [about] : Judgings.Indices(question).Select(i => about with { Candidate = i });

    private void WriteOneOf(JsonElement[] values, string name, Scope about)
    {
        var texts = values.Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!).ToArray();
        if (values.Length > 0 && texts.Length == 0 && values.All(v => v.ValueKind == JsonValueKind.Number && v.TryGetInt64(out _)))
        {
            WriteRating([.. values.Select(v => v.GetInt64()).Order()], about);
            return;
        }

        if (texts.Length == 0)
        {
            values.FirstOrDefault().WriteTo(_out.Writer);
            return;
        }

        var candidate = about.Candidate ?? (verdict.Order.Count > 0 ? verdict.Order[0] : 0);
        var chosen = texts.FirstOrDefault(t => candidate < question.Candidates.Count && Same(t, question.Candidates[candidate].Label))
            ?? (texts.Any(Praises) ? texts.FirstOrDefault(t => Praises(t) == Passes(about)) : null)
            ?? texts[Math.Min(about.Candidate is null && !IsLabel(name) ? candidate : 0, texts.Length - 1)];
        _out.Chosen(chosen, Alternatives(chosen, texts));
    }

    private void WriteText(JsonElement schema, string name, Scope about)
    {
        if (about.Section is { } section && IsLabel(name))
        {
            _out.Writer.WriteStringValue(question.Sections[section]);
            return;
        }

        if (question.Candidates.Count > 0 && (about.Candidate is not null ? IsLabel(name) : Named(name, Winners)))
        {
            var chosen = question.Candidates[about.Candidate ?? verdict.Order[0]].Label;
            _out.Chosen(chosen, Alternatives(chosen, [.. question.Candidates.Select(c => c.Label)]));
            return;
        }

        var text = !Named(name, Quotes) ? "Scripted." : about.Candidate is { } i && !Passes(about) ? Quote(question.Candidates[i].Text) : "";
        var least = Whole(schema, "minLength") ?? 0;
        var most = Whole(schema, "maxLength") ?? int.MaxValue;
        text = text.Length > most ? text[..most] : text;
        _out.Writer.WriteStringValue(text.PadRight(least, '.'));
    }

    private void WriteRating(JsonElement schema, Scope about)
    {
        var least = Whole(schema, "minimum") ?? Whole(schema, "exclusiveMinimum") + 1 ?? 1;
        var most = Whole(schema, "maximum") ?? Whole(schema, "exclusiveMaximum") - 1 ?? Math.Max(least, 7);
        WriteRating([.. Enumerable.Range(0, (int)Math.Min(100, (long)most - least + 1)).Select(i => (long)least + i)], about);
    }

    /// <summary>The best gets the second from the top, the worst the second from the bottom, the others stand between, as far as there is room.</summary>
    private void WriteRating(IReadOnlyList<long> scale, Scope about)
    {
        var (bottom, top) = scale.Count > 3 ? (1, scale.Count - 2) : (0, scale.Count - 1);
        var count = verdict.Order.Count;
        var place = about.Candidate is not { } i || count < 2 ? (Passes(about) ? 0.0 : 1.0) : verdict.Order.TakeWhile(o => o != i).Count() / (double)(count - 1);
        var chosen = scale[top - (int)Math.Round(place * (top - bottom))];
        _out.Chosen(chosen, Alternatives(chosen.ToString(), [.. scale.Select(s => s.ToString())]));
    }

    private IReadOnlyList<(string, double)> Alternatives(string chosen, IReadOnlyList<string> all) =>
        [(chosen, all.Count > 1 ? confidence : 1), .. all.Where(t => t != chosen).Select(t => (t, (1 - confidence) / (all.Count - 1)))];

    /// <summary>Whether a candidate passes; of all of them, whether the best does. One that fails keeps all sections but the first.</summary>
    private bool Passes(Scope about) => about.Section > 0 || verdict.Passes.Count == 0 || verdict.Passes[about.Candidate ?? verdict.Order[0]];

    private bool HoldsLabels(JsonElement items) =>
        items.TryGetProperty("enum", out var values)
        && values.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.String && Labelled(v.GetString()!) is not null);

    /// <summary>The candidate whose label a name is or begins with (<c>a_breaks</c>).</summary>
    private int? Labelled(string name) =>
        Judgings.Indices(question).Select(i => (int?)i).FirstOrDefault(i => Same(question.Candidates[i!.Value].Label, name.Split('_')[0]));

    private JsonElement Resolve(JsonElement schema)
    {
        for (var i = 0; i < MaxDepth && schema.ValueKind == JsonValueKind.Object; i++)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                schema = reference.GetString()!.Split('/').Skip(1).Aggregate(root, (at, step) => at.GetProperty(step));
            }
            else if (schema.TryGetProperty("anyOf", out var options) || schema.TryGetProperty("oneOf", out options) || schema.TryGetProperty("allOf", out options))
            {
                schema = options.EnumerateArray().FirstOrDefault(o => TypeOf(o) != "null");
            }
            else
            {
                break;
            }
        }

        return schema;
    }

    private static string TypeOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type))
        {
            return schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out _) ? "object" : "string";
        }

        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!).FirstOrDefault(t => t != "null", "null") : type.GetString()!;
    }

    private static string Quote(string text)
    {
        var line = text.AsSpan().Trim();
        line = line[..Math.Min(line.Length, LongestQuote)];
        var end = line.IndexOf('\n');
        line = end > 0 ? line[..end] : line;
        return (line.Length > 0 && char.IsHighSurrogate(line[^1]) ? line[..^1] : line).ToString();
    }

    private static int? Whole(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? (int)Math.Clamp(value.GetDouble(), int.MinValue / 2, int.MaxValue / 2) : null;

    private static bool IsLabel(string name) => Labels.Contains(name.Split('_')[^1], StringComparer.OrdinalIgnoreCase);

    private static bool Praises(string value) => Passed.Any(w => value.StartsWith(w, StringComparison.OrdinalIgnoreCase));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool Named(string name, string[] words) => words.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase));
}
