using Precept.Spec.Linting;

namespace Precept.Spec;

/// <summary>What a spec's authors say of it beside the Markdown, in <c>spec.yaml</c>. The format is docs/formats/spec.md.</summary>
public sealed record SpecSettings
{
    /// <summary>The file's name.</summary>
    public const string FileName = "spec.yaml";

    /// <summary>The longest version or title, in UTF-16 code units.</summary>
    public const int MaxLength = 200;

    /// <summary>No settings.</summary>
    public static SpecSettings None { get; } = new();

    /// <summary>The spec's version, such as <c>1.4.0</c>; null where the file does not say.</summary>
    public string? Version { get; init; }

    /// <summary>The spec's title; null where the file does not say.</summary>
    public string? Title { get; init; }

    /// <summary>The severity that the findings of a code get, by code; null silences the code.</summary>
    public IReadOnlyDictionary<string, FindingSeverity?> Severity { get; init; } = new Dictionary<string, FindingSeverity?>();

    /// <summary>The settings beside a spec's Markdown file; <see cref="None"/> where there is no <c>spec.yaml</c>.</summary>
    /// <param name="specFile">The Markdown file (<see cref="SpecReader.FileOf"/>).</param>
    /// <exception cref="InputException">The file cannot be read, or holds something else than settings.</exception>
    public static SpecSettings Beside(string specFile)
    {
        var path = Path.Combine(Path.GetDirectoryName(specFile) ?? "", FileName);
        return File.Exists(path) ? From(YamlValue.Read(path)) : None;
    }

    /// <summary>Reads the text of a <c>spec.yaml</c>; <paramref name="file"/> is named in errors.</summary>
    /// <exception cref="InputException">The text holds something else than settings.</exception>
    public static SpecSettings Parse(string text, string file) => From(YamlValue.Parse(text, file));

    private static SpecSettings From(YamlValue? root)
    {
        var settings = None;
        foreach (var (key, place, value) in root?.Entries("the spec's settings") ?? [])
        {
            settings = key switch
            {
                "version" => settings with { Version = OneLine(key, value) },
                "title" => settings with { Title = OneLine(key, value) },
                "severity" => settings with { Severity = Severities(value) },
                _ => throw place.Error($"'{SourceText.Quote(key)}' is not a setting; expected version, title or severity"),
            };
        }

        return settings;
    }

    private static string OneLine(string key, YamlValue value)
    {
        var text = value.Text(key).Trim();
        return text.Length is > 0 and <= MaxLength && !text.Any(char.IsControl)
            ? text
            : throw value.Error($"{key}: expected one line of 1 to {MaxLength} characters");
    }

    private static Dictionary<string, FindingSeverity?> Severities(YamlValue value)
    {
        var severities = new Dictionary<string, FindingSeverity?>(StringComparer.Ordinal);
        foreach (var (code, place, item) in value.Entries("severity"))
        {
            if (!SpecRules.IsConfigurable(code))
            {
                throw place.Error($"'{SourceText.Quote(code)}' is not the code of a rule; docs/formats/spec-findings.md lists them");
            }

            if (!FindingSeverities.TryParse(item.Text(code), out var severity))
            {
                throw item.Error($"{code}: '{SourceText.Quote(item.Text(code))}' is not a severity; expected {FindingSeverities.Names}");
            }

            severities.Add(code, severity);
        }

        return severities;
    }
}
