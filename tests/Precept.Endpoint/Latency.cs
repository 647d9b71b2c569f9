using System.Globalization;
using Precept.Spec;

namespace Precept.TestEndpoint;

/// <summary>How long a request takes: always the same, evenly between two bounds, or lognormal as real endpoints are.</summary>
/// <param name="Low">The least; the median of the lognormal distribution.</param>
/// <param name="High">The most of the even distribution.</param>
/// <param name="Sigma">The standard deviation of the logarithm; 0 where it is not lognormal.</param>
internal sealed record Latency(TimeSpan Low, TimeSpan High, double Sigma)
{
    private const string LogNormal = "lognormal:";

    // A lognormal tail has no end, and a test has to have one.
    private const double LargestFactor = 50;

    /// <summary>Reads <c>20ms</c>, <c>20ms-80ms</c> or <c>lognormal:50ms,0.5</c> (median, sigma).</summary>
    /// <exception cref="InputException">It has none of the forms.</exception>
    public static Latency Parse(string text)
    {
        if (text.StartsWith(LogNormal, StringComparison.Ordinal))
        {
            return text[LogNormal.Length..].Split(',') is [var median, var sigma]
                && double.TryParse(sigma, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var s) && s is > 0 and <= 3
                && Durations.Parse(median) is var middle
                    ? new(middle, middle, s)
                    : throw new InputException($"'{text}' is no latency; write lognormal:MEDIAN,SIGMA such as lognormal:50ms,0.5, sigma above 0 and at most 3");
        }

        var bounds = Array.ConvertAll(text.Split('-'), Durations.Parse);
        return bounds switch
        {
            [var one] => new(one, one, 0),
            [var low, var high] when low <= high => new(low, high, 0),
            _ => throw new InputException($"'{text}' is no latency; write 20ms, 20ms-80ms or lognormal:50ms,0.5"),
        };
    }

    /// <summary>The latency of one request.</summary>
    public TimeSpan Draw(SeededRandom random)
    {
        if (Sigma > 0)
        {
            // Box and Muller 1958; 1 - u is in (0, 1].
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return Low * Math.Min(LargestFactor, Math.Exp(Sigma * normal));
        }

        return High > Low ? Low + (High - Low) * random.NextDouble() : Low;
    }
}
