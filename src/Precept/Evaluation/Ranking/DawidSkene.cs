namespace Precept.Evaluation;

/// <summary>A label that an annotator gave to an item.</summary>
/// <param name="Item">The item, from 0.</param>
/// <param name="Annotator">The annotator, from 0.</param>
/// <param name="Label">The class that they named, from 0.</param>
public readonly record struct ItemLabel(int Item, int Annotator, int Label);

/// <summary>What labels say of items and of annotators.</summary>
/// <param name="Priors">For each class its share among the items.</param>
/// <param name="Confusion">For each annotator: [true class, label], the probability of the label; rows sum to 1.</param>
/// <param name="Posteriors">For each item the probability of each class; for an item without labels the priors.</param>
/// <param name="LogLikelihood">The log-likelihood of the labels, nats.</param>
/// <param name="Iterations">Steps of the search.</param>
/// <param name="Converged">Whether the last step gained less than the tolerance.</param>
/// <param name="Annotators">The quality of each annotator.</param>
public sealed record DawidSkeneFit(
    IReadOnlyList<double> Priors,
    IReadOnlyList<double[,]> Confusion,
    IReadOnlyList<IReadOnlyList<double>> Posteriors,
    double LogLikelihood,
    int Iterations,
    bool Converged,
    IReadOnlyList<AnnotatorQuality> Annotators)
{
    /// <summary>The most probable class of an item; of several the first.</summary>
    public int ClassOf(int item) => Posteriors[item].Index().MaxBy(p => p.Item).Index;
}

/// <summary>What an annotator's labels are worth.</summary>
/// <param name="Accuracy">The probability that one of their labels is right: the diagonal of the confusion, weighted by the classes of what they labelled. NaN without labels.</param>
/// <param name="Score">0 where the labels say nothing of the class, 1 where they say everything (Raykar and Yu 2012), whatever names the classes are given. NaN without labels.</param>
/// <param name="Labels">How many labels they gave.</param>
public sealed record AnnotatorQuality(Estimate Accuracy, double Score, int Labels);

/// <summary>True classes and annotators' errors from labels alone (Dawid and Skene 1979): each annotator has a confusion matrix, each class a share; EM finds the likeliest.</summary>
/// <remarks>Annotators may label any items, any number of times. Labels are taken as independent given the class. docs/algorithms/ranking.md has the equations.</remarks>
public static class DawidSkene
{
    /// <summary>Resamples of the interval of an annotator's accuracy: each is a fit of its own.</summary>
    public const int DefaultResamples = 100;

    /// <summary>The most classes that are taken.</summary>
    public const int MaxClasses = 50;

    /// <summary>Fits the model.</summary>
    /// <param name="items">How many items there are.</param>
    /// <param name="annotators">How many annotators there are.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <param name="labels">The labels; an annotator may label an item several times or not at all.</param>
    /// <param name="smoothing">Added to each cell of each table of counts, so that no label is impossible; 0 for maximum likelihood, as in the paper.</param>
    /// <param name="seed">Seed of the bootstrap over items.</param>
    /// <param name="resamples">Resamples of the bootstrap; 0 for no intervals.</param>
    /// <param name="refit">Whether each resample is fitted anew. If not, the posteriors are taken as known: far quicker, and too narrow where they are not near 0 or 1.</param>
    /// <param name="clusterOf">For each item its cluster, such as its task, for the intervals; null where each is one of its own.</param>
    /// <exception cref="ArgumentException">A label names an item, an annotator or a class that is not there; or clusters do not fit the items.</exception>
    public static DawidSkeneFit Fit(
        int items,
        int annotators,
        int classes,
        IReadOnlyList<ItemLabel> labels,
        double smoothing = 0,
        long seed = 1,
        int resamples = DefaultResamples,
        bool refit = true,
        IReadOnlyList<int>? clusterOf = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        ArgumentOutOfRangeException.ThrowIfNegative(annotators);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, MaxClasses);
        ArgumentOutOfRangeException.ThrowIfNegative(resamples);
        if (!double.IsFinite(smoothing) || smoothing < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "smoothing is a finite number from 0");
        }

        foreach (var (item, annotator, label) in labels)
        {
            if (item < 0 || item >= items || annotator < 0 || annotator >= annotators || label < 0 || label >= classes)
            {
                throw new ArgumentException($"item {item} of {items}, annotator {annotator} of {annotators}, label {label} of {classes} classes: no such one", nameof(labels));
            }
        }

        var (clusters, of) = ClusterNumbers.Of(items, clusterOf);
        var search = new DawidSkeneSearch(items, annotators, classes, labels, smoothing);
        int[] once = [.. Enumerable.Repeat(1, items)];
        var whole = search.Run(once, null);
        var n = new int[annotators];
        foreach (var label in labels)
        {
            n[label.Annotator]++;
        }

        var accuracies = resamples == 0
            ? [.. search.Accuracies(once, whole).Select((a, i) => Estimate.Undefined(n[i]) with { Value = a })]
            : ClusterBootstrap.OfEach(clusters, drawn => Accuracies([.. of.Select(c => drawn[c])]), annotators, labels.Count, seed, resamples);
        return new DawidSkeneFit(
            whole.Priors,
            [.. Enumerable.Range(0, annotators).Select(whole.Confusion)],
            [.. Enumerable.Range(0, items).Select(whole.Posterior)],
            whole.LogLikelihood,
            whole.Iterations,
            whole.Converged,
            [.. Enumerable.Range(0, annotators).Select(a => new AnnotatorQuality(accuracies[a] with { N = n[a] }, n[a] == 0 ? double.NaN : Score(whole.Confusion(a)), n[a]))]);

        IReadOnlyList<double> Accuracies(int[] times) => search.Accuracies(times, !refit || times.All(t => t == 1) ? whole : search.Run(times, whole));
    }

    /// <summary>How far an annotator's labels tell the classes apart, 0 to 1: the mean squared distance of the rows of their confusion, over that of a perfect one.</summary>
    /// <param name="confusion">[true class, label], rows summing to 1.</param>
    public static double Score(double[,] confusion)
    {
        var (k, sum) = (confusion.GetLength(0), 0.0);
        for (var a = 0; a < k; a++)
        {
            for (var b = 0; b < a; b++)
            {
                for (var label = 0; label < k; label++)
                {
                    sum += (confusion[a, label] - confusion[b, label]) * (confusion[a, label] - confusion[b, label]);
                }
            }
        }

        return sum / (k * (k - 1));
    }
}
