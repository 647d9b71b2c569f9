using Precept.Training.Optimizers;
using static TorchSharp.torch;

namespace Precept.Training.Tests;

public sealed class RewardModelTests
{
    [Fact]
    public void Train_learns_an_order_that_holds_for_replies_it_has_not_seen()
    {
        // The better reply says yes, the worse one no; the rest of the prompt differs.
        using var start = Tiny.Model();
        using var scored = start.WithScore();
        using var model = new TrainableModel(scored, ScalarType.Float32);
        var data = Enumerable.Range(0, 32).Select(i => Replies($"q{i}")).ToArray();

        var curve = RewardModel.Train(
            model, data[..24], new RewardModelOptions { BatchSize = 8, Epochs = 8, Optimizer = Tiny.Constant(3e-3) }, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve[0].Metrics["loss"].ShouldBe(Math.Log(2), 1e-6); // the score head starts at zero: all scores are equal
        curve[^1].Metrics["accuracy"].ShouldBe(1);
        using var trained = model.Snapshot();
        foreach (var unseen in data[24..])
        {
            var scores = RewardModel.Score(trained, unseen.Replies);
            scores[1].ShouldBeGreaterThan(scores[0]);
        }

        static RankedReplies Replies(string prompt) => new([Tiny.Sequence(prompt, "no"), Tiny.Sequence(prompt, "yes")], [1, 0]);
    }

    [Fact]
    public void Score_does_not_depend_on_the_batch()
    {
        using var start = Tiny.Model();
        using var model = start.WithScore();
        using (no_grad())
        {
            model.Weights["score"].fill_(0.1);
        }

        var sequences = Tiny.Sequences(9);

        var together = RewardModel.Score(model, sequences);
        var alone = sequences.Select(s => RewardModel.Score(model, [s])[0]).ToArray();

        together.Distinct().Count().ShouldBe(9);
        together.Zip(alone, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
    }

    [Fact]
    public void Train_of_replies_that_are_all_tied_makes_no_step()
    {
        using var start = Tiny.Model();
        using var scored = start.WithScore();
        using var model = new TrainableModel(scored, ScalarType.Float32);

        RewardModel.Train(model, [new RankedReplies(Tiny.Sequences(2), [1, 1])], new RewardModelOptions(), new RunOptions(), cancellationToken: Tiny.Cancel).ShouldBeEmpty();
    }

    // The loss of a pair, -p log s(x) - (1 - p) log s(-x) with x the lead of the better reply, has the derivative s(x) - p: it is least where s(x) = p, at x = ln(p / (1 - p)).
    [Theory]
    [InlineData(0.8)]
    [InlineData(0.6)]
    public void Train_on_a_soft_label_ends_with_the_lead_at_its_log_odds(double p)
    {
        using var start = Tiny.Model();
        using var scored = start.WithScore();
        using var model = new TrainableModel(scored, ScalarType.Float32);
        RankedReplies[] data = [new([Tiny.Sequence("q", "no"), Tiny.Sequence("q", "yes")], [1, 0]) { P = [p] }];

        RewardModel.Train(model, data, new RewardModelOptions { Centring = 0, Epochs = 300, Optimizer = Tiny.Constant(3e-3) }, new RunOptions(), cancellationToken: Tiny.Cancel);

        using var trained = model.Snapshot();
        var scores = RewardModel.Score(trained, data[0].Replies);
        ((double)scores[1] - scores[0]).ShouldBe(Math.Log(p / (1 - p)), 0.02);
    }

    [Fact]
    public void Train_on_an_even_label_at_equal_scores_changes_no_weight()
    {
        using var start = Tiny.Model();
        using var scored = start.WithScore();
        using var model = new TrainableModel(scored, ScalarType.Float32);
        var before = model.Weights();

        var curve = RewardModel.Train(
            model, [new RankedReplies(Tiny.Sequences(2), [0, 1]) { P = [0.5] }], new RewardModelOptions { Centring = 0, Epochs = 5 }, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve.ShouldAllBe(s => s.Metrics["gradNorm"] == 0);
        model.Weights().ShouldBe(before);
    }

    [Fact]
    public void Train_with_probabilities_of_one_is_training_without_them()
    {
        static IReadOnlyList<StepReport> Curve(Func<RankedReplies, RankedReplies> with)
        {
            using var start = Tiny.Model();
            using var scored = start.WithScore();
            using var model = new TrainableModel(scored, ScalarType.Float32);
            RankedReplies[] data = [.. Tiny.Sequences(18).Chunk(3).Select(r => with(new RankedReplies(r, [0, 1, 1])))];
            return RewardModel.Train(model, data, new RewardModelOptions { BatchSize = 2, Epochs = 2 }, new RunOptions(), cancellationToken: Tiny.Cancel);
        }

        var (hard, soft) = (Curve(d => d), Curve(d => d with { P = [1, 1] }));
        soft.Zip(hard, (s, h) => Math.Abs(s.Metrics["loss"] - h.Metrics["loss"])).Max().ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Train_with_another_number_of_probabilities_than_pairs_is_refused()
    {
        using var start = Tiny.Model();
        using var scored = start.WithScore();
        using var model = new TrainableModel(scored, ScalarType.Float32);

        var error = Should.Throw<ArgumentException>(() => RewardModel.Train(
            model, [new RankedReplies(Tiny.Sequences(3), [0, 1, 2]) { P = [1, 1] }], new RewardModelOptions(), new RunOptions(), cancellationToken: Tiny.Cancel));

        error.Message.ShouldContain("3 pairs");
    }
}
