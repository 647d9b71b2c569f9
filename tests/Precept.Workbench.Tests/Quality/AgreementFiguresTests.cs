using Precept.Evaluation;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workbench.Quality;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Quality;

/// <summary>Figures on a campaign small enough to be reckoned by hand: four tasks of two answers, two people.</summary>
public sealed class AgreementFiguresTests
{
    // Verdicts of A: first, first, second, tie; of B: first, second, second, first.
    private static readonly LabelTable Small = TestLabels.Of("A:01 B:01", "A:01 B:10", "A:10 B:10", "A:00 B:01");

    [Fact]
    public void Of_two_people_shares_count_the_pairs_with_and_without_ties()
    {
        var verdicts = AgreementFigures.Of(Small).Whole.Verdicts;

        (verdicts.Tally.Same, verdicts.Tally.Opposite, verdicts.Tally.OnlyFirstTies, verdicts.Tally.OnlySecondTies, verdicts.Tally.BothTie).ShouldBe((2, 1, 1, 0, 0));
        (verdicts.WithTies.Value, verdicts.WithTies.N).ShouldBe((0.5, 4));
        verdicts.WithoutTies.Value.ShouldBe(2 / 3.0, 1e-12);
        verdicts.WithoutTies.N.ShouldBe(3);
    }

    [Fact]
    public void Of_two_people_alpha_is_the_closed_form()
    {
        // 8 values, 7 decided, 1 tie; unlike ones 2 in the second task and 2 in the fourth. 1 - (8 - 1) 4 / (64 - 49/2 - 1) = 3/11.
        var alpha = AgreementFigures.Of(Small).Whole.Alpha;

        alpha.Value.ShouldBe(3 / 11.0, 1e-12);
        alpha.N.ShouldBe(4);
        (alpha.Low <= alpha.Value && alpha.Value <= alpha.High).ShouldBeTrue();
    }

    [Fact]
    public void Of_two_people_Fleiss_is_the_closed_form()
    {
        // Agreement 1/2; shares 7/16, 7/16, 1/8; by chance 2 (7/16)^2 + 1/64 = 51/128; (1/2 - 51/128) / (1 - 51/128) = 13/77.
        var figures = AgreementFigures.Of(Small);

        figures.People.ShouldBe(2);
        figures.Fleiss.Value.ShouldBe(13 / 77.0, 1e-12);
        figures.Fleiss.N.ShouldBe(4);
    }

    [Fact]
    public void Of_two_people_tau_and_W_are_means_over_tasks()
    {
        var figures = AgreementFigures.Of(Small);

        // Tau-b 1, -1, 1, and none where one calls it a tie.
        figures.TauB.Value.ShouldBe(1 / 3.0, 1e-12);
        figures.TauB.N.ShouldBe(3);
        // W 1, 0, 1, and with one ranking level: sums 2.5 and 3.5, S = 1/2, 12 S / (4 (8 - 2) - 2 (8 - 2)) = 1/2.
        figures.W.Value.ShouldBe(0.625, 1e-12);
        figures.W.N.ShouldBe(4);
    }

    [Fact]
    public void Of_two_people_the_longest_wins_is_the_second_answer_throughout()
    {
        // In TestLabels the second answer is longer: right with A once of three, with B twice of four.
        var longest = AgreementFigures.Of(Small).Longest;

        longest.WithoutTies.Value.ShouldBe(3 / 7.0, 1e-12);
        longest.WithoutTies.N.ShouldBe(7);
        longest.WithTies.N.ShouldBe(8);
    }

    [Fact]
    public void Of_different_numbers_of_people_there_is_no_Fleiss()
    {
        var figures = AgreementFigures.Of(TestLabels.Of("A:01 B:01", "A:01 B:10 C:01"));

        figures.People.ShouldBeNull();
        figures.Fleiss.IsDefined.ShouldBeFalse();
        figures.Whole.Alpha.IsDefined.ShouldBeTrue();
        // Each two of three people: A and C the same, B opposite to both; and A and B the same in the first.
        (figures.Whole.Verdicts.Tally.Same, figures.Whole.Verdicts.Tally.Opposite).ShouldBe((2, 2));
    }

    [Fact]
    public void Of_one_label_a_task_or_incomparable_ones_nothing_is_compared()
    {
        var figures = AgreementFigures.Of(TestLabels.Of("A:01", "A:01 B:-"));

        figures.Whole.Tasks.ShouldBe(0);
        figures.Whole.Alpha.IsDefined.ShouldBeFalse();
        figures.Pairs.ShouldBeEmpty();
    }

    [Fact]
    public void Of_gold_and_repeats_do_not_count()
    {
        var gold = TestLabels.Task(1, 2, TaskPurpose.Gold);
        var repeat = TestLabels.Task(2, 2, TaskPurpose.Repeat);

        AgreementFigures.Of(new LabelTable([.. TestLabels.LabelsOf(gold, "A:01 B:01"), .. TestLabels.LabelsOf(repeat, "A:01 B:01")])).Whole.Tasks.ShouldBe(0);
    }

    [Fact]
    public void Of_sections_and_people_stand_with_the_least_agreement_first()
    {
        var (one, two) = (TestLabels.Task(1, 2, section: "alike"), TestLabels.Task(2, 2, section: "apart"));
        var figures = AgreementFigures.Of(new LabelTable([.. TestLabels.LabelsOf(one, "A:01 B:01 C:01"), .. TestLabels.LabelsOf(two, "A:01 B:01 C:10")]));

        figures.Sections.Select(s => (s.Id, s.Figures.Verdicts.WithTies.Value)).ShouldBe([("apart", 1 / 3.0), ("alike", 1)]);
        // C agrees in two of four comparisons, A and B in three of four.
        figures.Annotators.Select(a => (a.Who.Handle, a.Verdicts.WithTies.Value)).ShouldBe([("C", 0.5), ("A", 0.75), ("B", 0.75)]);
        figures.Pairs.Select(p => (p.First.Handle, p.Second.Handle, p.Verdicts.WithTies.Value)).ShouldBe([("A", "B", 1), ("A", "C", 0.5), ("B", "C", 0.5)]);
    }

    [Fact]
    public void Of_two_people_all_figures_are_those_of_two_judges()
    {
        // 60 tasks of three answers, seeded tiers: the same numbers as the comparison of two judges in the core, which has the published vectors.
        var random = SeededRandom.For(5, "two people");
        var table = TestLabels.Of(Enumerable.Range(0, 60).Select(_ => $"A:{Tiers()} B:{Tiers()}"));
        var prompts = Enumerable.Range(0, 60).Select(i => new Prompt([new Message(Role.User, $"question {i}")], ["s"])).ToArray();
        var responses = prompts.SelectMany((p, i) => Enumerable.Range(0, 3).Select(a => new Response(p.Id, $"m{a}", Sampler.Greedy, a, new string('x', 10 + a)))).ToArray();
        var judgments = table.Labels.Select(l => new Judgment(
            prompts[l.Task.Number - 1].Id, [.. responses.Skip((l.Task.Number - 1) * 3).Take(3).Select(r => r.Id)], [.. l.Content.Tiers.Select(t => t!.Value)], [], l.By.Handle, new Dictionary<string, string>()));
        var judges = JudgeVerdicts.Of(judgments, responses.ToDictionary(r => r.Id));

        var expected = JudgeAgreement.Between(judges[0], judges[1], prompts, responses.ToDictionary(r => r.Id));
        var figures = AgreementFigures.Of(table);

        figures.Whole.Verdicts.WithTies.ShouldBe(expected.Verdicts.WithTies);
        figures.Whole.Verdicts.WithoutTies.ShouldBe(expected.Verdicts.WithoutTies);
        figures.Whole.Verdicts.Kappa.Value.ShouldBe(expected.Verdicts.Kappa.Value, 1e-12);
        figures.Whole.Alpha.Value.ShouldBe(expected.Alpha.Value, 1e-12);
        figures.Whole.RankAlpha.Value.ShouldBe(expected.RankAlpha.Value, 1e-12);
        figures.TauB.Value.ShouldBe(expected.TauB.Value, 1e-12);
        figures.Pairs[0].Verdicts.Kappa.Value.ShouldBe(expected.Verdicts.Kappa.Value, 1e-12);

        string Tiers() => string.Concat(Enumerable.Range(0, 3).Select(_ => random.NextInt(3)));
    }

    [Fact]
    public void Of_the_section_decided_on_alpha_is_the_closed_form()
    {
        // Two tasks, two people: s and s, s and u. Values s 3, u 1; unlike 2. 1 - (4 - 1) 2 / (16 - 9 - 1) = 0.
        var labels = TestLabels.Of("A:01 B:01", "A:01 B:01").Labels.Select((l, i) => l with { Content = l.Content with { DecidedOn = i == 3 ? "u" : "s" } });

        AgreementFigures.Of(new LabelTable([.. labels])).DecidedOn.Value.ShouldBe(0, 1e-12);
    }
}
