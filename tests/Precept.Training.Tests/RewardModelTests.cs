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
}
