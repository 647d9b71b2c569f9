namespace Precept.Spec.Diff;

/// <summary>What a change between two versions of a spec is. docs/formats/spec-diff.md lists them with their weights.</summary>
/// <remarks>The order is the one in which the changes of a section are told; the names in JSON are the members' in kebab case.</remarks>
public enum SpecChangeKind
{
    /// <summary>A section that the first version lacks.</summary>
    SectionAdded,

    /// <summary>A section that the second version lacks, under any id.</summary>
    SectionRemoved,

    /// <summary>The section has another id.</summary>
    SectionRenamed,

    /// <summary>The heading's text is another.</summary>
    SectionRetitled,

    /// <summary>The section stands at another place among those of the same parent.</summary>
    SectionMoved,

    /// <summary>Another section contains it.</summary>
    SectionReparented,

    /// <summary>The heading has another number of <c>#</c>.</summary>
    LevelChanged,

    /// <summary>Text of one section went into several, or a new section was taken out of one that stays.</summary>
    SectionSplit,

    /// <summary>Most of a section that is gone went into another one.</summary>
    SectionMerged,

    /// <summary>Fewer may override it.</summary>
    AuthorityRaised,

    /// <summary>More may override it.</summary>
    AuthorityLowered,

    /// <summary>The same level by another name: <c>platform</c> and <c>root</c>.</summary>
    AuthorityRespelled,

    /// <summary>An objective, rule or default became another of these.</summary>
    KindChanged,

    /// <summary>Another attribute of the heading changed, came or went.</summary>
    AttributeChanged,

    /// <summary>The prose differs in more than footnotes.</summary>
    BodyEdited,

    /// <summary>A sentence demands more: may, then should, then must.</summary>
    ObligationStrengthened,

    /// <summary>A sentence demands less.</summary>
    ObligationWeakened,

    /// <summary>A sentence forbids what it demanded, or the other way round.</summary>
    ObligationReversed,

    /// <summary>A sentence that says must or should is new.</summary>
    ObligationAdded,

    /// <summary>A sentence that said must or should is gone.</summary>
    ObligationRemoved,

    /// <summary>An example that the first version has nowhere.</summary>
    ExampleAdded,

    /// <summary>An example that the second version has nowhere.</summary>
    ExampleRemoved,

    /// <summary>An example stands in another section.</summary>
    ExampleMoved,

    /// <summary>An example has another title.</summary>
    ExampleRetitled,

    /// <summary>The examples of a section, or the replies of a comparison, stand in another order.</summary>
    OrderChanged,

    /// <summary>A message of an example's conversation came, went, or reads differently.</summary>
    ContextEdited,

    /// <summary>A graded reply came.</summary>
    ReplyAdded,

    /// <summary>A graded reply went.</summary>
    ReplyRemoved,

    /// <summary>A graded reply reads differently.</summary>
    ReplyEdited,

    /// <summary>A reply has another grade.</summary>
    VerdictFlipped,

    /// <summary>The grade holds under another circumstance.</summary>
    ConditionChanged,

    /// <summary>The grade names another section as broken.</summary>
    BreachChanged,

    /// <summary>The grade has another reason.</summary>
    ReasonChanged,

    /// <summary>A check of the section is new.</summary>
    CheckAdded,

    /// <summary>A check of the section is gone.</summary>
    CheckRemoved,

    /// <summary>A check of the section demands something else.</summary>
    CheckChanged,

    /// <summary>A footnote tag is new.</summary>
    FootnoteAdded,

    /// <summary>A footnote tag is gone.</summary>
    FootnoteRemoved,

    /// <summary>A footnote tag stands in another section.</summary>
    FootnoteMoved,

    /// <summary>A file of evaluation prompts is new.</summary>
    EvaluationAdded,

    /// <summary>A file of evaluation prompts is gone.</summary>
    EvaluationLost,

    /// <summary>A file of evaluation prompts belongs to another section.</summary>
    EvaluationMoved,

    /// <summary>The same evaluation prompts lie under another tag.</summary>
    EvaluationRetagged,

    /// <summary>A file of evaluation prompts has others.</summary>
    EvaluationEdited,

    /// <summary>A block of commentary is new.</summary>
    CommentaryAdded,

    /// <summary>A block of commentary is gone.</summary>
    CommentaryRemoved,

    /// <summary>A block of commentary stands in another section.</summary>
    CommentaryMoved,

    /// <summary>A block of commentary reads differently.</summary>
    CommentaryEdited,
}
