using System.Collections.Frozen;
using Precept.Spec.Linting.Rules;

namespace Precept.Spec.Linting;

/// <summary>Every rule of the linter, by code: below PS100 the spec, from PS101 its checks, from PS201 what is no mistake but good to know.</summary>
public static class SpecRules
{
    /// <summary>The code of files that cannot be read at all: it has no rule, since whoever reads the file finds it.</summary>
    public const string Unreadable = "PS000";

    /// <summary>All rules, by code.</summary>
    public static IReadOnlyList<SpecRule> All { get; } =
    [
        new(Unreadable, FindingSeverity.Error, "Unreadable", "A file cannot be read", _ => []),
        ReferenceRules.DanglingReference,
        ReferenceRules.UnknownBrokenSection,
        EvaluationFileRules.DanglingFootnote,
        EvaluationFileRules.OrphanFile,
        SectionRules.NoExamples,
        SyntaxRules.DuplicateId,
        SyntaxRules.UnknownAuthority,
        SyntaxRules.Heading,
        SyntaxRules.Fence,
        SyntaxRules.Verdict,
        EvaluationFileRules.StaleTitle,
        EvaluationFileRules.DuplicateConversation,
        SectionRules.TagWithoutAuthority,
        SectionRules.NoBadReply,
        SectionRules.NoEvaluationPrompts,
        SectionRules.NoChecks,
        ContradictionRules.WithinComparison,
        CommentaryRules.Instructs,
        ContradictionRules.AcrossComparisons,
        CharacterRules.Misleading,
        EvaluationFileRules.KnownConversation,
        CheckRules.FailsGood,
        CheckRules.FailsOk,
        CheckRules.NoGoodPasses,
        CheckRules.BadPassesAll,
        CheckRules.NoBadFails,
        VerdictNotes.Ok,
        VerdictNotes.BrokenSection,
        VerdictNotes.Condition,
        VerdictNotes.Reference,
        ExampleNotes.ReferenceInTitle,
        ExampleNotes.SeveralComparisons,
        ExampleNotes.NoComparison,
        ExampleNotes.LeftOut,
        ExampleNotes.NoUserTurn,
        ExampleNotes.Elision,
        ExampleNotes.StageDirection,
        FenceNotes.IndentedClosingTag,
        FenceNotes.StrayAsterisk,
        FenceNotes.BlanksAfterTag,
        FenceNotes.HashInFence,
        FenceNotes.RuleInFence,
        CharacterRules.Tab,
        CharacterRules.Invisible,
        FenceNotes.DoubledBackslash,
        ProseNotes.BrokenListItem,
    ];

    private static FrozenDictionary<string, SpecRule> ByCode => field ??= All.ToFrozenDictionary(r => r.Code, StringComparer.Ordinal);

    /// <summary>The rule of a code, or null.</summary>
    public static SpecRule? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>Whether a code's severity may be set: that of any rule, but a file that cannot be read stays an error.</summary>
    public static bool IsConfigurable(string code) => code != Unreadable && Find(code) is not null;
}
