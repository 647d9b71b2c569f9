using System.Globalization;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Judging;

/// <summary>Several judges that decide by majority. Only members that judged have a vote; a tie is one.</summary>
public sealed class PanelJudge : IJudge
{
    /// <summary>What a panel's judgments say in <see cref="Judgment.DecidedBy"/>.</summary>
    public const string Majority = "majority";

    private readonly IReadOnlyList<IJudge> _members;

    /// <summary>A panel.</summary>
    /// <param name="members">At least two, each another judge; not owned.</param>
    /// <exception cref="InputException">There are fewer than two, or one of them twice.</exception>
    public PanelJudge(IReadOnlyList<IJudge> members)
    {
        if (members.Count < 2 || members.DistinctBy(m => m.Configuration).Count() < members.Count)
        {
            throw new InputException(members.Count < 2 ? "a panel has at least two judges" : "a panel has the same judge twice: it would only agree with itself; name each once");
        }

        _members = members;
        Configuration = $"panel({string.Join("; ", members.Select(m => m.Configuration))})";
    }

    /// <inheritdoc/>
    public string Configuration { get; }

    /// <inheritdoc/>
    public bool TakesPairs => _members.Any(m => m.TakesPairs);

    /// <inheritdoc/>
    public async Task<Judgment> JudgeAsync(Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken = default)
    {
        var judgments = await Task.WhenAll(_members.Select(m => m.JudgeAsync(prompt, responses, cancellationToken))).ConfigureAwait(false);
        Vote[] votes = [.. judgments.Select(j => new Vote(j.Judge, j.Outcome, j.Ranks, j.P))];
        Judgment[] judged = [.. judgments.Where(j => j.Outcome == Outcome.Judged)];
        var result = new Judgment(
            prompt.Id,
            [.. responses.Select(r => r.Id)],
            VoteCount.Ranks(votes),
            BrokenByMajority(judged, responses.Count),
            Configuration,
            judgments.SelectMany(j => j.SectionHashes).DistinctBy(h => h.Key).ToDictionary())
        {
            Outcome = judged.Length > 0 ? Outcome.Judged : VoteCount.Failure(votes),
            Reason = ReasonFor(judgments, votes),
            P = VoteCount.P(votes),
            OrdersAgree = judged.Any(j => j.OrdersAgree is not null) ? judged.All(j => j.OrdersAgree != false) : null,
            DecidedBy = judged.Length > 0 ? Majority : "",
            Votes = votes,
            LeftOut = [.. judgments.SelectMany(j => j.LeftOut).Distinct()],
        };
        result = VoteCount.Consistent(result);
        return result with { Breaches = [.. judged.SelectMany(j => j.Breaches).Where(b => result.Broken.Count > b.Response && result.Broken[b.Response].Contains(b.SectionId))] };
    }

    /// <summary>A response breaks what more than half of the members that name sections say it breaks.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> BrokenByMajority(IReadOnlyList<Judgment> judged, int responses)
    {
        Judgment[] naming = [.. judged.Where(j => j.Broken.Count == responses)];
        return naming.Length == 0 ? [] :
        [
            .. Enumerable.Range(0, responses).Select(i => (IReadOnlyList<string>)
                [.. naming.SelectMany(j => j.Broken[i]).Distinct().Where(id => 2 * naming.Count(j => j.Broken[i].Contains(id)) > naming.Length)]),
        ];
    }

    private static string ReasonFor(IReadOnlyList<Judgment> judgments, IReadOnlyList<Vote> votes)
    {
        var judged = votes.Count(v => v.Outcome == Outcome.Judged);
        var agreement = VoteCount.Agreement(votes) is { } share ? string.Create(CultureInfo.InvariantCulture, $"; agreement {share:0.00}") : "";
        var lines = judgments.Select(j => $"{j.Judge}: {(j.Outcome == Outcome.Judged ? "" : $"{j.Outcome.ToString().ToLowerInvariant()}: ")}{j.Reason}");
        return JudgeCalls.Cut($"{judged} of {votes.Count} judged{agreement}\n{string.Join("\n", lines)}");
    }
}
