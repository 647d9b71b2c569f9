using Precept.Judging;
using Precept.Prompts;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Feedback;

/// <summary>What a reply is criticised and revised under in one round.</summary>
/// <param name="Principle">The requests.</param>
/// <param name="Section">The section that they are for, shown with its examples; null for a principle that is no part of the spec.</param>
/// <param name="Hashes">Section id to the hash that judgments carry; empty without a section.</param>
public sealed record DrawnPrinciple(Principle Principle, Section? Section, IReadOnlyDictionary<string, string> Hashes);

/// <summary>Draws the principle of each round: by seed, prompt and round, so that a rerun asks the same.</summary>
/// <remarks>
/// Principles are the sections that apply to the prompt, each with the requests that <c>principles.yaml</c> has for it or plain ones; or, where a constitution takes their place, its
/// principles: those without a section, and those whose section applies. A prompt's principles are shuffled once, and the rounds go through them: each round another until all have had
/// their turn (the paper draws with replacement; the share of each principle is the same).
/// </remarks>
/// <param name="sections">Finds the sections that apply.</param>
/// <param name="requests">The requests of <c>principles.yaml</c>, or the constitution.</param>
/// <param name="inPlaceOfSections">Whether principles come from <paramref name="requests"/> alone.</param>
/// <param name="seed">The seed.</param>
public sealed class PrincipleDraw(ApplicableSections sections, Constitution requests, bool inPlaceOfSections, long seed)
{
    private const int MaxTitle = 200;

    /// <summary>Draws the principle of a round.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="round">From 1.</param>
    /// <returns>The principle, or null where none applies to the prompt.</returns>
    /// <exception cref="InputException">The prompt names a section that the spec does not have.</exception>
    public DrawnPrinciple? For(Prompt prompt, int round)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(round, 1);
        var candidates = Candidates(sections.For(prompt));
        if (candidates.Count == 0)
        {
            return null;
        }

        SeededRandom.For(seed, "principles", prompt.Id).Shuffle(candidates);
        return candidates[(round - 1) % candidates.Count];
    }

    private List<DrawnPrinciple> Candidates(Applicable applicable)
    {
        var ofId = applicable.Sections.ToDictionary(s => s.Id);
        if (inPlaceOfSections)
        {
            return [.. requests.Principles.Where(p => p.Section is null || ofId.ContainsKey(p.Section)).Select(p => Drawn(p, p.Section is { } id ? ofId[id] : null, applicable))];
        }

        return [.. applicable.Sections.SelectMany(s => requests.Of(s.Id).DefaultIfEmpty(Plain(s)).Select(p => Drawn(p, s, applicable)))];
    }

    private static DrawnPrinciple Drawn(Principle principle, Section? section, Applicable applicable) => new(
        principle,
        section,
        section is not null && applicable.Hashes.TryGetValue(section.Id, out var hash) ? new Dictionary<string, string> { [section.Id] = hash } : new Dictionary<string, string>());

    private static Principle Plain(Section section)
    {
        var title = Spec.Checks.ReplyText.Collapse(section.Title);
        title = title.Length <= MaxTitle ? title : title[..MaxTitle] + "…";
        return new Principle(
            $"Say in a few sentences where the reply breaks the section \"{title}\": quote the words that break it and say what the section wants instead. Where the reply keeps it, say so.",
            $"Rewrite the reply so that it keeps the section \"{title}\", and change nothing that the critique does not ask for.")
        {
            Section = section.Id,
            SectionHash = section.Hash,
        };
    }
}
