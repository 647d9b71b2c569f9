using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Spec.Linting;
using Precept.Spec.Syntax;

namespace Precept.Tests.Spec.Linting;

/// <summary>Runs the linter on texts.</summary>
internal static class Linted
{
    /// <summary>The findings of a spec, of one code or of all.</summary>
    public static IReadOnlyList<SpecFinding> Of(string text, string? code = null, string? checks = null, params (string Tag, string Text)[] evaluationFiles)
    {
        var trees = evaluationFiles.Select(f => SpecSyntaxTree.ParseEvaluationFile(f.Text, $"examples/{f.Tag}.md"));
        var source = SpecSource.Of(SpecSyntaxTree.Parse(text, "my.md"), [.. trees], "");
        return [.. SpecLinter.Run(source, checks is null ? null : CheckSet.Parse(checks, "checks.yaml")).Where(f => code is null || f.Code == code)];
    }

    /// <summary>The lines of the findings of a code.</summary>
    public static int[] Lines(string code, string text, string? checks = null) => [.. Of(text, code, checks).Select(f => f.Line)];

    /// <summary>What a finding marks in its line.</summary>
    public static string Marked(SpecFinding finding, string text) =>
        finding.Span is { } span ? text.Split('\n')[finding.Line - 1].Substring(span.Start, span.Length) : "";

    /// <summary>A section with one example that holds the given lines.</summary>
    public static string Section(string fence) => "# A {#a authority=user}\n**Example**: x\n~~~xml\n" + fence + "\n~~~";
}
