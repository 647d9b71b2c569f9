using Precept.Training.Optimizers;
using static TorchSharp.torch;

namespace Precept.Training.Tests;

/// <summary>GRPO and PPO on a toy: answers whose tokens have even ids score higher.</summary>
public sealed class ReinforcementTests
{
    [Fact]
    public void Grpo_raises_the_reward()
    {
        using var start = Tiny.Model();
        using var policy = new TrainableModel(start, ScalarType.Float32);
        var options = new GrpoOptions
        {
            Iterations = 12,
            PromptsPerIteration = 8,
            Answers = 8,
            BatchSize = 32,
            MaxTokens = 6,
            Optimizer = Tiny.Constant(0.01),
        };

        var curve = Grpo.Train(policy, null, Tiny.Tokenizer, Tiny.Prompts(16), Tiny.EvenShare, options, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve[0].Metrics["reward"].ShouldBe(0.5, 0.1);
        curve[^1].Metrics["reward"].ShouldBeGreaterThan(0.85);
        curve[0].Metrics["clipped"].ShouldBeLessThan(0.5);
        curve[^1].Metrics["entropy"].ShouldBeLessThan(curve[0].Metrics["entropy"]);
    }

    [Fact]
    public void Grpo_first_update_has_a_ratio_of_exactly_one()
    {
        using var start = Tiny.Model();
        using var policy = new TrainableModel(start, ScalarType.BFloat16);
        var options = new GrpoOptions { Iterations = 1, PromptsPerIteration = 4, Answers = 4, BatchSize = 16, MaxTokens = 6, Clip = 0.01 };

        var curve = Grpo.Train(policy, null, Tiny.Tokenizer, Tiny.Prompts(4), Tiny.EvenShare, options, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve[0].Metrics["clipped"].ShouldBe(0);
    }

    [Fact]
    public void Grpo_of_equal_rewards_changes_no_weight()
    {
        using var start = Tiny.Model();
        using var policy = new TrainableModel(start, ScalarType.Float32);
        var before = policy.Weights();
        var options = new GrpoOptions { Iterations = 2, PromptsPerIteration = 4, Answers = 4, MaxTokens = 4 };

        var curve = Grpo.Train(
            policy, null, Tiny.Tokenizer, Tiny.Prompts(4), (_, sequences, _, _) => [.. sequences.Select(_ => 0.1f)], options, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve.ShouldAllBe(s => s.Metrics["flatGroups"] == 1);
        policy.Weights().ShouldBe(before);
    }

    [Theory]
    [InlineData(KlEstimator.K1)]
    [InlineData(KlEstimator.K3)]
    public void Ppo_raises_the_reward(KlEstimator estimator)
    {
        using var reference = Tiny.Model();
        using var scored = reference.WithScore();
        using var policy = new TrainableModel(reference, ScalarType.Float32);
        using var value = new TrainableModel(scored, ScalarType.Float32);
        var options = new PpoOptions
        {
            Iterations = 12,
            PromptsPerIteration = 64,
            BatchSize = 32,
            MaxTokens = 6,
            KlCoefficient = 0.01,
            KlEstimator = estimator,
            UnfinishedReward = 0,
            Optimizer = Tiny.Constant(0.01),
            ValueOptimizer = Tiny.Constant(0.01),
        };

        var curve = Ppo.Train(policy, reference, value, Tiny.Tokenizer, Tiny.Prompts(64), Tiny.EvenShare, options, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve[0].Metrics["kl"].ShouldBe(0); // policy and reference are the same, to the last bit
        curve[0].Metrics["explainedVariance"].ShouldBe(0); // the value head starts at zero
        curve[0].Metrics["reward"].ShouldBe(0.5, 0.1);
        curve[^1].Metrics["reward"].ShouldBeGreaterThan(0.8);
        curve[^1].Metrics["kl"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Ppo_with_a_heavy_penalty_stays_near_the_reference()
    {
        var free = FinalKl(0);
        var held = FinalKl(1);

        held.ShouldBeLessThan(free / 2);

        static double FinalKl(double coefficient)
        {
            using var reference = Tiny.Model();
            using var scored = reference.WithScore();
            using var policy = new TrainableModel(reference, ScalarType.Float32);
            using var value = new TrainableModel(scored, ScalarType.Float32);
            var options = new PpoOptions
            {
                Iterations = 6,
                PromptsPerIteration = 64,
                BatchSize = 32,
                MaxTokens = 6,
                KlCoefficient = coefficient,
                UnfinishedReward = 0,
                Optimizer = Tiny.Constant(3e-3),
                ValueOptimizer = Tiny.Constant(3e-3),
            };
            return Ppo.Train(policy, reference, value, Tiny.Tokenizer, Tiny.Prompts(64), Tiny.EvenShare, options, new RunOptions(), cancellationToken: Tiny.Cancel)[^1].Metrics["kl"];
        }
    }

    [Fact]
    public void Ppo_takes_from_answers_that_did_not_end()
    {
        // Nothing else is rewarded, so ending the turn is all there is to learn.
        using var reference = Tiny.Model();
        using var scored = reference.WithScore();
        using var policy = new TrainableModel(reference, ScalarType.Float32);
        using var value = new TrainableModel(scored, ScalarType.Float32);
        var options = new PpoOptions
        {
            Iterations = 10,
            PromptsPerIteration = 64,
            BatchSize = 32,
            MaxTokens = 24,
            KlCoefficient = 0,
            Optimizer = Tiny.Constant(5e-3),
            ValueOptimizer = Tiny.Constant(3e-3),
        };

        var curve = Ppo.Train(
            policy, reference, value, Tiny.Tokenizer, Tiny.Prompts(64), (_, sequences, _, _) => new float[sequences.Count], options, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve[^1].Metrics["finished"].ShouldBeGreaterThan(curve[0].Metrics["finished"] + 0.2);
    }

    [Fact]
    public void Ppo_refuses_a_value_model_without_a_score_head_and_ptx_without_text()
    {
        using var start = Tiny.Model();
        using var scored = start.WithScore();
        using var policy = new TrainableModel(start, ScalarType.Float32);
        using var value = new TrainableModel(scored, ScalarType.Float32);

        Should.Throw<ArgumentException>(() => Ppo.Train(
            policy, start, policy, Tiny.Tokenizer, Tiny.Prompts(1), Tiny.EvenShare, new PpoOptions(), new RunOptions(), cancellationToken: Tiny.Cancel)).Message.ShouldContain("score head");
        Should.Throw<ArgumentException>(() => Ppo.Train(
            policy, start, value, Tiny.Tokenizer, Tiny.Prompts(1), Tiny.EvenShare, new PpoOptions { PtxCoefficient = 1 }, new RunOptions(), cancellationToken: Tiny.Cancel))
            .Message.ShouldContain("no text");
    }

    [Fact]
    public void PromptsOf_goes_through_all_prompts_before_any_comes_again()
    {
        var prompts = Tiny.Prompts(7);

        var chosen = Enumerable.Range(0, 7).SelectMany(i => Rollouts.PromptsOf(prompts, 3, i, seed: 5)).ToArray();

        foreach (var pass in chosen.Chunk(7))
        {
            pass.ShouldBe(prompts, ignoreOrder: true);
        }

        chosen[..7].ShouldNotBe(chosen[7..14]);
    }
}
