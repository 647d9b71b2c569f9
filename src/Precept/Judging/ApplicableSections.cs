using Precept.Prompts;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Judging;

/// <summary>The sections that a judge judges a prompt under.</summary>
/// <param name="Sections">Higher authority first, then in the spec's order. Those in <see cref="WithoutExamples"/> stand here with the examples that found room.</param>
/// <param name="LeftOut">Ids of sections that apply but found no room, in the same order.</param>
public sealed record Applicable(IReadOnlyList<Section> Sections, IReadOnlyList<string> LeftOut)
{
    /// <summary>Section id to hash: what a judgment under these sections rests on.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; init; } = new Dictionary<string, string>();

    /// <summary>Ids of the sections whose text found room, but not all of their examples; in the same order.</summary>
    public IReadOnlyList<string> WithoutExamples { get; init; } = [];

    /// <summary>Everything that found no room, as judgments record it: ids of sections, and <c>ID (examples)</c> where only examples did not.</summary>
    public IReadOnlyList<string> Missing => [.. LeftOut, .. WithoutExamples.Select(id => $"{id} (examples)")];
}

/// <summary>Finds the sections that apply to a prompt: those it names; else what a search of the spec for its words finds, and the rules always.</summary>
/// <remarks>
/// Where room is short, what was named or found goes first, by authority, then by how well it was found; the rules that were not found come behind them. Commentary is never shown:
/// it is no instruction, and a section's hash does not cover it, so a judgment that rested on it would not become stale with it. Safe for calls from several threads.
/// </remarks>
public sealed class ApplicableSections : IDisposable
{
    /// <summary>Most tokens of spec text where nothing else is said.</summary>
    public const int DefaultTokens = 6000;

    private const int MostFound = 10;

    private readonly SpecDocument _spec;
    private readonly IReadOnlyDictionary<string, string> _hashes;
    private readonly Dictionary<string, int> _order;
    private readonly Lazy<SectionSearch> _search;
    private readonly SectionRoom _room;

    /// <summary>Finds sections of a spec.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="hashes">Section id to the hash that judgments carry.</param>
    /// <param name="tokens">Most tokens of spec text, estimated. Default 6,000.</param>
    public ApplicableSections(SpecDocument spec, IReadOnlyDictionary<string, string> hashes, int tokens = DefaultTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        (_spec, _hashes, _room) = (spec, hashes, new SectionRoom(tokens));
        _order = spec.Sections.DistinctBy(s => s.Id).Select((s, i) => (s.Id, i)).ToDictionary(p => p.Id, p => p.i);
        _search = new(() => new SectionSearch(spec));
    }

    /// <summary>The sections of a prompt.</summary>
    /// <exception cref="InputException">The prompt names a section that the spec does not have.</exception>
    public Applicable For(Prompt prompt) => Fit(ByPriority(prompt));

    /// <summary>Each section that applies to a prompt by itself, most important first; one that finds no room by itself is in its <see cref="Applicable.LeftOut"/>.</summary>
    internal IEnumerable<Applicable> Each(Prompt prompt) => ByPriority(prompt).Select(s => Fit([s]));

    /// <summary>What a judgment by a principle rests on in the spec: the section that the principle stands for, where there is one.</summary>
    internal IReadOnlyDictionary<string, string> HashesOf(Principle principle) =>
        principle.Section is { } id && _hashes.TryGetValue(id, out var hash) ? new Dictionary<string, string> { [id] = hash } : [];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_search.IsValueCreated)
        {
            _search.Value.Dispose();
        }
    }

    private IReadOnlyList<Section> ByPriority(Prompt prompt)
    {
        if (prompt.Sections.Count > 0)
        {
            return InOrder(prompt.Sections.Distinct().Select(id => _spec.Find(id)
                ?? throw new InputException($"{(prompt.Source.Length > 0 ? prompt.Source : $"prompt {prompt.Id}")}: the spec {_spec.Version} has no section '{id}'; correct the id, or build the prompts anew for this spec")));
        }

        var found = _search.Value.Find(Query(prompt), MostFound);
        return [.. found.OrderByDescending(s => s.Authority), .. InOrder(_spec.Sections.DistinctBy(s => s.Id).Where(s => s.Kind == SectionKind.Rule).Except(found))];
    }

    /// <summary>What those with authority say in it, the latest first: of a long conversation the end counts.</summary>
    private static string Query(Prompt prompt) => string.Join('\n', prompt.Messages
        .Where(m => m.Role is Role.System or Role.Developer or Role.User).Reverse().Select(m => m.Content.Length > SectionSearch.MaxText ? m.Content[..SectionSearch.MaxText] : m.Content));

    private Applicable Fit(IReadOnlyList<Section> byPriority)
    {
        var (shown, leftOut, without) = _room.Fit(byPriority);
        return new Applicable(InOrder(shown), [.. InOrder(leftOut).Select(s => s.Id)])
        {
            Hashes = shown.ToDictionary(s => s.Id, s => _hashes[s.Id]),
            WithoutExamples = [.. InOrder(without).Select(s => s.Id)],
        };
    }

    private IReadOnlyList<Section> InOrder(IEnumerable<Section> sections) => [.. sections.OrderByDescending(s => s.Authority).ThenBy(s => _order[s.Id])];
}
