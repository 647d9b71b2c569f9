using CsCheck;
using Precept.Training.Losses;
using TorchSharp;
using static Precept.Training.Tests.Losses.Numbers;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Losses;

public class CrossEntropyTests
{
    [Fact]
    public void Of_equal_logits_is_log_of_the_vocabulary()
    {
        using var scope = NewDisposeScope();
        Scalar(CrossEntropy.Of(zeros([6, 10]), Index(0, 1, 2, 3, 4, 5), 6)).ShouldBe(Math.Log(10), 1e-6);
    }

    [Fact]
    public void Of_a_micro_batch_divides_by_the_tokens_of_the_whole_batch()
    {
        using var scope = NewDisposeScope();
        // Two tokens of a batch of eight: 2 log 10 / 8.
        Scalar(CrossEntropy.Of(zeros([2, 10]), Index(0, 1), 8)).ShouldBe(Math.Log(10) / 4, 1e-6);
    }

    [Fact]
    public void Of_one_by_eight_and_eight_by_one_have_the_same_loss_and_gradient()
    {
        // Eight sequences of different lengths through one linear layer; the weights' gradients must agree.
        Gen.Select(Gen.Int[1, 7].Array[8], Gen.Int[0, int.MaxValue]).Sample(
            (lengths, seed) =>
            {
                using var scope = NewDisposeScope();
                using var generator = new Generator((ulong)seed, CPU);
                var total = lengths.Sum();
                var x = randn([total, 4], dtype: ScalarType.Float64, generator: generator);
                var targets = randint(0, 6, [total], dtype: ScalarType.Int64, generator: generator);
                var start = randn([6, 4], dtype: ScalarType.Float64, generator: generator);

                var whole = start.clone().requires_grad_(true);
                var loss = CrossEntropy.Of(nn.functional.linear(x, whole), targets, total);
                loss.backward();

                var parts = start.clone().requires_grad_(true);
                var (sum, at) = (0.0, 0L);
                foreach (var length in lengths)
                {
                    var part = CrossEntropy.Of(nn.functional.linear(x.narrow(0, at, length), parts), targets.narrow(0, at, length), total);
                    part.backward();
                    sum += Scalar(part);
                    at += length;
                }

                sum.ShouldBe(Scalar(loss), 1e-12);
                parts.grad!.ShouldHold(1e-12, Read(whole.grad!));
            },
            iter: 20,
            threads: 1);
    }

    [Fact]
    public void Of_log_probabilities_equals_Of_logits()
    {
        using var scope = NewDisposeScope();
        var logits = Table(new[,] { { 0.3, -1, 2 }, { 1, 1, -4 } });
        var targets = Index(2, 0);
        Scalar(CrossEntropy.Of(TokenLogProbs.Of(logits, targets), 5)).ShouldBe(Scalar(CrossEntropy.Of(logits, targets, 5)), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Of_no_tokens_is_refused(double tokens)
    {
        using var scope = NewDisposeScope();
        Should.Throw<ArgumentOutOfRangeException>(() => CrossEntropy.Of(zeros([1, 2]), Index(0), tokens));
    }
}
