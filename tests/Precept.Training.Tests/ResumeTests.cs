using Precept.Training.Models;
using Precept.Training.Optimizers;
using static TorchSharp.torch;

namespace Precept.Training.Tests;

/// <summary>A run that was cut and goes on ends in the same numbers, bit for bit, as one that was not.</summary>
public sealed class ResumeTests
{
    private const int SaveEvery = 2;

    private delegate IReadOnlyList<StepReport> Loop(TrainableModel model, TrainableModel? value, RunOptions run, CancellationToken cancellationToken);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sft_resumed_equals_uninterrupted(bool muon) => Check((model, _, run, token) => Sft.Train(
        model, Tiny.Sequences(24), new SftOptions { BatchSize = 4, Optimizer = new OptimizerOptions { Muon = muon, WeightDecay = 0.1 } }, run, token));

    [Fact]
    public void Sft_in_bfloat16_resumed_equals_uninterrupted() => Check(
        (model, _, run, token) => Sft.Train(model, Tiny.Sequences(24), new SftOptions { BatchSize = 4 }, run, token), ScalarType.BFloat16);

    [Fact]
    public void Dpo_resumed_equals_uninterrupted()
    {
        using var reference = Tiny.Model();
        Check((model, _, run, token) => Dpo.Train(model, reference, Tiny.Pairs(18), new DpoOptions { BatchSize = 3 }, run, token));
    }

    [Fact]
    public void RewardModel_resumed_equals_uninterrupted() => Check((_, value, run, token) => RewardModel.Train(
        value!,
        [.. Tiny.Sequences(36).Chunk(3).Select(replies => new RankedReplies(replies, [0, 1, 1]))],
        new RewardModelOptions { BatchSize = 2 }, run, token));

    [Fact]
    public void Grpo_resumed_equals_uninterrupted()
    {
        using var reference = Tiny.Model();
        Check((model, _, run, token) => Grpo.Train(
            model, reference, Tiny.Tokenizer, Tiny.Prompts(10), Tiny.EvenShare,
            new GrpoOptions { Iterations = 6, PromptsPerIteration = 3, Answers = 4, BatchSize = 8, MaxTokens = 6, Epochs = 2, Beta = 0.04 }, run, token));
    }

    [Fact]
    public void Ppo_resumed_equals_uninterrupted()
    {
        using var reference = Tiny.Model();
        Check((model, value, run, token) => Ppo.Train(
            model, reference, value!, Tiny.Tokenizer, Tiny.Prompts(10), Tiny.EvenShare,
            new PpoOptions { Iterations = 6, PromptsPerIteration = 3, Answers = 4, BatchSize = 8, MaxTokens = 6, WhitenRewards = true, PtxCoefficient = 0.1 },
            run, Tiny.Sequences(10), token));
    }

    [Fact]
    public void A_saved_state_of_another_run_is_not_resumed()
    {
        using var folder = new TemporaryFolder();
        using var start = Tiny.Model();
        using var model = new TrainableModel(start, ScalarType.Float32);
        var options = new SftOptions { BatchSize = 4 };
        Sft.Train(model, Tiny.Sequences(8), options, new RunOptions { Folder = folder.Path, Key = "one" }, Tiny.Cancel);
        var steps = new List<int>();

        using var second = new TrainableModel(start, ScalarType.Float32);
        Sft.Train(second, Tiny.Sequences(8), options, new RunOptions { Folder = folder.Path, Key = "two", OnStep = s => steps.Add(s.Step) }, Tiny.Cancel);

        steps.ShouldBe([0, 1]);
    }

    private static void Check(Loop train, ScalarType compute = ScalarType.Float32)
    {
        using var start = Tiny.Model();
        using var scored = start.WithScore();
        using var whole = new Pair(start, scored, compute);
        var expected = train(whole.Model, whole.Value, new RunOptions(), default);
        expected.Count.ShouldBe(6);

        CutByFailure();
        CutByCancelling();

        // Fails in step 4 (the fifth) after the save at 4: resumes at 4.
        void CutByFailure()
        {
            using var folder = new TemporaryFolder();
            var run = new RunOptions { Folder = folder.Path, SaveEvery = SaveEvery, Key = "k" };
            using var first = new Pair(start, scored, compute);
            Should.Throw<TimeoutException>(() => train(
                first.Model, first.Value, run with { OnStep = s => { if (s.Step == 4) { throw new TimeoutException(); } } }, default));
            var steps = new List<int>();
            GoOn(run with { OnStep = s => steps.Add(s.Step) });
            steps.ShouldBe([4, 5]);
        }

        // Cancelled after step 2, which is between two saves: the state is saved then, and step 3 is next.
        void CutByCancelling()
        {
            using var folder = new TemporaryFolder();
            using var cancel = new CancellationTokenSource();
            var run = new RunOptions { Folder = folder.Path, SaveEvery = SaveEvery, Key = "k" };
            using var first = new Pair(start, scored, compute);
            Should.Throw<OperationCanceledException>(() => train(
                first.Model, first.Value, run with { OnStep = s => { if (s.Step == 2) { cancel.Cancel(); } } }, cancel.Token));
            var steps = new List<int>();
            GoOn(run with { OnStep = s => steps.Add(s.Step) });
            steps.ShouldBe([3, 4, 5]);
        }

        void GoOn(RunOptions run)
        {
            using var second = new Pair(start, scored, compute);
            train(second.Model, second.Value, run, default).ShouldBeCurve(expected);
            second.Model.Weights().ShouldBe(whole.Model.Weights());
            second.Value.Weights().ShouldBe(whole.Value.Weights());
        }
    }

    private sealed class Pair(Transformer start, Transformer scored, ScalarType compute) : IDisposable
    {
        public TrainableModel Model { get; } = new(start, compute);

        public TrainableModel Value { get; } = new(scored, compute);

        public void Dispose()
        {
            Model.Dispose();
            Value.Dispose();
        }
    }
}
