using Microsoft.Extensions.AI;
using Precept.Prompts;
using Precept.Responses;

namespace Precept.Judging;

/// <summary>A language model that judges under the spec.</summary>
internal sealed class ModelJudge(string configuration, IChatClient client, IQuestion question, JudgeStandards standards) : IJudge
{
    /// <inheritdoc/>
    public string Configuration => configuration;

    /// <inheritdoc/>
    public bool TakesPairs => question.TakesPairs;

    /// <inheritdoc/>
    public async Task<Judgment> JudgeAsync(Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken = default)
    {
        if (responses.Any(r => r.PromptId != prompt.Id))
        {
            throw new ArgumentException($"a response is not one to the prompt {prompt.Id}", nameof(responses));
        }

        string[] answers = [.. responses.Select(r => r.Text)];
        var asked = standards.For(prompt, responses, out var leftOut);
        var opinions = await Task.WhenAll(asked.Select(s => question.AskAsync(client, prompt, answers, s, cancellationToken))).ConfigureAwait(false);
        Vote[] votes = [.. asked.Zip(opinions, (s, o) => new Vote(s.Name, o.Outcome, o.Ranks, o.P))];
        var opinion = opinions.Length switch
        {
            0 => new Opinion(Outcome.Invalid, [], leftOut.Count > 0 ? "none of the sections that apply finds room in the judge's prompt; give it more tokens for sections" : "no section of the spec applies to this prompt; name sections in the prompt, or judge by a constitution"),
            1 => opinions[0],
            _ => Together(opinions, votes),
        };
        var judgment = new Judgment(
            prompt.Id,
            [.. responses.Select(r => r.Id)],
            opinion.Ranks,
            opinion.Broken,
            configuration,
            asked.SelectMany(s => s.Hashes).DistinctBy(h => h.Key).ToDictionary())
        {
            Outcome = opinion.Outcome,
            Reason = opinion.Reason,
            P = opinion.P,
            Ratings = opinion.Ratings,
            Breaches = opinion.Breaches,
            OrdersAgree = opinion.OrdersAgree,
            FavoursFirst = opinion.FavoursFirst,
            Votes = asked is [{ Name: "" }] ? [] : votes,
            LeftOut = leftOut,
        };
        return votes.Length > 1 ? VoteCount.Consistent(judgment) : judgment;
    }

    /// <summary>The opinions under each principle as one.</summary>
    private static Opinion Together(IReadOnlyList<Opinion> opinions, IReadOnlyList<Vote> votes)
    {
        Opinion[] judged = [.. opinions.Where(o => o.Outcome == Outcome.Judged)];
        if (judged.Length == 0)
        {
            var failure = VoteCount.Failure(votes);
            return opinions.First(o => o.Outcome == failure);
        }

        var asked = judged.Where(o => o.OrdersAgree is not null).ToArray();
        var opposed = judged.Where(o => o.FavoursFirst is not null).ToArray();
        return new Opinion(
            Outcome.Judged,
            VoteCount.Ranks(votes),
            JudgeCalls.Cut(string.Join("\n", votes.Zip(opinions, (v, o) => $"{v.Judge}: {o.Reason}"))))
        {
            P = VoteCount.P(votes),
            Ratings = judged.All(o => o.Ratings.Count > 0) ? [.. judged[0].Ratings.Select((_, i) => (int)Math.Round(judged.Average(o => o.Ratings[i])))] : [],
            Broken = judged.Any(o => o.Broken.Count > 0)
                ? [.. judged[0].Ranks.Select((_, i) => (IReadOnlyList<string>)[.. judged.Where(o => o.Broken.Count > i).SelectMany(o => o.Broken[i]).Distinct()])]
                : [],
            Breaches = [.. judged.SelectMany(o => o.Breaches)],
            OrdersAgree = asked.Length == 0 ? null : asked.All(o => o.OrdersAgree == true),
            FavoursFirst = opposed.Length > 0 && opposed.Length == asked.Length && opposed.DistinctBy(o => o.FavoursFirst).Count() == 1 ? opposed[0].FavoursFirst : null,
        };
    }
}
