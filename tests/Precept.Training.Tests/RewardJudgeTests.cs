using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Training.Models;
using static TorchSharp.torch;

namespace Precept.Training.Tests;

public sealed class RewardJudgeTests
{
    private static readonly Prompt Prompt = new([new Message(Role.User, "q")], []);

    [Fact]
    public async Task Higher_score_is_better_and_p_is_the_sigmoid_of_the_difference()
    {
        using var model = Scoring();
        using var judge = new RewardJudge(model, Tiny.Tokenizer, "abc");
        Response[] responses = [Reply("yes", 0), Reply("no no no", 1)];
        var scores = RewardModel.Score(model, [Tiny.Sequence("q", "yes"), Tiny.Sequence("q", "no no no")]);
        var judgment = await judge.JudgeAsync(Prompt, responses, Tiny.Cancel);
        scores[0].ShouldNotBe(scores[1]);
        judgment.Ranks.ShouldBe(scores[0] > scores[1] ? [0, 1] : [1, 0]);
        judgment.P!.Value.ShouldBe(1 / (1 + Math.Exp(scores[1] - scores[0])), 1e-4);
        (judgment.Judge, judgment.Outcome, JudgeKinds.Of(judgment.Judge)).ShouldBe(("reward:abc", Outcome.Judged, JudgeKind.Model));

        var swapped = await judge.JudgeAsync(Prompt, [responses[1], responses[0]], Tiny.Cancel);
        swapped.Ranks.ShouldBe([judgment.Ranks[1], judgment.Ranks[0]]);
        swapped.P!.Value.ShouldBe(1 - judgment.P.Value, 1e-4);
    }

    [Fact]
    public async Task Equal_scores_tie_and_lists_are_ranked()
    {
        using var start = Tiny.Model();
        using var flat = start.WithScore(); // the score head starts at zero
        using var judge = new RewardJudge(flat, Tiny.Tokenizer, "abc");
        var pair = await judge.JudgeAsync(Prompt, [Reply("yes", 0), Reply("no", 1)], Tiny.Cancel);
        (pair.Ranks[0], pair.Ranks[1], pair.P).ShouldBe((0, 0, 0.5));
        var list = await judge.JudgeAsync(Prompt, [Reply("a", 0), Reply("b", 1), Reply("c", 2)], Tiny.Cancel);
        list.Ranks.ShouldBe([0, 0, 0]);
        list.P.ShouldBeNull();
    }

    [Fact]
    public async Task Response_beyond_the_context_is_invalid()
    {
        using var model = Scoring();
        using var judge = new RewardJudge(model, Tiny.Tokenizer, "abc");
        var judgment = await judge.JudgeAsync(Prompt, [Reply("yes", 0), Reply(string.Concat(Enumerable.Repeat("no ", 200)), 1)], Tiny.Cancel);
        (judgment.Outcome, judgment.Ranks.Count).ShouldBe((Outcome.Invalid, 0));
    }

    [Fact]
    public void Model_without_a_score_head_is_no_judge()
    {
        using var model = Tiny.Model();
        Should.Throw<InputException>(() => new RewardJudge(model, Tiny.Tokenizer, "abc"));
    }

    private static Response Reply(string text, int index) => new(Prompt.Id, "m", Sampler.Greedy, index, text);

    private static Transformer Scoring()
    {
        using var start = Tiny.Model();
        var model = start.WithScore();
        using (no_grad())
        {
            model.Weights["score"].copy_(rand_like(model.Weights["score"]));
        }

        return model;
    }
}
