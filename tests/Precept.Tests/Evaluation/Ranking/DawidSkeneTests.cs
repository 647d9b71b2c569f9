using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Tests.Evaluation.Ranking;

public sealed class DawidSkeneTests
{
    /// <summary>Dawid and Skene 1979, table 1: 45 patients; the first observer's three labels, then those of the others.</summary>
    private static readonly string[] Anaesthesia =
    [
        "1111111", "3334334", "1122122", "2223121", "2223222", "2223322", "1222111", "3333433", "2222223", "2322223", "4444444", "2223343", "1111111", "2223212", "1211111",
        "1112111", "1111111", "1111111", "2222221", "2221322", "2222222", "2222221", "2223222", "2212222", "1111111", "1111111", "2322222", "1111111", "1111111", "1121121",
        "1111111", "3333233", "1111111", "2222222", "2223232", "4334343", "2212232", "2323233", "3333432", "1111111", "1111111", "1212111", "2322222", "1211111", "2222222",
    ];

    private static readonly ItemLabel[] Observations =
        [.. Anaesthesia.SelectMany((row, item) => row.Select((label, i) => new ItemLabel(item, Math.Max(0, i - 2), label - '1')))];

    [Fact]
    public void Fit_of_the_anaesthesia_data_gives_the_published_priors_and_likelihood()
    {
        var fit = DawidSkene.Fit(45, 5, 4, Observations, resamples: 0);
        fit.Priors.ShouldBe([0.3996, 0.4220, 0.1118, 0.0667], 5e-5);
        fit.LogLikelihood.ShouldBe(-192.8909, 5e-5);
        fit.Converged.ShouldBeTrue();
    }

    [Fact]
    public void Fit_of_the_anaesthesia_data_has_rows_that_sum_to_1_and_intervals_that_hold_the_accuracy()
    {
        var fit = DawidSkene.Fit(45, 5, 4, Observations);
        fit.Posteriors.ShouldAllBe(p => Math.Abs(p.Sum() - 1) < 1e-12);
        fit.ClassOf(0).ShouldBe(0);
        fit.ClassOf(10).ShouldBe(3);
        foreach (var (confusion, annotator) in fit.Confusion.Zip(fit.Annotators))
        {
            Enumerable.Range(0, 4).ShouldAllBe(k => Math.Abs(Enumerable.Range(0, 4).Sum(label => confusion[k, label]) - 1) < 1e-12);
            annotator.Accuracy.Low.ShouldBeInRange(0, annotator.Accuracy.Value);
            annotator.Accuracy.High.ShouldBeInRange(annotator.Accuracy.Value, 1);
            annotator.Score.ShouldBeInRange(0, 1);
        }

        fit.Annotators.Select(a => a.Labels).ShouldBe([135, 45, 45, 45, 45]);
        // Each of the others labelled every patient once: the accuracy is the diagonal under the priors.
        fit.Annotators[1].Accuracy.Value.ShouldBe(Enumerable.Range(0, 4).Sum(k => fit.Priors[k] * fit.Confusion[1][k, k]), 1e-6);
        DawidSkene.Fit(45, 5, 4, Observations).Annotators.ShouldBe(fit.Annotators);
    }

    [Fact]
    public void Fit_items_of_one_cluster_are_drawn_together()
    {
        // Each item twice, both in one cluster: the fit is the same, and so is each draw.
        ItemLabel[] labels = [new(0, 0, 0), new(0, 1, 0), new(1, 0, 1), new(1, 1, 1), new(2, 0, 1), new(2, 1, 0), new(3, 0, 0), new(3, 1, 0), new(4, 0, 1), new(4, 1, 1)];
        var once = DawidSkene.Fit(5, 2, 2, labels, resamples: 50);
        var twice = DawidSkene.Fit(
            10, 2, 2, [.. labels.SelectMany(l => new[] { l with { Item = 2 * l.Item }, l with { Item = (2 * l.Item) + 1 } })], resamples: 50, clusterOf: [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);

        twice.Annotators[0].Accuracy.Value.ShouldBe(once.Annotators[0].Accuracy.Value, 1e-6);
        twice.Annotators[0].Accuracy.Low.ShouldBe(once.Annotators[0].Accuracy.Low, 1e-3);
        twice.Annotators[0].Accuracy.High.ShouldBe(once.Annotators[0].Accuracy.High, 1e-3);
        Should.Throw<ArgumentException>(() => DawidSkene.Fit(5, 2, 2, labels, clusterOf: [0]));
    }

    [Fact]
    public void Fit_of_agreement_throughout_is_certain()
    {
        // Two classes, three annotators, all the same: the likelihood is that of the classes alone, 3 log 0.75 + log 0.25.
        ItemLabel[] labels = [.. from item in Enumerable.Range(0, 4) from annotator in Enumerable.Range(0, 3) select new ItemLabel(item, annotator, item == 3 ? 1 : 0)];
        var fit = DawidSkene.Fit(4, 3, 2, labels, resamples: 0);
        fit.Priors.ShouldBe([0.75, 0.25], 1e-12);
        fit.LogLikelihood.ShouldBe((3 * Math.Log(0.75)) + Math.Log(0.25), 1e-9);
        fit.Annotators.ShouldAllBe(a => a.Accuracy.Value == 1 && a.Score == 1);
    }

    [Fact]
    public void Fit_with_one_annotator_takes_the_labels_for_the_truth()
    {
        // Nothing tells errors from classes: the start, each item's own label, is a fixed point.
        var fit = DawidSkene.Fit(3, 1, 2, [new(0, 0, 0), new(1, 0, 0), new(2, 0, 1)], resamples: 0);
        fit.Priors.ShouldBe([2 / 3.0, 1 / 3.0], 1e-12);
        fit.Posteriors[2].ShouldBe([0, 1]);
    }

    [Fact]
    public void Fit_of_simulated_annotators_finds_their_accuracies_and_the_spammer()
    {
        double[] accuracy = [0.95, 0.85, 0.75, 0.6, 1 / 3.0];
        var random = new SeededRandom(11);
        var (truth, labels) = (new int[1500], new List<ItemLabel>());
        for (var item = 0; item < truth.Length; item++)
        {
            truth[item] = random.NextInt(3);
            for (var a = 0; a < accuracy.Length; a++)
            {
                if (random.NextDouble() < 0.8)
                {
                    labels.Add(new ItemLabel(item, a, random.NextDouble() < accuracy[a] ? truth[item] : (truth[item] + 1 + random.NextInt(2)) % 3));
                }
            }
        }

        var fit = DawidSkene.Fit(truth.Length, accuracy.Length, 3, labels, resamples: 50);
        for (var a = 0; a < accuracy.Length; a++)
        {
            fit.Annotators[a].Accuracy.Value.ShouldBe(accuracy[a], 0.05);
            (fit.Annotators[a].Accuracy.High - fit.Annotators[a].Accuracy.Low).ShouldBeInRange(0.005, 0.15);
        }

        // Errors spread evenly: the score is ((3 p - 1) / 2) squared.
        fit.Annotators[1].Score.ShouldBe(0.775 * 0.775, 0.06);
        fit.Annotators[4].Score.ShouldBeLessThan(0.02);
        var majority = truth.Index().Count(t => labels.Where(l => l.Item == t.Index).CountBy(l => l.Label).OrderByDescending(c => c.Value).Select(c => c.Key).FirstOrDefault() == t.Item);
        truth.Index().Count(t => fit.ClassOf(t.Index) == t.Item).ShouldBeGreaterThan(majority);
    }

    [Fact]
    public void Score_is_0_for_labels_that_say_nothing_and_1_for_the_wrong_names_throughout()
    {
        DawidSkene.Score(new[,] { { 0.3, 0.7 }, { 0.3, 0.7 } }).ShouldBe(0);
        DawidSkene.Score(new[,] { { 0.0, 1.0 }, { 1.0, 0.0 } }).ShouldBe(1);
        DawidSkene.Score(new[,] { { 0.9, 0.1 }, { 0.2, 0.8 } }).ShouldBe(0.7 * 0.7, 1e-12); // (sensitivity + specificity - 1) squared
    }

    [Fact]
    public void Fit_with_known_posteriors_has_the_interval_of_a_share()
    {
        // Three annotators of one mind but for the third's last 30 of 100 labels: the posteriors are certain, and the third's interval is that of 70 in 100.
        ItemLabel[] labels = [.. from item in Enumerable.Range(0, 100) from annotator in Enumerable.Range(0, 3) select new ItemLabel(item, annotator, (item % 2) ^ (annotator == 2 && item >= 70 ? 1 : 0))];
        var third = DawidSkene.Fit(100, 3, 2, labels, resamples: 2000, refit: false).Annotators[2].Accuracy;
        third.Value.ShouldBe(0.7, 1e-6);
        third.StandardError.ShouldBe(Math.Sqrt(0.7 * 0.3 / 100), 0.003);
        third.Low.ShouldBe(0.61, 0.02);
    }

    [Fact]
    public void Fit_without_labels_gives_even_classes_and_no_accuracy()
    {
        var fit = DawidSkene.Fit(2, 1, 4, []);
        fit.Priors.ShouldBe([0.25, 0.25, 0.25, 0.25]);
        fit.Posteriors[1].ShouldBe([0.25, 0.25, 0.25, 0.25]);
        fit.LogLikelihood.ShouldBe(0);
        fit.Annotators[0].Accuracy.IsDefined.ShouldBeFalse();
        fit.Annotators[0].Score.ShouldBe(double.NaN);
        DawidSkene.Fit(0, 0, 2, []).Annotators.ShouldBeEmpty();
    }

    [Fact]
    public void Fit_of_labels_of_nothing_throws()
    {
        Should.Throw<ArgumentException>(() => DawidSkene.Fit(1, 1, 2, [new(1, 0, 0)]));
        Should.Throw<ArgumentException>(() => DawidSkene.Fit(1, 1, 2, [new(0, 1, 0)]));
        Should.Throw<ArgumentException>(() => DawidSkene.Fit(1, 1, 2, [new(0, 0, 2)]));
        Should.Throw<ArgumentException>(() => DawidSkene.Fit(1, 1, 1, []));
    }
}
