using Precept.Responses;
using Precept.Spec;
using Precept.Training.Models;
using Precept.Training.Sampling;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Sampling;

public sealed class LocalPolicyTests
{
    private static readonly Sampler Sampler = new() { MaxTokens = 8, Seed = 3 };

    [Fact]
    public async Task SampleAsync_gives_K_answers_a_prompt_in_prompt_order_with_their_tokens()
    {
        using var model = Tiny.Model();
        var policy = new LocalPolicy("tiny", model, Tiny.Tokenizer, rowsPerBatch: 5);
        var prompts = Tiny.Prompts(7);

        var answers = await All(policy, prompts, 3);

        answers.Count.ShouldBe(7);
        foreach (var (prompt, responses) in prompts.Zip(answers))
        {
            responses.Select(r => r.PromptId).ShouldBe([prompt.Id, prompt.Id, prompt.Id]);
            responses.Select(r => r.Index).ShouldBe([0, 1, 2]);
            responses.Select(r => r.Text).Distinct().Count().ShouldBe(3);
            foreach (var response in responses)
            {
                response.Model.ShouldBe("tiny");
                response.LogProbs.Count.ShouldBe(response.TokenIds.Count);
                response.Finished.ShouldBe(response.TokenIds[^1] == Tiny.Tokenizer.EndId);
                response.Text.ShouldBe(Tiny.Tokenizer.ReplyText(response.TokenIds));
            }
        }
    }

    [Fact]
    public async Task SampleAsync_of_a_prompt_does_not_depend_on_batch_size_or_other_prompts()
    {
        using var model = Tiny.Model();
        var policy = new LocalPolicy("tiny", model, Tiny.Tokenizer, rowsPerBatch: 4);
        var wide = new LocalPolicy("tiny", model, Tiny.Tokenizer);
        var prompts = Tiny.Prompts(9);

        var all = await All(policy, prompts, 2);

        (await All(wide, prompts, 2)).SelectMany(a => a).Select(r => r.Text).ShouldBe(all.SelectMany(a => a).Select(r => r.Text));
        (await All(policy, [prompts[5]], 2))[0].Select(r => r.Text).ShouldBe(all[5].Select(r => r.Text));
    }

    [Fact]
    public async Task SampleAsync_from_the_second_block_gives_the_same_bytes_as_from_the_first()
    {
        using var model = Tiny.Model();
        var policy = new LocalPolicy("tiny", model, Tiny.Tokenizer);
        var prompts = Tiny.Prompts(LocalPolicy.BlockSize + 20);
        var sampler = Sampler with { MaxTokens = 3 };

        var all = await All(policy, prompts, 1, sampler);
        var rest = await All(policy, prompts[LocalPolicy.BlockSize..], 1, sampler);

        rest.Select(a => a[0].Id).ShouldBe(all.Skip(LocalPolicy.BlockSize).Select(a => a[0].Id));
        rest.SelectMany(a => a[0].LogProbs).ShouldBe(all.Skip(LocalPolicy.BlockSize).SelectMany(a => a[0].LogProbs));
    }

    [Fact]
    public async Task SampleAsync_of_a_bfloat16_model_gives_the_log_probabilities_of_float32_up_to_its_rounding()
    {
        using var start = Tiny.Model();
        using var rounded = start.Clone(ScalarType.BFloat16);
        using var widened = rounded.Clone(ScalarType.Float32);

        var answers = (await All(new LocalPolicy("tiny", rounded, Tiny.Tokenizer), Tiny.Prompts(40), 2)).SelectMany(a => a).ToArray();

        // The same answers under the same weights in float32, read in one pass.
        var prompts = Tiny.Prompts(40).ToDictionary(p => p.Id, p => Tiny.Tokenizer.Prompt(p.Messages));
        var exact = SequenceLogProbs.Of(widened, [.. answers.Select(a => TokenSequence.Of(prompts[a.PromptId], [.. a.TokenIds]))]);
        answers.Zip(exact, (a, e) => Math.Abs(a.LogProbs.Sum() - e) / a.LogProbs.Count).Max().ShouldBeLessThan(0.02);
    }

    [Fact]
    public async Task SampleAsync_of_a_prompt_that_is_too_long_names_it()
    {
        using var model = Tiny.Model();
        var policy = new LocalPolicy("tiny", model, Tiny.Tokenizer);
        var prompt = Tiny.Prompts(1)[0] with { Messages = [new Message(Role.User, new string('x', 200))], Source = "prompts.jsonl:12" };

        var error = await Should.ThrowAsync<InputException>(() => All(policy, [prompt], 1));

        error.Message.ShouldContain("prompts.jsonl:12");
    }

    [Fact]
    public async Task SampleAsync_stops_when_cancelled()
    {
        using var model = Tiny.Model();
        var policy = new LocalPolicy("tiny", model, Tiny.Tokenizer);
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in policy.SampleAsync(Tiny.Prompts(1), Sampler, 1, cancel.Token))
            {
            }
        });
    }

    private static async Task<List<IReadOnlyList<Response>>> All(IPolicy policy, Precept.Prompts.Prompt[] prompts, int count, Sampler? sampler = null)
    {
        var answers = new List<IReadOnlyList<Response>>();
        await foreach (var responses in policy.SampleAsync(prompts, sampler ?? Sampler, count, Tiny.Cancel))
        {
            answers.Add(responses);
        }

        return answers;
    }
}
