using Microsoft.Extensions.AI;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Tests.Responses;

public sealed class ChatClientPolicyTests
{
    private static readonly Sampler Sampler = new() { Temperature = 0.5, TopP = 0.9, MaxTokens = 17, Seed = 5 };

    [Fact]
    public async Task SampleAsync_keeps_the_order_whatever_the_order_of_the_answers()
    {
        // Later calls answer sooner.
        var client = new EchoClient { Delay = call => TimeSpan.FromMilliseconds(Math.Max(1, 30 - 3 * call)) };
        var prompts = Prompts(6);

        var answers = await All(new ChatClientPolicy("far", client, 4), prompts, 3);

        answers.Count.ShouldBe(6);
        for (var i = 0; i < 6; i++)
        {
            answers[i].Select(r => r.PromptId).ShouldAllBe(id => id == prompts[i].Id);
            answers[i].Select(r => r.Index).ShouldBe([0, 1, 2]);
            answers[i].Select(r => r.Text.Split('#')[0]).ShouldAllBe(text => text == $"p{i}");
            answers[i].ShouldAllBe(r => r.Model == "far" && r.Sampler == Sampler && r.TokenIds.Count == 0 && r.LogProbs.Count == 0);
        }
    }

    [Fact]
    public async Task SampleAsync_sends_the_sampler_with_a_seed_for_each_answer()
    {
        var client = new EchoClient();

        await All(new ChatClientPolicy("far", client, 2), Prompts(3), 2);
        var first = client.Options.ToArray();
        client.Options.Clear();
        await All(new ChatClientPolicy("far", client, 2), Prompts(3), 2);

        first.ShouldAllBe(o => o.Temperature == 0.5f && o.TopP == 0.9f && o.MaxOutputTokens == 17);
        first.Select(o => o.Seed).Distinct().Count().ShouldBe(6);
        first.ShouldAllBe(o => o.Seed >= 0 && o.Seed <= int.MaxValue);
        client.Options.Select(o => o.Seed).Order().ShouldBe(first.Select(o => o.Seed).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task SampleAsync_has_no_more_calls_at_a_time_than_it_may(int concurrency)
    {
        var client = new EchoClient { Delay = _ => TimeSpan.FromMilliseconds(5) };

        await All(new ChatClientPolicy("far", client, concurrency), Prompts(10), 1);

        client.MostAtATime.ShouldBe(concurrency);
    }

    [Fact]
    public async Task SampleAsync_marks_an_answer_that_the_limit_cut()
    {
        var client = new EchoClient { Reason = ChatFinishReason.Length };

        (await All(new ChatClientPolicy("far", client), Prompts(1), 1))[0][0].Finished.ShouldBeFalse();
    }

    [Fact]
    public async Task SampleAsync_of_a_call_that_fails_throws_its_error_and_leaves_none_running()
    {
        var client = new EchoClient { Delay = call => call == 2 ? throw new TimeoutException("gone") : TimeSpan.FromMilliseconds(call > 2 ? 60_000 : 1) };

        (await Should.ThrowAsync<TimeoutException>(() => All(new ChatClientPolicy("far", client, 4), Prompts(8), 1))).Message.ShouldBe("gone");

        client.Running.ShouldBe(0);
    }

    [Fact]
    public void Of_makes_a_tool_message_the_result_of_a_call()
    {
        var chat = ChatMessages.Of(
        [
            new(Role.Developer, "d"), new(Role.User, "u"),
            new(Role.Tool, "page") { Name = "web search!" },
            new(Role.Assistant, "asking") { Recipient = "files" },
            new(Role.Tool, "file"),
        ]);

        chat.Select(m => m.Role.Value).ShouldBe(["developer", "user", "assistant", "tool", "assistant", "tool"]);
        var call = chat[2].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionCallContent>();
        call.Name.ShouldBe("web_search_");
        var result = chat[3].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionResultContent>();
        result.CallId.ShouldBe(call.CallId);
        result.Result.ShouldBe("page");
        chat[4].Text.ShouldBe("asking");
        chat[4].Contents.OfType<FunctionCallContent>().Single().CallId.ShouldBe(chat[5].Contents.OfType<FunctionResultContent>().Single().CallId);
    }

    private static Prompt[] Prompts(int count) => [.. Enumerable.Range(0, count).Select(i => new Prompt([new Message(Role.User, $"p{i}")], []))];

    private static async Task<List<IReadOnlyList<Response>>> All(IPolicy policy, Prompt[] prompts, int count)
    {
        var answers = new List<IReadOnlyList<Response>>();
        await foreach (var responses in policy.SampleAsync(prompts, Sampler, count, TestContext.Current.CancellationToken))
        {
            answers.Add(responses);
        }

        return answers;
    }

    /// <summary>Answers with the last message and the call's number.</summary>
    private sealed class EchoClient : IChatClient
    {
        private readonly Lock _lock = new();
        private int _calls;

        public Func<int, TimeSpan> Delay { get; init; } = _ => TimeSpan.Zero;

        public ChatFinishReason Reason { get; init; } = ChatFinishReason.Stop;

        public List<ChatOptions> Options { get; } = [];

        public int Running { get; private set; }

        public int MostAtATime { get; private set; }

        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            int call;
            lock (_lock)
            {
                call = _calls++;
                Options.Add(options!);
                MostAtATime = Math.Max(MostAtATime, ++Running);
            }

            try
            {
                await Task.Delay(Delay(call), cancellationToken);
                return new ChatResponse(new ChatMessage(ChatRole.Assistant, $"{messages.Last().Text}#{call}")) { FinishReason = Reason };
            }
            finally
            {
                lock (_lock)
                {
                    Running--;
                }
            }
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
