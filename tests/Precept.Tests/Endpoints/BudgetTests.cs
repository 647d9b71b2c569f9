using CsCheck;
using Microsoft.Extensions.AI;
using Precept.Endpoints;

namespace Precept.Tests.Endpoints;

public sealed class BudgetTests
{
    [Fact]
    public async Task Reserve_beyond_the_budget_waits_for_calls_under_way_then_is_used_up()
    {
        var budget = new CallBudget(tokens: 100);
        var first = await budget.ReserveAsync(60, 0, TestContext.Current.CancellationToken);
        var second = budget.ReserveAsync(60, 0, TestContext.Current.CancellationToken).AsTask();
        second.IsCompleted.ShouldBeFalse();
        first.Settle(40, 0); // 40 + 60 is all there is
        using var held = await second;
        held.Settle(60, 0);
        (await Should.ThrowAsync<BudgetException>(budget.ReserveAsync(1, 0, TestContext.Current.CancellationToken).AsTask())).Message.ShouldContain("100 tokens");
    }

    [Fact]
    public async Task Reserve_of_a_call_that_failed_gives_back()
    {
        var budget = new CallBudget(dollars: 1);
        for (var n = 0; n < 5; n++)
        {
            using var lost = await budget.ReserveAsync(1, 0.9, TestContext.Current.CancellationToken);
        }

        using var reserved = await budget.ReserveAsync(1, 1, TestContext.Current.CancellationToken);
        reserved.Settle(1, 1);
        (await Should.ThrowAsync<BudgetException>(budget.ReserveAsync(1, 0.01, TestContext.Current.CancellationToken).AsTask())).Message.ShouldContain("$1.00");
    }

    [Fact]
    public async Task GetResponse_within_a_budget_ends_with_what_fits_and_never_exceeds_it()
    {
        // Each answer takes 15 tokens as the model counts; the estimate is above it, so the budget holds exactly.
        await Gen.Select(Gen.Int[400, 3000], Gen.Int[1, 16]).SampleAsync(async (tokens, atATime) =>
        {
            var meter = new CallMeter();
            var model = new ScriptedChatClient(async (_, _, _) =>
            {
                await Task.Yield();
                return ScriptedChatClient.Text("four");
            });
            using var client = new PaidChatClient(model, new CallBudget(tokens), new TokenPrice(1, 2), meter);
            var ended = await Should.ThrowAsync<BudgetException>(Parallel.ForAsync(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = atATime }, async (_, stop) => await client.GetResponseAsync(Catalogs.Question, cancellationToken: stop)));
            ended.Message.ShouldContain("goes on");
            meter.Usage.Tokens.ShouldBe(15 * model.Calls.Count);
            meter.Usage.Tokens.ShouldBeLessThanOrEqualTo(tokens);
            meter.Usage.Tokens.ShouldBeGreaterThan(tokens - TokenEstimate.OfQuestion(Catalogs.Question, null) - TokenEstimate.OfAnswer(null));
            meter.Usage.Cost!.Value.ShouldBe(model.Calls.Count * ((10 * 1) + (5 * 2)) / 1e6, 1e-12);
        }, iter: 20);
    }

    [Fact]
    public async Task GetResponse_of_a_dry_run_counts_chains_and_what_is_kept_and_asks_nobody()
    {
        using var wire = new ScriptedWire(_ => throw new InvalidOperationException("asked"));
        await using var catalog = Catalogs.Over(wire, TimeProvider.System, s => s with { DryRun = true, Price = _ => new TokenPrice(1, 0) });
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        var answer = await client.AskAsync(Catalogs.Question, new AnswerFormat<Verdict>("verdict"), cancellationToken: TestContext.Current.CancellationToken);
        answer.Outcome.ShouldBe(CallOutcome.Answered);
        answer.Value!.Rating.ShouldBe(1);
        answer.Value.Winner.ShouldBe(Side.First);
        await client.AskTextAsync(Catalogs.Question, new ChatOptions { MaxOutputTokens = 50 }, TestContext.Current.CancellationToken);
        await client.AskTextAsync(Catalogs.Question, new ChatOptions { MaxOutputTokens = 50 }, TestContext.Current.CancellationToken);
        var usage = catalog.Meter.Usage;
        (usage.Requests, usage.Cached, usage.OutputTokens).ShouldBe((2, 1, TokenEstimate.UsualAnswer + 50));
        usage.Cost!.Value.ShouldBe(usage.InputTokens / 1e6, 1e-12);
    }

    [Fact]
    public async Task GetResponse_of_a_dry_run_with_a_fault_beyond_the_schema_is_counted_once()
    {
        await using var catalog = new ModelCatalog(new ModelCatalogSettings { DryRun = true });
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        var answer = await client.AskAsync(Catalogs.Question, new AnswerFormat<Verdict>("verdict", _ => "never right"), cancellationToken: TestContext.Current.CancellationToken);
        answer.Outcome.ShouldBe(CallOutcome.Invalid);
        catalog.Meter.Usage.Requests.ShouldBe(1);
    }

    [Fact]
    public void Time_of_a_plan_is_that_of_its_tightest_limit()
    {
        // 1,000 calls of 100 tokens each: 1 s + 2 s = 3 s a call.
        var plan = new CallPlan { Requests = 1000, InputTokens = 500_000, OutputTokens = 100_000 };
        plan.Time(new EndpointLimits { Concurrency = 10 }).ShouldBe(TimeSpan.FromSeconds(300));
        plan.Time(new EndpointLimits { Concurrency = 10, RequestsPerMinute = 100 }).ShouldBe(TimeSpan.FromMinutes(10));
        plan.Time(new EndpointLimits { Concurrency = 10, TokensPerMinute = 30_000 }).ShouldBe(TimeSpan.FromMinutes(20));
    }

    public enum Side
    {
        First,
        Second,
    }

    private sealed record Verdict(string Reason, Side Winner, int Rating, IReadOnlyList<string> Sections);
}
