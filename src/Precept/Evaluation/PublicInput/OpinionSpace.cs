using System.Numerics;

namespace Precept.Evaluation;

/// <summary>The first two principal components of votes, and participants' places along them.</summary>
internal static class OpinionSpace
{
    private const int MaxSteps = 3000;

    /// <summary>Places participants.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="participants">Whose votes count.</param>
    /// <returns>
    /// Their places, scaled by the root of statements over votes: a missing vote stands at the statement's mean, which pulls those with few votes towards the middle.
    /// </returns>
    public static ((double X, double Y)[] Points, (double First, double Second) Explained) Project(VoteTable votes, int[] participants)
    {
        var n = votes.Statements.Count;
        var means = new double[n];
        for (var s = 0; s < n; s++)
        {
            var count = votes.Count(s, participants);
            means[s] = count.Seen == 0 ? 0 : (double)(count.Agrees - count.Disagrees) / count.Seen;
        }

        var covariance = new double[n][];
        for (var s = 0; s < n; s++)
        {
            covariance[s] = new double[n];
        }

        var row = new double[n];
        foreach (var participant in participants)
        {
            Centre(votes, participant, means, row);
            for (var s = 0; s < n; s++)
            {
                if (row[s] != 0)
                {
                    AddScaled(covariance[s], row, row[s]);
                }
            }
        }

        var total = Enumerable.Range(0, n).Sum(s => covariance[s][s]);
        var (first, along) = Largest(covariance, null);
        var (second, across) = Largest(covariance, first);
        var points = new (double X, double Y)[participants.Length];
        for (var i = 0; i < participants.Length; i++)
        {
            Centre(votes, participants[i], means, row);
            var scale = Math.Sqrt((double)n / votes.VotesOf(participants[i]).Count());
            points[i] = (scale * Dot(first, row), scale * Dot(second, row));
        }

        return (points, (along / total, across / total));
    }

    private static void Centre(VoteTable votes, int participant, double[] means, double[] row)
    {
        Array.Clear(row);
        foreach (var (statement, stance) in votes.VotesOf(participant))
        {
            row[statement] = (int)stance - means[statement];
        }
    }

    // Power iteration, at right angles to the component before; the start is fixed and the sign is that of the greatest loading, so that the same votes give the same map.
    private static (double[] Vector, double Value) Largest(double[][] matrix, double[]? before)
    {
        var n = matrix.Length;
        double[] vector = [.. Enumerable.Range(0, n).Select(i => 1 + Math.Sin(i + 1.0))];
        var value = 0.0;
        Normalize(vector, before);
        for (var step = 0; step < MaxSteps; step++)
        {
            double[] next = [.. matrix.Select(r => Dot(r, vector))];
            value = Normalize(next, before);
            var moved = next.Zip(vector, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(0).Max();
            vector = next;
            if (moved < 1e-10)
            {
                break;
            }
        }

        var greatest = vector.DefaultIfEmpty(0).MaxBy(v => Math.Round(Math.Abs(v), 9));
        return greatest < 0 ? ([.. vector.Select(v => -v)], value) : (vector, value);
    }

    private static double Normalize(double[] vector, double[]? before)
    {
        if (before is not null)
        {
            AddScaled(vector, before, -Dot(vector, before));
        }

        var length = Math.Sqrt(Dot(vector, vector));
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = length > 1e-12 ? vector[i] / length : 0;
        }

        return length;
    }

    private static double Dot(double[] a, double[] b)
    {
        var (sum, i) = (Vector<double>.Zero, 0);
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sum += new Vector<double>(a, i) * new Vector<double>(b, i);
        }

        var rest = Vector.Sum(sum);
        for (; i < a.Length; i++)
        {
            rest += a[i] * b[i];
        }

        return rest;
    }

    private static void AddScaled(double[] to, double[] from, double scale)
    {
        var i = 0;
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(to, i) + (scale * new Vector<double>(from, i))).CopyTo(to, i);
        }

        for (; i < to.Length; i++)
        {
            to[i] += scale * from[i];
        }
    }
}
