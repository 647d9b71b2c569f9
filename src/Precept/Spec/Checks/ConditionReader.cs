namespace Precept.Spec.Checks;

/// <summary>Reads the conditions of checks.yaml.</summary>
internal static class ConditionReader
{
    /// <summary>The keys of conditions, for messages.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "contains", "contains_any", "contains_all", "contains_exact", "equals", "starts_with", "ends_with", "regex",
        "max_words", "min_words", "max_sentences", "min_sentences", "max_characters", "min_characters",
        "language", "uppercase", "lowercase", "json", "json_equals", "refusal", "question", "repeats", "all", "any", "not",
    ];

    /// <summary>A mapping of conditions: all of them.</summary>
    public static Condition Read(YamlValue value, string what)
    {
        var conditions = value.Entries(what).Select(e => Read(e.Key, e.KeyPlace, e.Value)).ToArray();
        return conditions switch
        {
            [] => throw value.Error($"{what}: expected a condition ({string.Join(", ", Keys)})"),
            [var one] => one,
            _ => new AllOf(conditions),
        };
    }

    /// <summary>One condition by its key.</summary>
    public static Condition Read(string key, YamlValue place, YamlValue value) => key switch
    {
        "contains" => new Contains([Text(key, value)], Quantity.All),
        "contains_any" => new Contains(Texts(key, value), Quantity.Any),
        "contains_all" => new Contains(Texts(key, value), Quantity.All),
        "contains_exact" => new ContainsExact(Text(key, value)),
        "equals" => new EqualTo(Text(key, value)),
        "starts_with" => new StartsWith(Text(key, value)),
        "ends_with" => new EndsWith(Text(key, value)),
        "regex" => Pattern(key, value),
        "max_words" => new LengthLimit(LengthUnit.Words, true, Number(key, value)),
        "min_words" => new LengthLimit(LengthUnit.Words, false, Number(key, value)),
        "max_sentences" => new LengthLimit(LengthUnit.Sentences, true, Number(key, value)),
        "min_sentences" => new LengthLimit(LengthUnit.Sentences, false, Number(key, value)),
        "max_characters" => new LengthLimit(LengthUnit.Characters, true, Number(key, value)),
        "min_characters" => new LengthLimit(LengthUnit.Characters, false, Number(key, value)),
        "language" => Language(key, value),
        "uppercase" => Flag(key, value, new InCase(true)),
        "lowercase" => Flag(key, value, new InCase(false)),
        "json" => Flag(key, value, new IsJson()),
        "json_equals" => new JsonEquals(NotEmpty(key, value, [.. value.Entries(key).Select(e => (e.Key, Text(key, e.Value)))])),
        "refusal" => Flag(key, value, new IsRefusal()),
        "question" => Flag(key, value, new AsksQuestion()),
        "repeats" => Flag(key, value, new Repeats()),
        "all" => new AllOf(Conditions(key, value)),
        "any" => new AnyOf(Conditions(key, value)),
        "not" => new Not(Read(value, key)),
        _ => throw place.Error($"'{key}' is not a condition ({string.Join(", ", Keys)})"),
    };

    private static Condition[] Conditions(string key, YamlValue value) => NotEmpty(key, value, [.. value.Items(key).Select(i => Read(i, key))]);

    private static Condition Flag(string key, YamlValue value, Condition condition) => value.Boolean(key) ? condition : new Not(condition);

    private static SlotTemplate Text(string key, YamlValue value) =>
        value.Text(key) is { Length: > 0 } text ? SlotTemplate.Parse(text, value.File, value.Line) : throw value.Error($"{key}: the text is empty");

    private static SlotTemplate[] Texts(string key, YamlValue value) => NotEmpty(key, value, [.. value.Items(key).Select(i => Text(key, i))]);

    private static T[] NotEmpty<T>(string key, YamlValue value, T[] items) => items.Length > 0 ? items : throw value.Error($"{key}: the list is empty");

    private static Number Number(string key, YamlValue value)
    {
        var number = new Number(Text(key, value), value.File, value.Line);
        if (number.Text.Slots.Count == 0)
        {
            number.Value(new Dictionary<string, string>());
        }

        return number;
    }

    private static InLanguage Language(string key, YamlValue value) =>
        value.Text(key) is var language && LanguageDetection.Languages.Contains(language)
            ? new InLanguage(language)
            : throw value.Error($"{key}: '{language}' is not known ({string.Join(", ", LanguageDetection.Languages)})");

    private static Matches Pattern(string key, YamlValue value)
    {
        try
        {
            return new Matches(Text(key, value));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw value.Error($"{key}: {e.Message}");
        }
    }
}
