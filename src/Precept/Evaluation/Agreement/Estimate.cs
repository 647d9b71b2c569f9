namespace Precept.Evaluation;

/// <summary>A statistic that is no share, such as a coefficient of agreement, with its standard error and 95 % interval.</summary>
/// <param name="Value">The value; NaN where it is not defined.</param>
/// <param name="StandardError">Its standard error; NaN where it is not defined.</param>
/// <param name="Low">Lower bound of the 95 % interval; NaN where there is none.</param>
/// <param name="High">Upper bound of the 95 % interval; NaN where there is none.</param>
/// <param name="N">The number of cases that the value rests on.</param>
public readonly record struct Estimate(double Value, double StandardError, double Low, double High, int N)
{
    /// <summary>Whether there is a value.</summary>
    public bool IsDefined => !double.IsNaN(Value);

    /// <summary>No value, over some number of cases.</summary>
    public static Estimate Undefined(int n) => new(double.NaN, double.NaN, double.NaN, double.NaN, n);

    /// <summary>A coefficient from -1 to 1 with the interval that the normal distribution gives it, cut to that range.</summary>
    internal static Estimate Normal(double value, double standardError, int n) => double.IsNaN(value)
        ? Undefined(n)
        : new(value, standardError, Math.Max(-1, value - (Statistics.Z95 * standardError)), Math.Min(1, value + (Statistics.Z95 * standardError)), n);
}
