using Precept.Spec;
using Precept.Training.Sampling;

namespace Precept.Training.Tests.Sampling;

public sealed class TokenSamplerTests
{
    private static readonly float[] Probabilities = [0.1f, 0.4f, 0.3f, 0.2f];
    private static readonly float[] LogProbs = [.. Probabilities.Select(p => MathF.Log(p))];

    [Fact]
    public void Draw_at_temperature_zero_takes_the_likeliest_and_the_lowest_id_among_equals()
    {
        TokenSampler.Draw(LogProbs, 0, 1, new SeededRandom(1)).ShouldBe(1);
        TokenSampler.Draw([-2, -1, -1, -3], 0, 1, new SeededRandom(1)).ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0.5, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 0.7)]
    [InlineData(1, 0.69)]
    [InlineData(1, 0.71)]
    [InlineData(0.5, 0.5)]
    public void Draw_inverts_the_distribution_by_hand(double temperature, double topP)
    {
        // Temperature: p^(1/T), made to sum to 1. Nucleus: in order of probability (1, 2, 3, 0) until the sum reaches top-p.
        var weights = Probabilities.Select(p => Math.Pow(p, 1 / temperature)).ToArray();
        var total = weights.Sum();
        var kept = new HashSet<int>();
        var mass = 0.0;
        foreach (var i in new[] { 1, 2, 3, 0 })
        {
            if (mass < topP * total - 1e-6)
            {
                kept.Add(i);
                mass += weights[i];
            }
        }

        for (ulong seed = 0; seed < 500; seed++)
        {
            var u = new SeededRandom(seed).NextDouble() * mass;
            var expected = Enumerable.Range(0, 4).Where(kept.Contains).First(i => (u -= weights[i]) < 0);
            TokenSampler.Draw(LogProbs, temperature, topP, new SeededRandom(seed)).ShouldBe(expected);
        }
    }

    [Fact]
    public void Draw_with_a_tiny_nucleus_is_greedy()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            TokenSampler.Draw(LogProbs, 2, 1e-6, new SeededRandom(seed)).ShouldBe(1);
        }
    }

    [Fact]
    public void Draw_never_takes_an_impossible_token()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            TokenSampler.Draw([float.NegativeInfinity, 0, float.NegativeInfinity], 1, 1, new SeededRandom(seed)).ShouldBe(1);
        }
    }

    [Fact]
    public void Draw_takes_one_number_of_the_stream_and_none_when_greedy()
    {
        var (drawn, untouched) = (new SeededRandom(9), new SeededRandom(9));
        TokenSampler.Draw(LogProbs, 0, 1, drawn);
        TokenSampler.Draw(LogProbs, 1, 0.5, drawn);
        untouched.NextUInt64();
        drawn.NextUInt64().ShouldBe(untouched.NextUInt64());
    }
}
