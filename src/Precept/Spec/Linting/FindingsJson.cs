using System.Text.Json.Nodes;

namespace Precept.Spec.Linting;

/// <summary>Findings as JSON: a list of <c>code</c>, <c>severity</c>, <c>file</c>, <c>line</c>, <c>message</c> (docs/formats/json-output.md).</summary>
public static class FindingsJson
{
    /// <summary>The list.</summary>
    public static JsonArray Of(IEnumerable<SpecFinding> findings) =>
    [
        .. findings.Select(f => new JsonObject
        {
            ["code"] = f.Code,
            ["severity"] = f.Severity.Name(),
            ["file"] = f.File,
            ["line"] = f.Line,
            ["message"] = f.Message,
        }),
    ];
}
