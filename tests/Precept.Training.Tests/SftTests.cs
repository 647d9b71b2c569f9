using Precept.Spec;
using Precept.Training.Optimizers;
using Precept.Training.Sampling;
using static TorchSharp.torch;

namespace Precept.Training.Tests;

public sealed class SftTests
{
    [Fact]
    public void Train_with_eight_micro_batches_of_one_equals_one_of_eight()
    {
        using var start = Tiny.Model();
        using var whole = new TrainableModel(start, ScalarType.Float32);
        using var parts = new TrainableModel(start, ScalarType.Float32);
        var data = Tiny.Sequences(32);
        var options = new SftOptions { BatchSize = 8, Optimizer = new OptimizerOptions { LearningRate = 1e-3 } };

        var expected = Sft.Train(whole, data, options, new RunOptions(), cancellationToken: Tiny.Cancel);
        var actual = Sft.Train(parts, data, options with { MicroBatchSize = 1 }, new RunOptions(), cancellationToken: Tiny.Cancel);

        expected.Count.ShouldBe(4);
        foreach (var (a, b) in actual.Zip(expected))
        {
            a.Metrics["loss"].ShouldBe(b.Metrics["loss"], 1e-5);
        }

        parts.Weights().Zip(whole.Weights(), (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
    }

    [Fact]
    public void Train_step_zero_of_an_untrained_model_has_about_the_loss_of_chance()
    {
        using var start = Tiny.Model();
        using var model = new TrainableModel(start, ScalarType.Float32);

        var curve = Sft.Train(model, Tiny.Sequences(16), new SftOptions { BatchSize = 16 }, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve[0].Metrics["loss"].ShouldBe(Math.Log(Tiny.Tokenizer.VocabSize), 0.1);
    }

    [Fact]
    public void Train_on_three_sentences_learns_them_by_heart()
    {
        using var start = Tiny.Model();
        using var model = new TrainableModel(start, ScalarType.Float32);
        (string Prompt, string Reply)[] sentences = [("one", "The quick brown fox."), ("two", "I can help with this!"), ("three", "中文 😀")];
        var options = new SftOptions { BatchSize = 3, Epochs = 150, Optimizer = new OptimizerOptions { LearningRate = 5e-3 } };

        var curve = Sft.Train(model, [.. sentences.Select(s => Tiny.Sequence(s.Prompt, s.Reply))], options, new RunOptions(), cancellationToken: Tiny.Cancel);

        curve[^1].Metrics["loss"].ShouldBeLessThan(0.1);
        using var trained = model.Snapshot();
        var requests = sentences.Select(s => new GenerationRequest(Tiny.Tokenizer.Prompt([new Message(Role.User, s.Prompt)]), new SeededRandom(1)));
        var answers = Generation.Run(trained, [.. requests], 40, temperature: 0, topP: 1, cancellationToken: Tiny.Cancel);
        answers.Select(a => Tiny.Tokenizer.ReplyText(a.Tokens)).ShouldBe(sentences.Select(s => s.Reply));
        answers.ShouldAllBe(a => a.Finished);
    }

    [Fact]
    public void Train_with_a_rate_that_breaks_the_weights_stops_with_an_error()
    {
        using var start = Tiny.Model();
        start.Weights["embed"].fill_(float.NaN);
        using var model = new TrainableModel(start, ScalarType.Float32);

        var error = Should.Throw<NonFiniteException>(() => Sft.Train(model, Tiny.Sequences(4), new SftOptions(), new RunOptions(), cancellationToken: Tiny.Cancel));

        error.Message.ShouldContain("learning rate");
    }
}
