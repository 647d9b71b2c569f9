using Precept.Endpoints;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Tests.Judging;

public sealed class JudgingRunTests
{
    [Fact]
    public async Task RunAsync_answers_out_of_order_are_kept_in_the_order_of_the_tasks()
    {
        var tasks = Tasks(1000);
        var random = new Random(5);
        var delays = tasks.Select(_ => random.Next(4)).ToArray();
        var judge = new ScriptedJudge(async (task, stop) =>
        {
            await Task.Delay(delays[task], stop);
            return Outcome.Judged;
        });
        var kept = new List<Judgment>();
        await JudgingRun.RunAsync(judge, tasks, 64, Keep(kept), cancellationToken: TestContext.Current.CancellationToken);

        kept.Select(j => j.PromptId).ShouldBe(tasks.Select(t => t.Prompt.Id));
        judge.Asked.ShouldBe(1000);
    }

    [Fact]
    public async Task RunAsync_never_has_more_in_flight_than_asked_for()
    {
        var (now, most) = (0, 0);
        var judge = new ScriptedJudge(async (_, stop) =>
        {
            var there = Interlocked.Increment(ref now);
            InterlockedMax(ref most, there);
            await Task.Delay(1, stop);
            Interlocked.Decrement(ref now);
            return Outcome.Judged;
        });
        await JudgingRun.RunAsync(judge, Tasks(200), 7, Keep([]), cancellationToken: TestContext.Current.CancellationToken);
        most.ShouldBeInRange(2, 7);
    }

    [Fact]
    public async Task RunAsync_endpoint_that_goes_down_what_was_judged_is_kept_and_the_error_comes_out()
    {
        var judge = new ScriptedJudge((task, _) => task < 50 ? Task.FromResult(Outcome.Judged) : throw new EndpointException("it is down"));
        var kept = new List<Judgment>();
        (await Should.ThrowAsync<EndpointException>(() => JudgingRun.RunAsync(judge, Tasks(100), 1, Keep(kept)))).Message.ShouldBe("it is down");
        kept.Count.ShouldBe(50);
    }

    [Fact]
    public async Task RunAsync_stopped_what_was_judged_is_kept()
    {
        using var stop = new CancellationTokenSource();
        var judge = new ScriptedJudge(async (task, token) =>
        {
            if (task == 30)
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
            }

            return Outcome.Judged;
        });
        var kept = new List<Judgment>();
        await Should.ThrowAsync<OperationCanceledException>(() => JudgingRun.RunAsync(judge, Tasks(100), 1, Keep(kept), cancellationToken: stop.Token));
        kept.Count.ShouldBe(30);
    }

    [Fact]
    public async Task RunAsync_failures_of_single_judgments_are_kept_as_such()
    {
        var judge = new ScriptedJudge((task, _) => Task.FromResult(task % 2 == 0 ? Outcome.Timeout : Outcome.Judged));
        var kept = new List<Judgment>();
        await JudgingRun.RunAsync(judge, Tasks(10), 3, Keep(kept), cancellationToken: TestContext.Current.CancellationToken);
        kept.Count(j => j.Outcome == Outcome.Timeout).ShouldBe(5);
    }

    [Fact]
    public void Tasks_of_a_judge_of_pairs_are_all_pairs_of_different_texts_once()
    {
        var (judge, prompt) = (new ScriptedJudge(null!) { TakesPairs = true }, PromptOf(0));
        Response[] responses = [Reply(prompt, 0, "a"), Reply(prompt, 1, "b"), Reply(prompt, 2, "a"), Reply(prompt, 3, "c")];
        var pairs = JudgeTask.For(judge, prompt, responses).Select(t => string.Concat(t.Responses.Select(r => r.Text).Order())).ToArray();
        pairs.ShouldBe(["ab", "ac", "bc"], ignoreOrder: true);
        JudgeTask.For(judge, prompt, responses, maxPairs: 2).Count.ShouldBe(2);
    }

    [Fact]
    public void Tasks_of_pairs_show_either_response_first_in_about_half_of_them()
    {
        var judge = new ScriptedJudge(null!) { TakesPairs = true };
        var first = Enumerable.Range(0, 400).Count(i =>
        {
            var prompt = PromptOf(i);
            return JudgeTask.For(judge, prompt, [Reply(prompt, 0, "a"), Reply(prompt, 1, "b")]).Single().Responses[0].Text == "a";
        });
        first.ShouldBeInRange(160, 240); // 200 +- 4 standard deviations of a fair coin
    }

    [Fact]
    public void Tasks_of_a_judge_of_lists_hold_each_text_once()
    {
        var (judge, prompt) = (new ScriptedJudge(null!), PromptOf(0));
        JudgeTask.For(judge, prompt, [Reply(prompt, 0, "a"), Reply(prompt, 1, "a"), Reply(prompt, 2, "b")]).Single()
            .Responses.Select(r => r.Text).ShouldBe(["a", "b"]);
        JudgeTask.For(judge, prompt, []).ShouldBeEmpty();
    }

    private static JudgeTask[] Tasks(int count) =>
        [.. Enumerable.Range(0, count).Select(PromptOf).Select(p => new JudgeTask(p, [Reply(p, 0, "yes"), Reply(p, 1, "no")]))];

    private static Prompt PromptOf(int i) => new([new Message(Role.User, $"{i}")], []);

    private static Response Reply(Prompt prompt, int index, string text) => new(prompt.Id, "m", Sampler.Greedy, index, text);

    private static Func<IReadOnlyList<Judgment>, Task> Keep(List<Judgment> kept) => judgments =>
    {
        kept.AddRange(judgments);
        return Task.CompletedTask;
    };

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen && Interlocked.CompareExchange(ref most, value, seen) != seen; seen = most)
        {
        }
    }

    private sealed class ScriptedJudge(Func<int, CancellationToken, Task<Outcome>> script) : IJudge
    {
        private int _asked;

        public string Configuration => "scripted";

        public bool TakesPairs { get; init; }

        public int Asked => _asked;

        public async Task<Judgment> JudgeAsync(Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _asked);
            var outcome = await script(int.Parse(prompt.Messages[0].Content, System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
            return new Judgment(prompt.Id, [.. responses.Select(r => r.Id)], outcome == Outcome.Judged ? [0, 1] : [], [], Configuration, new Dictionary<string, string>())
            {
                Outcome = outcome,
            };
        }
    }
}
