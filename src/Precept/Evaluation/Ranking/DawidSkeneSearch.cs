namespace Precept.Evaluation;

/// <summary>The EM steps of <see cref="DawidSkene"/> over labels laid out item by item, each item counting any number of times.</summary>
internal sealed class DawidSkeneSearch
{
    private const int MaxSteps = 2000;
    private const double Tolerance = 1e-10;
    private const double ToleranceOfDraws = 1e-6;

    private readonly int _items;
    private readonly int _annotators;
    private readonly int _classes;
    private readonly double _smoothing;
    private readonly int[] _firstOf;
    private readonly int[] _rows;

    public DawidSkeneSearch(int items, int annotators, int classes, IReadOnlyList<ItemLabel> labels, double smoothing)
    {
        (_items, _annotators, _classes, _smoothing) = (items, annotators, classes, smoothing);
        _firstOf = new int[items + 1];
        foreach (var label in labels)
        {
            _firstOf[label.Item + 1]++;
        }

        for (var i = 0; i < items; i++)
        {
            _firstOf[i + 1] += _firstOf[i];
        }

        // A row is the place of (annotator, label) in the tables, with one number for each true class behind it.
        _rows = new int[labels.Count];
        var next = _firstOf.ToArray();
        foreach (var label in labels)
        {
            _rows[next[label.Item]++] = ((label.Annotator * classes) + label.Label) * classes;
        }
    }

    /// <summary>Runs EM until a step gains next to nothing.</summary>
    /// <param name="times">How often each item counts.</param>
    /// <param name="start">Where to start; null for each item's own shares of labels, as in the paper.</param>
    public Result Run(IReadOnlyList<int> times, Result? start)
    {
        var (posteriors, priors, logs) = (new double[_items * _classes], new double[_classes], new double[_annotators * _classes * _classes]);
        if (start is null)
        {
            Shares(posteriors);
            Maximize(times, posteriors, priors, logs);
        }
        else
        {
            (priors, logs) = ((double[])[.. start.Priors], (double[])start.Logs.Clone());
        }

        var tolerance = start is null ? Tolerance : ToleranceOfDraws;
        var (value, converged, step) = (double.NegativeInfinity, false, 0);
        while (!converged && step < MaxSteps)
        {
            step++;
            var likelihood = Expect(times, priors, logs, posteriors);
            converged = likelihood - value <= tolerance * (1 + Math.Abs(likelihood));
            value = likelihood;
            if (!converged)
            {
                Maximize(times, posteriors, priors, logs);
            }
        }

        return new Result(_classes, priors, logs, posteriors, value, step, converged);
    }

    /// <summary>For each annotator the expected share of their labels that are right; NaN for one without labels.</summary>
    public double[] Accuracies(IReadOnlyList<int> times, Result result)
    {
        var (right, all) = (new double[_annotators], new double[_annotators]);
        for (var item = 0; item < _items; item++)
        {
            for (var l = _firstOf[item]; l < _firstOf[item + 1] && times[item] > 0; l++)
            {
                var annotator = _rows[l] / _classes / _classes;
                right[annotator] += times[item] * result.Posteriors[(item * _classes) + (_rows[l] / _classes % _classes)];
                all[annotator] += times[item];
            }
        }

        return [.. right.Zip(all, (r, n) => r / n)];
    }

    private void Shares(double[] posteriors)
    {
        for (var item = 0; item < _items; item++)
        {
            var labels = _firstOf[item + 1] - _firstOf[item];
            for (var k = 0; k < _classes && labels == 0; k++)
            {
                posteriors[(item * _classes) + k] = 1.0 / _classes;
            }

            for (var l = _firstOf[item]; l < _firstOf[item + 1]; l++)
            {
                posteriors[(item * _classes) + (_rows[l] / _classes % _classes)] += 1.0 / labels;
            }
        }
    }

    private double Expect(IReadOnlyList<int> times, double[] priors, double[] logs, double[] posteriors)
    {
        var (likelihood, logPriors) = (0.0, Array.ConvertAll(priors, Math.Log));
        for (var item = 0; item < _items; item++)
        {
            if (times[item] == 0)
            {
                continue;
            }

            var of = posteriors.AsSpan(item * _classes, _classes);
            logPriors.CopyTo(of);
            for (var l = _firstOf[item]; l < _firstOf[item + 1]; l++)
            {
                var row = logs.AsSpan(_rows[l], _classes);
                for (var k = 0; k < of.Length; k++)
                {
                    of[k] += row[k];
                }
            }

            var (most, sum) = (double.NegativeInfinity, 0.0);
            foreach (var log in of)
            {
                most = Math.Max(most, log);
            }

            for (var k = 0; k < of.Length; k++)
            {
                of[k] = Math.Exp(of[k] - most);
                sum += of[k];
            }

            for (var k = 0; k < of.Length; k++)
            {
                of[k] /= sum;
            }

            // An item without labels says nothing: its sum is 1.
            likelihood += _firstOf[item + 1] == _firstOf[item] ? 0 : times[item] * (most + Math.Log(sum));
        }

        return likelihood;
    }

    // Items without labels do not count towards the shares of the classes.
    private void Maximize(IReadOnlyList<int> times, double[] posteriors, double[] priors, double[] logs)
    {
        Array.Clear(priors);
        Array.Fill(logs, _smoothing);
        for (var item = 0; item < _items; item++)
        {
            if (times[item] == 0 || _firstOf[item + 1] == _firstOf[item])
            {
                continue;
            }

            for (var k = 0; k < _classes; k++)
            {
                var weight = times[item] * posteriors[(item * _classes) + k];
                priors[k] += weight;
                for (var l = _firstOf[item]; l < _firstOf[item + 1] && weight > 0; l++)
                {
                    logs[_rows[l] + k] += weight;
                }
            }
        }

        var all = priors.Sum();
        for (var k = 0; k < _classes; k++)
        {
            priors[k] = all > 0 ? priors[k] / all : 1.0 / _classes;
        }

        ToLogs(logs);
    }

    // A class that an annotator never met leaves its row open: every label is as likely as another.
    private void ToLogs(double[] counts)
    {
        for (var a = 0; a < _annotators; a++)
        {
            for (var k = 0; k < _classes; k++)
            {
                var (first, sum) = ((a * _classes * _classes) + k, 0.0);
                for (var label = 0; label < _classes; label++)
                {
                    sum += counts[first + (label * _classes)];
                }

                for (var label = 0; label < _classes; label++)
                {
                    ref var cell = ref counts[first + (label * _classes)];
                    cell = sum > 0 ? Math.Log(cell / sum) : -Math.Log(_classes);
                }
            }
        }
    }

    /// <summary>Where a run ended. Tables are laid out by annotator, label, true class.</summary>
    public sealed record Result(int Classes, double[] Priors, double[] Logs, double[] Posteriors, double LogLikelihood, int Iterations, bool Converged)
    {
        public double[] Posterior(int item) => [.. Posteriors.AsSpan(item * Classes, Classes)];

        public double[,] Confusion(int annotator)
        {
            var confusion = new double[Classes, Classes];
            for (var k = 0; k < Classes; k++)
            {
                for (var label = 0; label < Classes; label++)
                {
                    confusion[k, label] = Math.Exp(Logs[(((annotator * Classes) + label) * Classes) + k]);
                }
            }

            return confusion;
        }
    }
}
