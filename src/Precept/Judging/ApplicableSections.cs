using Precept.Prompts;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Judging;

/// <summary>The sections that a judge judges a prompt under.</summary>
/// <param name="Sections">Higher authority first, then in the spec's order.</param>
/// <param name="LeftOut">Ids of sections that apply but found no room, in the same order.</param>
public sealed record Applicable(IReadOnlyList<Section> Sections, IReadOnlyList<string> LeftOut)
{
    /// <summary>Section id to hash: what a judgment under these sections rests on.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; init; } = new Dictionary<string, string>();
}

/// <summary>Finds the sections that apply to a prompt: those it names; else what a search of the spec for its words finds, and the rules always.</summary>
/// <param name="spec">The spec.</param>
/// <param name="hashes">Section id to the hash that judgments carry.</param>
public sealed class ApplicableSections(SpecDocument spec, IReadOnlyDictionary<string, string> hashes)
{
    private readonly Dictionary<string, int> _order = spec.Sections.DistinctBy(s => s.Id).Select((s, i) => (s.Id, i)).ToDictionary(p => p.Id, p => p.i);

    /// <summary>The sections of a prompt.</summary>
    /// <exception cref="InputException">The prompt names a section that the spec does not have.</exception>
    public Applicable For(Prompt prompt)
    {
        var found = prompt.Sections.Count > 0
            ? prompt.Sections.Distinct().Select(id => spec.Find(id) ?? throw new InputException($"prompt {prompt.Id}: the spec {spec.Version} has no section '{id}'; correct the id, or build the prompts anew for this spec"))
            : spec.Sections.Where(s => s.Kind == SectionKind.Rule);
        Section[] sections = [.. found.OrderByDescending(s => s.Authority).ThenBy(s => _order[s.Id])];
        return new Applicable(sections, []) { Hashes = sections.ToDictionary(s => s.Id, s => hashes[s.Id]) };
    }

    /// <summary>Each section that applies to a prompt by itself.</summary>
    internal IEnumerable<Applicable> Each(Prompt prompt) =>
        For(prompt).Sections.Select(s => new Applicable([s], []) { Hashes = new Dictionary<string, string> { [s.Id] = hashes[s.Id] } });

    /// <summary>What a judgment by a principle rests on in the spec: the section that the principle stands for, where there is one.</summary>
    internal IReadOnlyDictionary<string, string> HashesOf(Principle principle) =>
        principle.Section is { } id && hashes.TryGetValue(id, out var hash) ? new Dictionary<string, string> { [id] = hash } : [];
}
