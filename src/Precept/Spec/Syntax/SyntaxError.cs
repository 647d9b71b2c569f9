namespace Precept.Spec.Syntax;

/// <summary>Something in a spec's source that does not read. The rest of the file is read nevertheless.</summary>
/// <param name="Code">A stable code (docs/formats/spec.md): <c>PS006</c> to <c>PS010</c>.</param>
/// <param name="Span">The text that is wrong.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
public sealed record SyntaxError(string Code, TextSpan Span, int Line, string Message)
{
    /// <summary>An id stands twice.</summary>
    public const string DuplicateId = "PS006";

    /// <summary>The value of <c>authority</c> is not a level.</summary>
    public const string UnknownAuthority = "PS007";

    /// <summary>A heading's braces do not read.</summary>
    public const string Heading = "PS008";

    /// <summary>An example or a fence does not read.</summary>
    public const string Fence = "PS009";

    /// <summary>The comment of a graded reply is not a verdict.</summary>
    public const string Verdict = "PS010";
}

/// <summary>Collects errors while a text is being read.</summary>
internal sealed class SyntaxErrors(SourceText source)
{
    private readonly List<SyntaxError> _errors = [];

    public IReadOnlyList<SyntaxError> All => _errors;

    public void Add(string code, int start, int end, string message) =>
        _errors.Add(new SyntaxError(code, new TextSpan(start, end - start), source.LineNumber(start), message));

    public void AddLine(string code, int line, string message) => Add(code, source.StartOf(line), source.EndOf(line), message);
}
