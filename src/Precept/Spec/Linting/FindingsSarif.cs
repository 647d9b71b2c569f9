using System.Text.Json.Nodes;

namespace Precept.Spec.Linting;

/// <summary>Findings as SARIF 2.1.0, which code scanning services take.</summary>
/// <remarks>
/// Source: OASIS, Static Analysis Results Interchange Format 2.1.0. The fingerprint of a result covers its code, its file, the text of its line
/// and which of several such lines it is, so that it stays when lines move.
/// </remarks>
public static class FindingsSarif
{
    /// <summary>The name of the fingerprint; a new way to compute it gets a new number.</summary>
    private const string Fingerprint = "preceptFinding/v1";

    /// <summary>A log with one run.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="pathOf">A file's path as the repository calls it: relative, with forward slashes.</param>
    /// <param name="lines">The lines that the findings are about.</param>
    /// <param name="version">The version of Precept.</param>
    public static JsonObject Of(IReadOnlyList<SpecFinding> findings, Func<string, string> pathOf, SourceLines lines, string version)
    {
        var ruleIndex = SpecRules.All.Index().ToDictionary(r => r.Item.Code, r => r.Index, StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var results = new JsonArray();
        foreach (var finding in findings)
        {
            var key = ContentHash.Of(finding.Code, pathOf(finding.File), (lines.Of(finding) ?? "").Trim());
            var ordinal = seen[key] = seen.GetValueOrDefault(key) + 1;
            results.Add(Result(finding, ruleIndex[finding.Code], pathOf(finding.File), $"{key}:{ordinal}"));
        }

        return new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "Precept",
                        ["version"] = version,
                        ["rules"] = new JsonArray([.. SpecRules.All.Select(Rule)]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = results,
            }),
        };
    }

    private static JsonObject Rule(SpecRule rule)
    {
        var help = RuleDocumentation.Of(rule.Code);
        return new JsonObject
        {
            ["id"] = rule.Code,
            ["name"] = rule.Name,
            ["shortDescription"] = Text(rule.Title + "."),
            ["help"] = new JsonObject { ["text"] = help, ["markdown"] = help },
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
        };
    }

    private static JsonObject Result(SpecFinding finding, int ruleIndex, string path, string fingerprint)
    {
        var place = new JsonObject
        {
            ["artifactLocation"] = new JsonObject { ["uri"] = Uri(path) },
        };
        if (finding.Line > 0)
        {
            place["region"] = Region(finding);
        }

        return new JsonObject
        {
            ["ruleId"] = finding.Code,
            ["ruleIndex"] = ruleIndex,
            ["level"] = Level(finding.Severity),
            ["message"] = Text(finding.Message),
            ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = place }),
            ["partialFingerprints"] = new JsonObject { [Fingerprint] = fingerprint },
        };
    }

    private static JsonObject Region(SpecFinding finding)
    {
        var region = new JsonObject { ["startLine"] = finding.Line, ["startColumn"] = (finding.Span?.Start ?? 0) + 1 };
        if (finding.Span is { } span)
        {
            region["endColumn"] = span.Start + span.Length + 1;
        }

        return region;
    }

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static string Uri(string path) => string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));

    private static string Level(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "note",
    };
}
