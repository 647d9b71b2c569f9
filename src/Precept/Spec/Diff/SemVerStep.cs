namespace Precept.Spec.Diff;

/// <summary>By how much a version number ought to rise (semver.org), read for a spec: what was demanded is its interface.</summary>
public enum SemVerStep
{
    /// <summary>Nothing changed.</summary>
    None,

    /// <summary>Wording, commentary, layout: what is demanded stays.</summary>
    Patch,

    /// <summary>A default changed, or a section, example or check came.</summary>
    Minor,

    /// <summary>A rule or an authority changed, or a section's id is gone.</summary>
    Major,
}

/// <summary>The weight of a change.</summary>
internal static class SemVerWeight
{
    /// <summary>The step that a kind of change asks for.</summary>
    /// <param name="kind">The kind; <see cref="SpecChangeKind.BodyEdited"/> means more than rewording.</param>
    /// <param name="isRule">Whether the section is a rule in either version.</param>
    public static SemVerStep Of(SpecChangeKind kind, bool isRule) => kind switch
    {
        // An id is what judgments, checks and references name: without it they break.
        SpecChangeKind.SectionRemoved or SpecChangeKind.SectionRenamed
            or SpecChangeKind.AuthorityRaised or SpecChangeKind.AuthorityLowered or SpecChangeKind.KindChanged => SemVerStep.Major,

        SpecChangeKind.BodyEdited or SpecChangeKind.ObligationStrengthened or SpecChangeKind.ObligationWeakened or SpecChangeKind.ObligationReversed
            or SpecChangeKind.ObligationAdded or SpecChangeKind.ObligationRemoved
            or SpecChangeKind.VerdictFlipped or SpecChangeKind.ConditionChanged => isRule ? SemVerStep.Major : SemVerStep.Minor,

        SpecChangeKind.SectionAdded or SpecChangeKind.SectionSplit or SpecChangeKind.SectionMerged
            or SpecChangeKind.ExampleAdded or SpecChangeKind.ExampleRemoved or SpecChangeKind.ExampleMoved
            or SpecChangeKind.ReplyAdded or SpecChangeKind.ReplyRemoved or SpecChangeKind.BreachChanged
            or SpecChangeKind.CheckAdded or SpecChangeKind.CheckRemoved or SpecChangeKind.CheckChanged => SemVerStep.Minor,

        _ => SemVerStep.Patch,
    };
}
