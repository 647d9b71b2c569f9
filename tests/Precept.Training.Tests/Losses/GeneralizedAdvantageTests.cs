using CsCheck;
using Precept.Training.Losses;
using TorchSharp;
using static Precept.Training.Tests.Losses.Numbers;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Losses;

public class GeneralizedAdvantageTests
{
    // Returns obey R_t = r_t + gamma [(1 - lambda) V(t+1) + lambda R(t+1)] (from R = A + V). With gamma .9 and lambda .95, backwards:
    // R_3 = r_3 = 1; R_2 = .9 (.05 V_3 + .95 * 1) is .9 only if V_3 = 1; R_1 = .9 (.05 V_2 + .95 * .9) = .7695 if V_2 = 0;
    // R_0 = .9 * .95 * .7695 = .6579225 if V_1 = 0. So rewards 0 0 0 1 and values V_0 0 0 1, V_0 free.
    [Theory]
    [InlineData(0)]
    [InlineData(2.5)]
    public void Of_the_published_vector_gives_its_returns(double first)
    {
        using var scope = NewDisposeScope();
        var (advantages, returns) = GeneralizedAdvantage.Of(
            Table(new[,] { { 0.0, 0, 0, 1 } }), Table(new[,] { { first, 0, 0, 1 } }), ones([1, 4]).to_type(ScalarType.Float64), 0.9, 0.95);
        returns.ShouldHold(1e-6, 0.657923, 0.7695, 0.9, 1.0);
        returns.ShouldHold(1e-12, 0.6579225, 0.7695, 0.9, 1.0);
        advantages.ShouldHold(1e-12, 0.6579225 - first, 0.7695, 0.9, 0);
    }

    [Fact]
    public void Of_gamma_and_lambda_one_has_the_reward_to_go_as_return()
    {
        Gen.Select(Gen.Double[-3, 3].Array[5], Gen.Double[-3, 3].Array[5]).Sample(
            (r, v) =>
            {
                using var scope = NewDisposeScope();
                var (_, returns) = GeneralizedAdvantage.Of(Vector(r).unsqueeze(0), Vector(v).unsqueeze(0), ones([1, 5], dtype: ScalarType.Bool), 1, 1);
                returns.ShouldHold(1e-9, [.. Enumerable.Range(0, 5).Select(t => r[t..].Sum())]);
            },
            iter: 30,
            threads: 1);
    }

    [Fact]
    public void Of_lambda_zero_is_the_one_step_error()
    {
        using var scope = NewDisposeScope();
        var mask = ones([1, 3], dtype: ScalarType.Bool);
        var (advantages, _) = GeneralizedAdvantage.Of(Table(new[,] { { 1.0, 2, 3 } }), Table(new[,] { { 10.0, 20, 30 } }), mask, 0.5, 0);
        advantages.ShouldHold(1e-12, 1 + 10 - 10, 2 + 15 - 20, 3 - 30);
    }

    [Fact]
    public void Of_a_padded_batch_equals_each_response_alone_whatever_the_padding_holds()
    {
        using var scope = NewDisposeScope();
        var junk = double.NaN;
        var rewards = Table(new[,] { { 0.1, 0.2, 1 }, { 0.5, junk, junk } });
        var values = Table(new[,] { { 0.3, -0.4, 0.2 }, { 0.9, junk, junk } });
        var mask = Table(new[,] { { 1.0, 1, 1 }, { 1, 0, 0 } });
        var (advantages, returns) = GeneralizedAdvantage.Of(rewards, values, mask, 0.9, 0.95);
        var (alone, aloneReturns) = GeneralizedAdvantage.Of(rewards.narrow(0, 0, 1), values.narrow(0, 0, 1), mask.narrow(0, 0, 1), 0.9, 0.95);
        advantages.ShouldHold(1e-12, [.. Read(alone), 0.5 - 0.9, 0, 0]);
        returns.ShouldHold(1e-12, [.. Read(aloneReturns), 0.5, 0, 0]);
    }

    [Fact]
    public void Whiten_ignores_what_is_masked_and_uses_the_sample_variance()
    {
        using var scope = NewDisposeScope();
        // 1, 2, 3: mean 2, sample variance 1.
        var (x, mask) = (Table(new[,] { { 1, 2, double.NaN }, { 3, 1e9, -7 } }), Table(new[,] { { 1.0, 1, 0 }, { 1, 0, 0 } }));
        GeneralizedAdvantage.Whiten(x, mask).ShouldHold(1e-7, -1, 0, 0, 1, 0, 0);
        GeneralizedAdvantage.Whiten(x, mask, shiftMean: false).ShouldHold(1e-7, 1, 2, 0, 3, 0, 0);
    }

    [Fact]
    public void Whiten_of_one_value_or_none_is_finite()
    {
        using var scope = NewDisposeScope();
        GeneralizedAdvantage.Whiten(Vector(5, 6), Vector(1, 0)).ShouldHold(0, 0, 0);
        GeneralizedAdvantage.Whiten(Vector(5, 6), Vector(1, 0), shiftMean: false).ShouldHold(0, 5, 0);
        GeneralizedAdvantage.Whiten(Vector(5, 6), Vector(0, 0)).ShouldHold(0, 0, 0);
    }
}
