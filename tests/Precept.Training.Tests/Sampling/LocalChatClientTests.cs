using Microsoft.Extensions.AI;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Training.Optimizers;
using Precept.Training.Sampling;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Sampling;

public sealed class LocalChatClientTests
{
    private static readonly ChatOptions Options = new() { MaxOutputTokens = 12, Seed = 3, Temperature = 0.9f, TopP = 0.95f };

    [Fact]
    public async Task GetResponseAsync_gives_what_the_local_policy_gives_at_index_0()
    {
        using var model = Tiny.Model();
        using var client = new LocalChatClient("tiny", model, Tiny.Tokenizer);
        var policy = new LocalPolicy("tiny", model, Tiny.Tokenizer);
        Message[] messages =
        [
            new(Role.System, "s"), new(Role.Developer, "d"), new(Role.User, "u"), new(Role.Assistant, "a"), new(Role.Tool, "t"),
        ];
        var sampler = new Sampler { MaxTokens = 12, Seed = 3, Temperature = 0.9f, TopP = 0.95f };

        var response = await client.GetResponseAsync(ChatMessages.Of(messages), Options, Tiny.Cancel);

        await foreach (var expected in policy.SampleAsync([new Prompt(messages, [])], sampler, 1, Tiny.Cancel))
        {
            response.Text.ShouldBe(expected[0].Text);
            response.Usage!.OutputTokenCount.ShouldBe(expected[0].TokenIds.Count);
            response.FinishReason.ShouldBe(expected[0].Finished ? ChatFinishReason.Stop : ChatFinishReason.Length);
        }

        response.ModelId.ShouldBe("tiny");
    }

    [Fact]
    public async Task GetStreamingResponseAsync_joined_is_the_response_and_never_cuts_a_code_point()
    {
        // Characters of three and four bytes, most of them of several tokens.
        const string reply = "naïve 中文的 😀😀 end";
        using var start = Tiny.Model();
        using var training = new TrainableModel(start, ScalarType.Float32);
        Sft.Train(training, [Tiny.Sequence("go", reply)], new SftOptions { BatchSize = 1, Epochs = 120, Optimizer = Tiny.Constant(3e-3) }, new RunOptions(), Tiny.Cancel);
        using var model = training.Snapshot();
        using var client = new LocalChatClient("tiny", model, Tiny.Tokenizer);
        var greedy = new ChatOptions { Temperature = 0, MaxOutputTokens = 40 };
        ChatMessage[] messages = [new(ChatRole.User, "go")];

        var whole = await client.GetResponseAsync(messages, greedy, Tiny.Cancel);
        var pieces = new List<ChatResponseUpdate>();
        await foreach (var piece in client.GetStreamingResponseAsync(messages, greedy, Tiny.Cancel))
        {
            pieces.Add(piece);
        }

        whole.Text.ShouldBe(reply);
        string.Concat(pieces.Select(p => p.Text)).ShouldBe(reply);
        pieces.Count.ShouldBeGreaterThan(5);
        pieces.ShouldAllBe(p => !p.Text.Contains('\uFFFD') && !char.IsHighSurrogate(p.Text.LastOrDefault()));
        pieces[^1].FinishReason.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_of_random_bytes_joined_is_the_response()
    {
        using var model = Tiny.Model();
        using var client = new LocalChatClient("tiny", model, Tiny.Tokenizer);
        for (var seed = 0; seed < 10; seed++)
        {
            var options = new ChatOptions { Seed = seed, MaxOutputTokens = 20 };
            var text = "";
            await foreach (var piece in client.GetStreamingResponseAsync([new(ChatRole.User, "go")], options, Tiny.Cancel))
            {
                text += piece.Text;
            }

            text.ShouldBe((await client.GetResponseAsync([new(ChatRole.User, "go")], options, Tiny.Cancel)).Text);
        }
    }

    [Fact]
    public async Task GetResponseAsync_honours_the_seed()
    {
        using var model = Tiny.Model();
        using var client = new LocalChatClient("tiny", model, Tiny.Tokenizer);

        (await Answer(1)).ShouldBe(await Answer(1));
        (await Answer(2)).ShouldNotBe(await Answer(1));

        async Task<string> Answer(long seed) =>
            (await client.GetResponseAsync([new(ChatRole.User, "go")], new ChatOptions { Seed = seed, MaxOutputTokens = 10 }, Tiny.Cancel)).Text;
    }

    [Fact]
    public async Task GetResponseAsync_puts_instructions_first_as_the_system_message()
    {
        using var model = Tiny.Model();
        using var client = new LocalChatClient("tiny", model, Tiny.Tokenizer);

        var instructed = await client.GetResponseAsync([new(ChatRole.User, "go")], new ChatOptions { Instructions = "be", MaxOutputTokens = 10 }, Tiny.Cancel);

        var written = await client.GetResponseAsync([new(ChatRole.System, "be"), new(ChatRole.User, "go")], new ChatOptions { MaxOutputTokens = 10 }, Tiny.Cancel);
        instructed.Text.ShouldBe(written.Text);
        instructed.Usage!.InputTokenCount.ShouldBe(written.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task GetResponseAsync_refuses_an_unknown_role_and_an_empty_conversation()
    {
        using var model = Tiny.Model();
        using var client = new LocalChatClient("tiny", model, Tiny.Tokenizer);

        (await Should.ThrowAsync<ArgumentException>(() => client.GetResponseAsync([new(new ChatRole("critic"), "x")], cancellationToken: Tiny.Cancel)))
            .Message.ShouldContain("critic");
        await Should.ThrowAsync<ArgumentException>(() => client.GetResponseAsync([], cancellationToken: Tiny.Cancel));
    }

    [Fact]
    public async Task GetStreamingResponseAsync_left_early_stops_generating()
    {
        using var model = Tiny.Model();
        using var client = new LocalChatClient("tiny", model, Tiny.Tokenizer);

        await foreach (var _ in client.GetStreamingResponseAsync([new(ChatRole.User, "go")], new ChatOptions { MaxOutputTokens = 50 }, Tiny.Cancel))
        {
            break; // disposing the stream awaits the generation: nothing runs on with the model after this
        }

        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.GetStreamingResponseAsync([new(ChatRole.User, "go")], null, cancel.Token))
            {
            }
        });
    }
}
