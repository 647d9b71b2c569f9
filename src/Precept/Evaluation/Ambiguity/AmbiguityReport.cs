using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>A section that judges read differently, with the sentences that it may come from.</summary>
/// <param name="Section">The section.</param>
/// <param name="Figures">How differently.</param>
/// <param name="Sentences">Sentences at fault, most named first; empty where none was looked for or named.</param>
public sealed record AmbiguousSection(Section Section, SectionAmbiguity Figures, IReadOnlyList<SentenceAtFault> Sentences);

/// <summary>Which sections of a spec judges read differently, where, and over which sentences.</summary>
/// <param name="SpecVersion">The spec's version.</param>
/// <param name="SpecHash">Its content hash.</param>
/// <param name="File">The path of the spec's Markdown file.</param>
/// <param name="Sections">Most ambiguous first.</param>
/// <param name="Judges">The judges.</param>
/// <param name="Repeats">How often each judge was asked about each case; 0 where judgments of a workspace were taken.</param>
/// <param name="NoVote">How many judgments ended in each way that is no vote.</param>
/// <param name="LeftOut">Graded replies that were not asked about, because text is left out of them.</param>
/// <param name="SentencesByModels">Whether models were asked for the sentences; else they are guessed from the judges' reasons.</param>
public sealed record AmbiguityReport(
    string SpecVersion,
    string SpecHash,
    string File,
    IReadOnlyList<AmbiguousSection> Sections,
    IReadOnlyList<JudgeManner> Judges,
    int Repeats,
    IReadOnlyDictionary<Judging.Outcome, int> NoVote,
    int LeftOut,
    bool SentencesByModels)
{
    /// <summary>What asking models came to; null where none was asked.</summary>
    public ModelUsage? Usage { get; init; }

    /// <summary>How many sections have more conflicts than chance explains.</summary>
    public int StandingOut => Sections.Count(s => s.Figures.StandsOut);

    /// <summary>What the figures come to, in a sentence.</summary>
    public string Conclusion => Sections.Sum(s => s.Figures.Conflicts.N) is 0 ? "No case has verdicts of two judges that take a side: nothing can be said."
        : Sections.All(s => !s.Figures.InConflict.Any()) ? "The judges agree on every case."
        : StandingOut == 0 ? "No section stands out: their conflicts are spread as chance spreads them, and their intervals overlap."
        : $"{StandingOut} {(StandingOut == 1 ? "section has" : "sections have")} more conflicts than chance explains (p at most 0.05 for all sections together).";
}
