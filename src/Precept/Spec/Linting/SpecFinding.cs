namespace Precept.Spec.Linting;

/// <summary>Something in a spec that its author should look at, or that its users should know.</summary>
/// <param name="Code">A stable code such as <c>PS001</c>, listed in docs/formats/spec-findings.md.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; 0 where the whole file is meant.</param>
/// <param name="Message">What was found and what to do.</param>
public sealed record SpecFinding(string Code, FindingSeverity Severity, string File, int Line, string Message)
{
    /// <summary>Where in the line it stands, in UTF-16 code units from the line's beginning; null where the whole line is meant.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>The finding as a compiler prints one: <c>file:line: severity code: message</c>.</summary>
    public override string ToString() =>
        $"{File}{(Line > 0 ? $":{Line}" : "")}: {Severity.Name()} {Code}: {Message}";
}
