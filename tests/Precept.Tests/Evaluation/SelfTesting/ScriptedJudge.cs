using Precept.Evaluation;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Tests.Evaluation.SelfTesting;

/// <summary>A judge that does what a function says.</summary>
internal sealed class ScriptedJudge(bool takesPairs, Func<Prompt, IReadOnlyList<Response>, Judgment> judge) : IJudge
{
    public string Configuration => "scripted";

    public bool TakesPairs => takesPairs;

    public Task<Judgment> JudgeAsync(Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken = default) =>
        Task.FromResult(judge(prompt, responses));

    /// <summary>A judge of pairs that chooses by a function of the two texts: below 0 the first, above 0 the second, 0 neither.</summary>
    public static ScriptedJudge OfPairs(Func<Prompt, string, string, int> compare) => new(true, (prompt, responses) =>
        Ranked(prompt, responses, Math.Sign(compare(prompt, responses[0].Text, responses[1].Text)) switch { < 0 => [0, 1], > 0 => [1, 0], _ => [0, 0] }));

    /// <summary>What a judge comes to that says "A" in both orders: a tie, and the first favoured.</summary>
    public static ScriptedJudge AlwaysA { get; } = new(true, (prompt, responses) =>
        Ranked(prompt, responses, [0, 0]) with { OrdersAgree = false, FavoursFirst = true, P = 0.5 });

    /// <summary>A judge that is right with a known probability; its errors depend on the pair and the seed, not on the order.</summary>
    public static ScriptedJudge OfAccuracy(SelfTestCases cases, double accuracy, long seed)
    {
        var grades = cases.Comparisons.SelectMany(c => c.Replies.Select(r => (c.Prompt.Id, r.Message.Content, r.Verdict)))
            .DistinctBy(g => (g.Id, g.Content)).ToDictionary(g => (g.Id, g.Content), g => g.Verdict);
        return OfPairs((prompt, a, b) =>
        {
            var right = SeededRandom.For(seed, ["scripted", prompt.Id, .. new[] { a, b }.Order(StringComparer.Ordinal)]).NextDouble() < accuracy;
            return (grades[(prompt.Id, b)] - grades[(prompt.Id, a)]) * (right ? 1 : -1);
        });
    }

    public static Judgment Ranked(Prompt prompt, IReadOnlyList<Response> responses, int[] ranks) =>
        new(prompt.Id, [.. responses.Select(r => r.Id)], ranks, [.. responses.Select(_ => Array.Empty<string>())], "scripted", new Dictionary<string, string>());

    /// <summary>Tests it, examples held out.</summary>
    public Task<SelfTestRun> TestAsync(SelfTestCases cases) =>
        new SelfTest((_, _) => Task.FromResult<IJudge>(this)).RunAsync(cases, TestContext.Current.CancellationToken);
}
