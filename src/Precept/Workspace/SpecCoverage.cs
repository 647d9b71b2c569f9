using Precept.Evaluation;
using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Workspace;

/// <summary>How well a spec's sections are covered by examples, prompts, checks and work done under them.</summary>
/// <param name="SpecVersion">The spec's version.</param>
/// <param name="SpecHash">The spec's hash.</param>
/// <param name="Sections">Every section, the least covered first.</param>
/// <remarks>
/// Order: sections with authority before those without, which only explain; then the most gaps (<see cref="SectionCoverage.Gaps"/>) first, then
/// the fewest examples, evaluation prompts, checks, judgments and preferences, in this order of importance; then the spec's order.
/// </remarks>
public sealed record SpecCoverage(string SpecVersion, string SpecHash, IReadOnlyList<SectionCoverage> Sections)
{
    /// <summary>The coverage of a spec.</summary>
    /// <param name="spec">The spec, with its evaluation prompts.</param>
    /// <param name="checks">Its checks; where there are none at all, the number is null for every section.</param>
    /// <param name="work">Work done under each section as it is now, by section id; null without a workspace.</param>
    public static SpecCoverage Of(SpecDocument spec, CheckSet checks, IReadOnlyDictionary<string, SectionWork>? work = null)
    {
        var prompts = spec.EvaluationFiles.Where(f => f.SectionId is not null).ToLookup(f => f.SectionId!, f => f.Examples.Count);
        var sections = spec.Sections.DistinctBy(s => s.Id).Select(section => new SectionCoverage(
            section.Id,
            section.Title,
            section.Authority,
            section.Examples.Count,
            section.Examples.Sum(e => e.Comparisons.Count()),
            prompts[section.Id].Sum(),
            checks.SectionIds.Count > 0 ? checks.Of(section.Id).Count : null,
            work is null ? null : work.GetValueOrDefault(section.Id, SectionWork.None)));
        return new SpecCoverage(spec.Version, spec.Hash, [.. sections.OrderBy(s => s.Authority == Authority.None).ThenByDescending(s => s.Gaps)
            .ThenBy(s => s.Examples).ThenBy(s => s.EvaluationPrompts).ThenBy(s => s.Checks).ThenBy(s => s.Work?.Judgments).ThenBy(s => s.Work?.Preferences)]);
    }
}

/// <summary>How well one section is covered.</summary>
/// <param name="Id">The section's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Authority">Its authority.</param>
/// <param name="Examples">Examples in it.</param>
/// <param name="Comparisons">Comparisons in those examples.</param>
/// <param name="EvaluationPrompts">Conversations in the files of evaluation prompts that its footnotes name.</param>
/// <param name="Checks">Its checks; null where the spec has none at all.</param>
/// <param name="Work">What was done under it as it is now; null without a workspace.</param>
public sealed record SectionCoverage(
    string Id, string Title, Authority Authority, int Examples, int Comparisons, int EvaluationPrompts, int? Checks, SectionWork? Work)
{
    /// <summary>
    /// How many of these it has none of: examples, comparisons, evaluation prompts, checks, judgments by people, judgments by models, preferences,
    /// a scorecard. What is not known is no gap.
    /// </summary>
    public int Gaps => ((int?[])[Examples, Comparisons, EvaluationPrompts, Checks, Work?.ByHumans, Work?.ByModels, Work?.Preferences, Work?.Scores])
        .Count(n => n == 0);
}

/// <summary>What was done under one section as it is now: work under an earlier text of it does not count.</summary>
/// <param name="ByHumans">Judgments by people that ended in a ranking.</param>
/// <param name="ByModels">Judgments by language models and reward models, likewise.</param>
/// <param name="ByChecks">Judgments by the spec's checks, likewise.</param>
/// <param name="Preferences">Preferences that the section decided.</param>
/// <param name="Scorecard">The scorecard added last that reports on it; null for none.</param>
public sealed record SectionWork(int ByHumans, int ByModels, int ByChecks, int Preferences, SectionScore? Scorecard)
{
    /// <summary>Nothing.</summary>
    public static SectionWork None { get; } = new(0, 0, 0, 0, null);

    /// <summary>Judgments by anybody.</summary>
    public int Judgments => ByHumans + ByModels + ByChecks;

    internal int Scores => Scorecard is null ? 0 : 1;
}

/// <summary>What a scorecard says of one section.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Decoding">How its answers were drawn.</param>
/// <param name="Rate">The share of answers that do not break the section.</param>
public sealed record SectionScore(string Name, string Decoding, Rate Rate);
