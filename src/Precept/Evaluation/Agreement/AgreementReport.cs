using Precept.Prompts;
using Precept.Responses;

namespace Precept.Evaluation;

/// <summary>Judges of a workspace, compared two by two, with what is needed to show where they differ.</summary>
/// <param name="SpecVersion">The version of the spec that their judgments are current under.</param>
/// <param name="SpecHash">Its content hash.</param>
/// <param name="WithStale">Whether judgments count that were made under sections which have changed since.</param>
/// <param name="Judges">The judges, with all that they said.</param>
/// <param name="Pairs">Each two of them that judged a pair of responses in common; in the order of the judges.</param>
/// <param name="Prompts">The prompts by their ids.</param>
/// <param name="Responses">The responses by their ids.</param>
public sealed record AgreementReport(
    string SpecVersion,
    string SpecHash,
    bool WithStale,
    IReadOnlyList<JudgeVerdicts> Judges,
    IReadOnlyList<JudgeAgreement> Pairs,
    IReadOnlyDictionary<string, Prompt> Prompts,
    IReadOnlyDictionary<string, Response> Responses)
{
    /// <summary>The figures of two judges in whichever order, or null where they have nothing in common.</summary>
    public JudgeAgreement? Of(string first, string second) =>
        Pairs.FirstOrDefault(p => (p.First == first && p.Second == second) || (p.First == second && p.Second == first));
}
