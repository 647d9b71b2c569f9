namespace Precept.Evaluation;

/// <summary>Figures over cases of which those of one example are alike: their intervals take the examples, not the cases, for what is drawn.</summary>
internal static class SelfTestFigures
{
    /// <summary>The share of cases that are right.</summary>
    public static Rate Right(IEnumerable<SelfTestVerdict> cases) => Share(cases, v => v.IsRight);

    /// <summary>The share of cases of which something holds.</summary>
    public static Rate Share(IEnumerable<SelfTestVerdict> cases, Func<SelfTestVerdict, bool> holds) => Share(cases, holds, v => v.Case.Comparison.ExampleNumber);

    /// <summary>The share of anything that stands in examples.</summary>
    public static Rate Share<T>(IEnumerable<T> cases, Func<T, bool> holds, Func<T, int> example) =>
        ClusteredShare.Of(cases.GroupBy(example).Select(g => (g.Count(holds), g.Count())));

    /// <summary>A figure of sums over cases, with the interval of a bootstrap of examples.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="example">A case's example.</param>
    /// <param name="values">What is summed: as many numbers for each case.</param>
    /// <param name="figure">The figure of the sums; NaN where they give none.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Estimate Of<T>(IReadOnlyCollection<T> cases, Func<T, int> example, Func<T, double[]> values, Func<double[], double> figure, long seed)
    {
        double[][] sums = [.. cases.GroupBy(example).Select(g => g.Select(values).Aggregate(static (a, b) => [.. a.Zip(b, static (x, y) => x + y)]))];
        var total = new double[sums.Length == 0 ? 0 : sums[0].Length];
        return ClusterBootstrap.Of(
            sums.Length,
            counts =>
            {
                Array.Clear(total);
                for (var i = 0; i < sums.Length; i++)
                {
                    for (var j = 0; counts[i] > 0 && j < total.Length; j++)
                    {
                        total[j] += counts[i] * sums[i][j];
                    }
                }

                return figure(total);
            },
            cases.Count,
            seed);
    }
}
