using Precept.Spec;

namespace Precept.Training.Sampling;

/// <summary>Draws a token from a distribution.</summary>
public static class TokenSampler
{
    /// <summary>Draws one token.</summary>
    /// <param name="logProbs">Log-probabilities at temperature 1, [V].</param>
    /// <param name="temperature">0 takes the likeliest token (the lowest id among equals).</param>
    /// <param name="topP">Only the smallest set of likeliest tokens that holds this much probability is drawn from, (0, 1].</param>
    /// <param name="random">The stream; one number is drawn, none when greedy.</param>
    public static int Draw(ReadOnlySpan<float> logProbs, double temperature, double topP, SeededRandom random)
    {
        if (temperature == 0)
        {
            return Likeliest(logProbs);
        }

        var best = logProbs[Likeliest(logProbs)];
        var weights = new double[logProbs.Length];
        var total = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            total += weights[i] = Math.Exp((logProbs[i] - best) / temperature);
        }

        if (topP < 1)
        {
            total = KeepNucleus(weights, total * topP);
        }

        var at = random.NextDouble() * total;
        for (var i = 0; i < weights.Length; i++)
        {
            at -= weights[i];
            if (at < 0)
            {
                return i;
            }
        }

        return Likeliest(logProbs); // rounding left a sliver beyond the last weight
    }

    private static int Likeliest(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Sets the weights outside the nucleus to zero and returns the sum of those inside.</summary>
    private static double KeepNucleus(double[] weights, double wanted)
    {
        var order = Enumerable.Range(0, weights.Length).OrderByDescending(i => weights[i]).ToArray();
        var sum = 0.0;
        var kept = 0;
        while (kept < order.Length && sum < wanted)
        {
            sum += weights[order[kept++]];
        }

        foreach (var i in order.AsSpan(kept))
        {
            weights[i] = 0;
        }

        return sum;
    }
}
