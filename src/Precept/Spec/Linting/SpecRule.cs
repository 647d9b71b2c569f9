namespace Precept.Spec.Linting;

/// <summary>One thing that the linter looks for. All of them stand in <see cref="SpecRules"/>; docs/formats/spec-findings.md explains each.</summary>
public sealed class SpecRule
{
    private readonly Func<LintSource, IEnumerable<Spot>> _find;

    internal SpecRule(string code, FindingSeverity severity, string name, string title, Func<LintSource, IEnumerable<Spot>> find) =>
        (Code, Severity, Name, Title, _find) = (code, severity, name, title, find);

    /// <summary>The code, such as <c>PS001</c>. It never changes its meaning.</summary>
    public string Code { get; }

    /// <summary>The severity that its findings have unless somebody sets another.</summary>
    public FindingSeverity Severity { get; }

    /// <summary>A name without blanks, such as <c>DanglingReference</c>.</summary>
    public string Name { get; }

    /// <summary>What it finds, as a short sentence without a full stop.</summary>
    public string Title { get; }

    /// <summary>Everything that it finds, in no particular order.</summary>
    internal IEnumerable<Spot> Find(LintSource source) => _find(source);
}

/// <summary>A place that a rule found.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; 0 where the whole file is meant.</param>
/// <param name="Message">What was found and what to do.</param>
/// <param name="Span">Where in the line; null for all of it.</param>
internal readonly record struct Spot(string File, int Line, string Message, TextSpan? Span = null);
