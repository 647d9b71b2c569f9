namespace Precept.Evaluation;

/// <summary>Whether two judges of the same cases are right equally often (McNemar 1947), by the exact binomial test.</summary>
public static class McNemar
{
    /// <summary>The two-sided p-value: how likely it is that a fair coin falls as unevenly as the cases that only one of the two has right.</summary>
    /// <param name="onlyFirst">Cases that only the first has right.</param>
    /// <param name="onlySecond">Cases that only the second has right.</param>
    /// <returns>0 to 1; 1 where there are no such cases.</returns>
    public static double P(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        var (n, fewer) = (onlyFirst + onlySecond, Math.Min(onlyFirst, onlySecond));
        // Logarithms: 0.5 to the power of n is 0 from n = 1,075 on.
        var (log, tail) = (n * Math.Log(0.5), 0.0);
        for (var i = 0; i <= fewer; i++)
        {
            tail += Math.Exp(log);
            log += Math.Log((double)(n - i) / (i + 1));
        }

        return Math.Min(1, 2 * tail);
    }
}
