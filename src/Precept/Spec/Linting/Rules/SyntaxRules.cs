using Precept.Spec.Syntax;

namespace Precept.Spec.Linting.Rules;

/// <summary>What does not read: the parser's errors, in the spec and in the files of evaluation prompts.</summary>
internal static class SyntaxRules
{
    public static SpecRule DuplicateId { get; } = Of(SyntaxError.DuplicateId, "DuplicateId", "An id stands twice");

    public static SpecRule UnknownAuthority { get; } = Of(SyntaxError.UnknownAuthority, "UnknownAuthority", "An authority is not a level");

    public static SpecRule Heading { get; } = Of(SyntaxError.Heading, "UnreadableHeading", "A heading does not read");

    public static SpecRule Fence { get; } = Of(SyntaxError.Fence, "UnreadableExample", "An example or a fence does not read");

    public static SpecRule Verdict { get; } = Of(SyntaxError.Verdict, "UnreadableVerdict", "A verdict does not read");

    private static SpecRule Of(string code, string name, string title) => new(
        code, FindingSeverity.Error, name, title,
        source => from file in source.Files
                  from error in file.Tree.Errors
                  where error.Code == code
                  select file.At(error.Span, error.Message) with { Line = error.Line });
}
