using Precept.Evaluation;
using Precept.Spec;
using Precept.Workbench.Labels;
using Precept.Workbench.Quality;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Quality;

public sealed class AnnotatorFiguresTests
{
    [Fact]
    public void Of_gold_and_qualification_count_the_labels_that_are_right()
    {
        var known = new KnownAnswer([0, 1], "s", "");
        var labels = new List<TableLabel>();
        for (var n = 1; n <= 4; n++)
        {
            labels.Add(TestLabels.LabelOf(TestLabels.Task(n, 2, TaskPurpose.Gold) with { Known = known }, "A", n == 1 ? "10" : "01"));
        }

        labels.Add(TestLabels.LabelOf(TestLabels.Task(5, 2, TaskPurpose.Qualification) with { Known = known }, "A", "01"));

        var figures = Figures(labels).Single();

        figures.Gold.ShouldBe(Statistics.Wilson(3, 4));
        figures.Qualification.ShouldBe(Statistics.Wilson(1, 1));
    }

    [Fact]
    public void Of_repeats_compare_with_the_first_label_by_answer_whatever_their_order()
    {
        // The repeat shows the answers in reverse; the second and third change places, so that two of three pairs are as before.
        var first = TestLabels.Task(1, 3);
        var again = TestLabels.Task(2, 3, TaskPurpose.Repeat) with { FirstTaskId = "t1", Answers = [.. first.Answers.Reverse()] };

        var figures = Figures([TestLabels.LabelOf(first, "A", "012"), TestLabels.LabelOf(again, "A", "120")]).Single();

        figures.RepeatedTasks.ShouldBe(1);
        (figures.Repeats.Value, figures.Repeats.N).ShouldBe((2 / 3.0, 3));
    }

    [Fact]
    public void Of_times_are_quartiles_and_the_share_faster_than_reading()
    {
        // 1,000 characters at 50 a second are 20 seconds: of 5, 19, 20, 40 and 60 seconds two are faster.
        var task = Enumerable.Range(1, 5).Select(n => TestLabels.Task(n, 2, load: 1000)).ToArray();
        var seconds = new[] { 60, 5, 20, 19, 40 };

        var times = Figures([.. task.Zip(seconds, (t, s) => TestLabels.LabelOf(t, "A", "01", s * 1000))]).Single().Times;

        (times.Median, times.Lower, times.Upper).ShouldBe((20_000, 19_000, 40_000));
        times.TooFast.ShouldBe(Statistics.Wilson(2, 5));
    }

    [Fact]
    public void Of_the_answer_shown_first_counts_labels_with_one_best()
    {
        // Shown first is the second answer: best in the first label; the second has two best ones and does not count; in the third it is worst.
        var labels = TestLabels.Of("A:10", "A:00", "A:01").Labels.Select(l => l with { Order = [1, 0] });

        var first = Figures([.. labels]).Single().First;

        first.Share.ShouldBe(Statistics.Wilson(1, 2));
        first.Chance.ShouldBe(0.5);
    }

    [Fact]
    public void Of_few_cases_warn_of_nothing_and_many_of_what_they_show()
    {
        var known = new KnownAnswer([0, 1], "s", "");
        var few = Figures([TestLabels.LabelOf(TestLabels.Task(1, 2, TaskPurpose.Gold) with { Known = known }, "A", "10")]).Single();
        var many = Figures([.. Enumerable.Range(1, 30).Select(n => TestLabels.LabelOf(TestLabels.Task(n, 2, TaskPurpose.Gold, load: 10_000) with { Known = known }, "A", "10", 1000))]).Single();

        few.Warnings.ShouldBeEmpty();
        // All 30 wrong and in a second each; shown first is never the best.
        many.Warnings.Select(w => w.Kind).ShouldBe([WarningKind.Gold, WarningKind.TooFast]);
        many.Warnings[0].Bound.ShouldBe(0.8);
    }

    [Fact]
    public void Of_one_who_says_the_opposite_warns_of_little_agreement()
    {
        var figures = Figures([.. TestLabels.Of(Enumerable.Repeat("A:01 B:01 C:01 D:10", 40)).Labels]);

        figures.Where(f => f.Warnings.Any(w => w.Kind == WarningKind.Others)).Select(f => f.Who.Handle).ShouldBe(["D"]);
    }

    [Fact]
    public void DawidSkene_finds_the_one_who_guesses()
    {
        // Three people right nine times of ten, one who throws a die: seeded.
        var random = SeededRandom.For(3, "guess");
        var table = TestLabels.Of(Enumerable.Range(0, 200).Select(_ =>
        {
            var truth = random.NextInt(2) == 0 ? "01" : "10";
            return $"A:{Said(truth, 0.9)} B:{Said(truth, 0.9)} C:{Said(truth, 0.9)} D:{(random.NextInt(2) == 0 ? "01" : "10")}";
        }));

        var verdicts = DawidSkeneFigures.Of(table).Verdicts;

        verdicts.Select(v => v.Who.Handle).ShouldBe(["A", "B", "C", "D"]);
        foreach (var right in verdicts.Take(3))
        {
            right.Accuracy.Value.ShouldBeInRange(0.82, 0.97);
            (right.Accuracy.Low < right.Accuracy.Value && right.Accuracy.Value < right.Accuracy.High).ShouldBeTrue();
        }

        verdicts[3].Accuracy.Value.ShouldBeInRange(0.4, 0.6);
        verdicts[3].Accuracy.N.ShouldBe(200);
        // Both ways round: what is said of "worse" is the mirror of what is said of "better".
        verdicts[0].Confusion[0, 0].ShouldBe(verdicts[0].Confusion[2, 2], 1e-6);

        string Said(string truth, double right) => random.NextDouble() < right ? truth : truth == "01" ? "10" : "01";
    }

    [Fact]
    public void DawidSkene_flags_are_set_or_not()
    {
        var labels = TestLabels.Of(Enumerable.Repeat("A:01 B:01 C:01", 30)).Labels
            .Select((l, i) => l with { Content = l.Content with { Flags = l.Task.Number % 3 == 0 && l.By.Handle != "C" ? [["hallucination"], []] : [[], []] } });

        var flags = DawidSkeneFigures.Of(new LabelTable([.. labels])).Flags;

        // Where A and B set the flag it is there; C never sets it.
        flags.Single(f => f.Who.Handle == "A").Confusion[1, 1].ShouldBeGreaterThan(0.9);
        flags.Single(f => f.Who.Handle == "C").Confusion[1, 1].ShouldBeLessThan(0.1);
        DawidSkeneFigures.Of(TestLabels.Of("A:01 B:01")).Flags.ShouldBeEmpty();
    }

    [Fact]
    public void Models_of_a_record_of_7_to_3_are_half_its_log_odds_apart_from_0()
    {
        // ln(7/3) = 0.847298 between them, half of it each way.
        var table = TestLabels.Of([.. Enumerable.Repeat("A:01", 7), .. Enumerable.Repeat("A:10", 3)]);

        var models = ModelFigures.Of(table);

        models.Prior.ShouldBe(0);
        models.Models.Select(m => m.Model).ShouldBe(["m0", "m1"]);
        models.Models[0].BradleyTerry.Value.ShouldBe(0.847298 / 2, 1e-6);
        models.Models[0].PlackettLuce.Value.ShouldBe(0.847298 / 2, 1e-6);
        models.Models[0].Won.Value.ShouldBe(0.7, 1e-12);
        (models.Models[0].BradleyTerry.Low < 0.4 && models.Models[0].BradleyTerry.High > 0.45).ShouldBeTrue();
    }

    [Fact]
    public void Models_that_never_lost_get_the_small_prior()
    {
        // Half a win and half a loss against an imagined one: 10 wins of 10 have a finite strength, and the page says why.
        var models = ModelFigures.Of(TestLabels.Of(Enumerable.Repeat("A:01", 10)));

        models.Prior.ShouldBe(BradleyTerry.SmallPrior);
        models.Pairs.ShouldBe(WorthOutcome.Estimated);
        models.Models[0].BradleyTerry.Value.ShouldBeGreaterThan(1);
    }

    private static IReadOnlyList<AnnotatorFigures> Figures(IReadOnlyList<TableLabel> labels) =>
        new LabelTable(labels) is var table ? AnnotatorFigures.Of(table, AgreementFigures.Of(table), 0.8) : [];
}
