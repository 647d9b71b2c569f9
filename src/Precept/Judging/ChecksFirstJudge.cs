using Precept.Prompts;
using Precept.Responses;

namespace Precept.Judging;

/// <summary>The spec's checks decide where they find a difference; another judge decides between those that they find equal.</summary>
/// <param name="checks">The checks.</param>
/// <param name="other">The other judge; not owned.</param>
public sealed class ChecksFirstJudge(CheckJudge checks, IJudge other) : IJudge
{
    /// <inheritdoc/>
    public string Configuration { get; } = $"checks-first({other.Configuration})";

    /// <inheritdoc/>
    public bool TakesPairs => other.TakesPairs;

    /// <inheritdoc/>
    public async Task<Judgment> JudgeAsync(Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken = default)
    {
        var first = checks.Judge(prompt, responses);
        int[][] tiers = [.. Enumerable.Range(0, responses.Count).GroupBy(i => first.Ranks[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        if (tiers.All(t => t.Length == 1) && responses.Count > 1)
        {
            return first with { Judge = Configuration, DecidedBy = CheckJudge.Name };
        }

        var second = await Task.WhenAll(tiers.Select(t => t.Length > 1 || tiers.Length == 1
            ? JudgeTierAsync(prompt, [.. t.Select(i => responses[i])], cancellationToken)
            : Task.FromResult<Judgment?>(null))).ConfigureAwait(false);
        return tiers.Length == 1 ? Whole(first, second[0]!) : Tiers(first, tiers, second);
    }

    private async Task<Judgment?> JudgeTierAsync(Prompt prompt, Response[] responses, CancellationToken cancellationToken) =>
        await other.JudgeAsync(prompt, responses, cancellationToken).ConfigureAwait(false);

    /// <summary>The checks find no difference: the other judge's judgment, with what the checks found broken.</summary>
    private Judgment Whole(Judgment first, Judgment second) => second with
    {
        Judge = Configuration,
        Broken = Union(first.Broken, second.Broken),
        SectionHashes = Hashes(first, [second]),
        DecidedBy = second.Outcome == Outcome.Judged ? other.Configuration : "",
    };

    /// <summary>The checks' tiers first, and within a tier the other judge's order. A tier that was not judged leaves the whole list unjudged: a failure is no tie.</summary>
    private Judgment Tiers(Judgment first, int[][] tiers, Judgment?[] second)
    {
        var asked = second.OfType<Judgment>().ToArray();
        var failed = asked.FirstOrDefault(j => j.Outcome != Outcome.Judged);
        var (ranks, broken, next) = (new int[first.Ranks.Count], first.Broken.ToArray(), 0);
        var breaches = new List<Breach>();
        foreach (var (tier, judgment) in tiers.Zip(second))
        {
            foreach (var (place, at) in tier.Index())
            {
                ranks[at] = next + (judgment is { Outcome: Outcome.Judged } ? judgment.Ranks[place] : 0);
                broken[at] = judgment?.Broken.Count > place ? [.. broken[at].Union(judgment.Broken[place])] : broken[at];
            }

            next += judgment is { Outcome: Outcome.Judged } ? judgment.Ranks.Max() + 1 : 1;
            breaches.AddRange(judgment?.Breaches.Select(b => b with { Response = tier[b.Response] }) ?? []);
        }

        return first with
        {
            Judge = Configuration,
            Outcome = failed?.Outcome ?? Outcome.Judged,
            Ranks = failed is null ? ranks : [],
            Broken = broken,
            Breaches = breaches,
            SectionHashes = Hashes(first, asked),
            OrdersAgree = asked.Any(j => j.OrdersAgree is not null) ? asked.All(j => j.OrdersAgree != false) : null,
            LeftOut = [.. asked.SelectMany(j => j.LeftOut).Distinct()],
            Reason = JudgeCalls.Cut(string.Join("\n", asked.Select(j => j.Reason).Prepend(first.Reason))),
            DecidedBy = failed is null ? $"{CheckJudge.Name}, {other.Configuration}" : "",
        };
    }

    private static Dictionary<string, string> Hashes(Judgment first, IEnumerable<Judgment> second) =>
        first.SectionHashes.Concat(second.SelectMany(j => j.SectionHashes)).DistinctBy(h => h.Key).ToDictionary();

    private static IReadOnlyList<IReadOnlyList<string>> Union(IReadOnlyList<IReadOnlyList<string>> first, IReadOnlyList<IReadOnlyList<string>> second) =>
        second.Count == 0 ? first : [.. first.Zip(second, (a, b) => (IReadOnlyList<string>)[.. a.Union(b)])];
}
