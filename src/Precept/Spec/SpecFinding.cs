namespace Precept.Spec;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>The spec can be used, but something is probably not meant so.</summary>
    Warning,

    /// <summary>The spec says something that does not hold, such as a reference to a section that is not there.</summary>
    Error,
}

/// <summary>Something in a spec that its author should look at.</summary>
/// <param name="Code">A stable code such as <c>PS001</c>, listed in docs/formats/spec.md.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; 0 where the whole file is meant.</param>
/// <param name="Message">What was found and what to do.</param>
public sealed record SpecFinding(string Code, FindingSeverity Severity, string File, int Line, string Message)
{
    /// <summary>The finding as a compiler prints one: <c>file:line: severity code: message</c>.</summary>
    public override string ToString() =>
        $"{File}{(Line > 0 ? $":{Line}" : "")}: {(Severity == FindingSeverity.Error ? "error" : "warning")} {Code}: {Message}";
}
