using System.Text;

namespace Precept.Spec.Linting;

/// <summary>
/// Findings as GitHub's workflow commands, which show them at their lines in a pull request:
/// <c>::error file=spec.md,line=3,title=PS001::message</c>.
/// </summary>
/// <remarks>Source: GitHub's documentation, "Workflow commands for GitHub Actions"; escaping as in actions/toolkit, packages/core/src/command.ts.</remarks>
public static class GitHubAnnotations
{
    /// <summary>One finding, on one line.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="file">Its file as the repository calls it: relative, with forward slashes.</param>
    public static string Of(SpecFinding finding, string file)
    {
        var command = new StringBuilder("::")
            .Append(finding.Severity switch { FindingSeverity.Error => "error", FindingSeverity.Warning => "warning", _ => "notice" })
            .Append(" file=").Append(Property(file));
        if (finding.Line > 0)
        {
            command.Append(",line=").Append(finding.Line);
        }

        if (finding is { Line: > 0, Span: { } span })
        {
            command.Append(",col=").Append(span.Start + 1).Append(",endColumn=").Append(span.Start + span.Length + 1);
        }

        return command.Append(",title=").Append(Property(finding.Code)).Append("::").Append(Data(finding.Message)).ToString();
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
