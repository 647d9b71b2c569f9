namespace Precept.Evaluation;

/// <summary>Choices of one item out of a set, in clusters, and the worths that make them most likely.</summary>
/// <remarks>
/// With log-worths t, the log-likelihood is sum_i c_i t_i - sum_S w_S log sum_{i in S} exp t_i: c_i how often i was chosen, w_S how often from S. It is concave. Bradley-Terry
/// is the case of sets of two. The search is Newton's, which reaches the maximum that Hunter's MM (2004) creeps up to.
/// </remarks>
internal sealed class ChoiceLikelihood(int items, int clusters)
{
    /// <summary>The most items that are taken: a step of the search grows with their cube.</summary>
    public const int MaxItems = 500;

    private const int MaxSteps = 200;

    // The search doubles its right digits with each step, so that after a step this long rounding is all that is left.
    private const double Tolerance = 1e-8;

    private readonly Dictionary<string, int> _ids = [];
    private readonly List<int[]> _sets = [];
    private readonly Cluster[] _clusters = [.. Enumerable.Range(0, clusters).Select(_ => new Cluster())];

    /// <summary>Counts an item as chosen.</summary>
    public void Choose(int cluster, int item, double weight) => _clusters[cluster].Chosen.Add((item, weight));

    /// <summary>Counts a set as chosen from.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="set">The items, ascending, at least two.</param>
    /// <param name="weight">How often.</param>
    public void From(int cluster, int[] set, double weight)
    {
        var key = string.Join(' ', set);
        if (!_ids.TryGetValue(key, out var id))
        {
            _ids[key] = id = _sets.Count;
            _sets.Add(set);
        }

        _clusters[cluster].Sets.Add((id, weight));
    }

    /// <summary>Notes that an item was above another one, or level with it.</summary>
    public void Above(int cluster, int upper, int lower) => _clusters[cluster].Above.Add((upper, lower));

    /// <summary>The most likely worths.</summary>
    /// <param name="times">How often each cluster counts.</param>
    /// <param name="prior">Wins and losses of each item against one more, imagined, item; 0 for none.</param>
    /// <param name="start">Log-worths to start from; null for all level.</param>
    public WorthFit Fit(IReadOnlyList<int> times, double prior, IReadOnlyList<double>? start = null)
    {
        if (items < 2)
        {
            return WorthFit.Without(WorthOutcome.NoItems, items, [.. Enumerable.Range(0, items).Select(i => (int[])[i])]);
        }

        var (chosen, weights, above) = Total(times);
        var parts = StrongParts.Of(above);
        if (prior == 0 && parts.Count > 1)
        {
            return WorthFit.Without(StrongParts.AreLinked(above) ? WorthOutcome.Unbounded : WorthOutcome.Unlinked, items, parts);
        }

        var problem = new Problem(chosen, _sets, weights, prior);
        var (worths, steps, converged) = problem.Maximize(start, MaxSteps, Tolerance);
        return converged
            ? new WorthFit(WorthOutcome.Estimated, worths, parts, problem.DataValue(worths), steps)
            : WorthFit.Without(WorthOutcome.NotConverged, items, parts, steps);
    }

    /// <summary>The most likely worths, with bootstrap intervals over the clusters.</summary>
    public WorthEstimates Estimate(double prior, int n, long seed, int resamples)
    {
        var whole = Fit([.. Enumerable.Repeat(1, clusters)], prior);
        var estimates = ClusterBootstrap.OfEach(
            clusters, times => Fit(times, prior, whole.IsDefined ? whole.LogWorths : null).LogWorths, items, n, seed, resamples);
        return new WorthEstimates(whole, estimates);
    }

    private (double[] Chosen, double[] Weights, bool[,] Above) Total(IReadOnlyList<int> times)
    {
        var (chosen, weights, above) = (new double[items], new double[_sets.Count], new bool[items, items]);
        for (var c = 0; c < clusters; c++)
        {
            if (times[c] == 0)
            {
                continue;
            }

            foreach (var (item, weight) in _clusters[c].Chosen)
            {
                chosen[item] += times[c] * weight;
            }

            foreach (var (set, weight) in _clusters[c].Sets)
            {
                weights[set] += times[c] * weight;
            }

            foreach (var (upper, lower) in _clusters[c].Above)
            {
                above[upper, lower] = true;
            }
        }

        return (chosen, weights, above);
    }

    private sealed class Cluster
    {
        public List<(int Item, double Weight)> Chosen { get; } = [];

        public List<(int Set, double Weight)> Sets { get; } = [];

        public HashSet<(int Upper, int Lower)> Above { get; } = [];
    }

    /// <summary>One likelihood to be maximized; with a prior it has the imagined item as its last.</summary>
    private sealed class Problem
    {
        private readonly double[] _chosen;
        private readonly List<(int[] Set, double Weight)> _sets;
        private readonly int _items;
        private readonly int _dataSets;

        public Problem(double[] chosen, List<int[]> sets, double[] weights, double prior)
        {
            _items = chosen.Length;
            _sets = [.. sets.Select((set, i) => (set, weights[i])).Where(s => s.Item2 > 0)];
            _dataSets = _sets.Count;
            _chosen = chosen;
            if (prior > 0)
            {
                _chosen = [.. chosen.Select(c => c + prior), prior * _items];
                _sets.AddRange(Enumerable.Range(0, _items).Select(i => ((int[])[i, _items], 2 * prior)));
            }
        }

        public (double[] Worths, int Steps, bool Converged) Maximize(IReadOnlyList<double>? start, int maxSteps, double tolerance)
        {
            var at = new double[_chosen.Length];
            for (var i = 0; i < _items && start is not null; i++)
            {
                at[i] = start[i];
            }

            var value = Value(at, _chosen, _sets.Count);
            for (var step = 1; step <= maxSteps; step++)
            {
                var (gradient, curvature) = Slopes(at);
                if (!Cholesky.TrySolve(curvature, gradient))
                {
                    return (at, step, false);
                }

                var longest = gradient.Max(Math.Abs);
                if (longest < tolerance)
                {
                    return (Centred(Moved(at, gradient, 1)), step, true);
                }

                var scale = Math.Min(1, 5 / longest);
                var moved = Moved(at, gradient, scale);
                var better = Value(moved, _chosen, _sets.Count);
                for (; better < value - (1e-12 * Math.Abs(value)) && scale > 1e-12; scale /= 2)
                {
                    moved = Moved(at, gradient, scale / 2);
                    better = Value(moved, _chosen, _sets.Count);
                }

                (at, value) = (moved, better);
            }

            return (at, maxSteps, false);
        }

        public double DataValue(double[] worths)
        {
            var chosen = _chosen.Length == _items ? _chosen : [.. _chosen.Take(_items).Select(c => c - (_chosen[_items] / _items))];
            return Value(worths, chosen, _dataSets);
        }

        private static double[] Moved(double[] at, double[] by, double scale) => [.. at.Select((t, i) => t + (scale * by[i]))];

        private double[] Centred(double[] at)
        {
            var mean = at.Take(_items).Average();
            return [.. at.Take(_items).Select(t => t - mean)];
        }

        private double Value(double[] at, double[] chosen, int sets)
        {
            var value = 0.0;
            for (var i = 0; i < chosen.Length; i++)
            {
                value += chosen[i] * at[i];
            }

            for (var s = 0; s < sets; s++)
            {
                var (set, weight) = _sets[s];
                var most = set.Max(i => at[i]);
                var sum = 0.0;
                foreach (var i in set)
                {
                    sum += Math.Exp(at[i] - most);
                }

                value -= weight * (most + Math.Log(sum));
            }

            return value;
        }

        // The curvature has the vector of ones as its null space, since only differences of worths matter; a multiple of the ones is added to it.
        private (double[] Gradient, double[,] Curvature) Slopes(double[] at)
        {
            var n = _chosen.Length;
            var (gradient, curvature) = ((double[])_chosen.Clone(), new double[n, n]);
            foreach (var (set, weight) in _sets)
            {
                var most = set.Max(i => at[i]);
                var p = Array.ConvertAll(set, i => Math.Exp(at[i] - most));
                var sum = p.Sum();
                for (var a = 0; a < p.Length; a++)
                {
                    p[a] /= sum;
                    gradient[set[a]] -= weight * p[a];
                    curvature[set[a], set[a]] += weight * p[a];
                    for (var b = 0; b <= a; b++)
                    {
                        curvature[set[a], set[b]] -= weight * p[a] * p[b];
                    }
                }
            }

            var ridge = Enumerable.Range(0, n).Average(i => curvature[i, i]) / n;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    curvature[i, j] += ridge;
                }
            }

            return (gradient, curvature);
        }
    }
}
