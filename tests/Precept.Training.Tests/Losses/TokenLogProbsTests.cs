using Precept.Training.Losses;
using TorchSharp;
using static Precept.Training.Tests.Losses.Numbers;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Losses;

public class TokenLogProbsTests
{
    [Fact]
    public void Of_logits_of_known_odds_gives_their_logarithms()
    {
        using var scope = NewDisposeScope();
        // Odds 1:2:5 and 3:1:4, so probabilities 5/8 and 1/8; adding a constant to a row changes nothing.
        var logits = Table(new[,] { { Math.Log(1), Math.Log(2), Math.Log(5) }, { 7 + Math.Log(3), 7, 7 + Math.Log(4) } });
        TokenLogProbs.Of(logits, Index(2, 1)).ShouldHold(1e-12, Math.Log(5.0 / 8), Math.Log(1.0 / 8));
    }

    [Fact]
    public void Of_logits_of_thousands_stays_finite()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[,] { { 5000f, 0f }, { 5000f, 0f } });
        TokenLogProbs.Of(logits, Index(0, 1)).ShouldHold(0, 0, -5000);
    }

    [Fact]
    public void SumBySequence_of_interleaved_tokens_sums_each_and_leaves_an_empty_one_at_zero()
    {
        using var scope = NewDisposeScope();
        var values = Vector(1, 2, 4, 8);
        TokenLogProbs.SumBySequence(values, Index(0, 2, 0, 2), 3).ShouldHold(0, 5, 0, 10);
        TokenLogProbs.MeanBySequence(values, Index(0, 2, 0, 2), 3).ShouldHold(0, 2.5, 0, 5);
    }

    [Fact]
    public void SumBySequence_passes_each_tokens_gradient_back_to_it()
    {
        using var scope = NewDisposeScope();
        var values = Trained(1, 2, 4);
        (TokenLogProbs.SumBySequence(values, Index(1, 0, 1), 2) * Vector(10, 20)).sum().backward();
        values.grad!.ShouldHold(0, 20, 10, 20);
    }

    [Fact]
    public void SumBySequence_of_different_lengths_says_which()
    {
        using var scope = NewDisposeScope();
        Should.Throw<ArgumentException>(() => TokenLogProbs.SumBySequence(Vector(1, 2), Index(0), 1))
            .Message.ShouldContain("sequence has shape [1], logps has [2]");
    }

    [Fact]
    public void Entropy_is_log_of_the_number_of_equally_likely_tokens()
    {
        using var scope = NewDisposeScope();
        var no = double.NegativeInfinity;
        // Four alike; two alike and two impossible; 1/4 and 3/4: log 4 - 3/4 log 3.
        var logits = Table(new[,] { { 3.0, 3, 3, 3 }, { 1, no, 1, no }, { 0, Math.Log(3), no, no } });
        TokenLogProbs.Entropy(logits).ShouldHold(1e-12, Math.Log(4), Math.Log(2), Math.Log(4) - 0.75 * Math.Log(3));
    }

    [Fact]
    public void Entropy_with_impossible_tokens_has_a_finite_gradient()
    {
        using var scope = NewDisposeScope();
        // dH/dz_j = -p_j (log p_j + H); at p = 1/4, 3/4.
        var logits = tensor(new[] { 0, Math.Log(3), double.NegativeInfinity }, requires_grad: true);
        TokenLogProbs.Entropy(logits).backward();
        var h = Math.Log(4) - 0.75 * Math.Log(3);
        logits.grad!.ShouldHold(1e-12, -0.25 * (Math.Log(0.25) + h), -0.75 * (Math.Log(0.75) + h), 0);
    }
}
