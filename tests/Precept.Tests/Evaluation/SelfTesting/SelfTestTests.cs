using System.Collections.Concurrent;
using Precept.Endpoints;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Spec;
using static Precept.Tests.Evaluation.SelfTesting.GradedSpec;

namespace Precept.Tests.Evaluation.SelfTesting;

public sealed class SelfTestTests
{
    private static readonly SelfTestCases Balanced30 = SelfTestCases.Of(Balanced(30));

    [Fact]
    public async Task RunAsync_judge_that_always_says_A_ties_everywhere_and_is_wholly_position_biased()
    {
        var report = SelfTestReport.Of(await ScriptedJudge.AlwaysA.TestAsync(Balanced30));

        (report.Position.Disagree.Value, report.Position.Disagree.N, report.Position.FavoursFirst, report.Position.FavoursLast).ShouldBe((1, 30, 30, 0));
        (report.Ties.Value, report.Accuracy.Headline.Value, report.WithoutTies.N).ShouldBe((1, 0, 0));
        report.Pairs.Select(p => (p.Kind, p.Better, p.Tie, p.Worse, p.Failed)).ShouldBe(
            [(PairKind.GoodOverBad, 0, 30, 0, 0), (PairKind.GoodOverOk, 0, 0, 0, 0), (PairKind.OkOverBad, 0, 0, 0, 0)]);
        // Always a half: (1/2)² whatever the truth.
        report.Calibration!.Brier.Value.ShouldBe(0.25, 1e-12);
    }

    [Fact]
    public async Task RunAsync_longest_wins_ties_with_its_own_baseline_and_is_wholly_length_biased()
    {
        var report = SelfTestReport.Of(await ScriptedJudge.OfPairs((_, a, b) => b.Length - a.Length).TestAsync(Balanced30));

        report.Accuracy.Headline.Value.ShouldBe(0.5);
        var longest = report.Baselines.Single(b => b.Id == "longest");
        (longest.Rate.Value, longest.JudgeMinus.Difference.Value, longest.JudgeMinus.OnlyFirst, longest.JudgeMinus.OnlySecond, longest.JudgeMinus.P).ShouldBe((0.5, 0, 0, 0, 1));
        (report.Length.BetterLonger.Value, report.Length.BetterShorter.Value, report.Length.Difference.Value).ShouldBe((1, 0, 1));
        // 15 of 15 and 0 of 15 with half a case added: sqrt(15.5/0.5 · 15.5/0.5) = 31.
        report.Length.Odds.Value.ShouldBe(31, 1e-9);
        // The spec puts the better reply first everywhere.
        report.Baselines.Single(b => b.Id == "source").Rate.Value.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_first_wins_shows_in_one_order()
    {
        var report = SelfTestReport.Of(await ScriptedJudge.OfPairs((_, _, _) => -1).TestAsync(Balanced30));

        (report.Position.BetterFirst.Value, report.Position.BetterLast.Value, report.Position.Disagree.N).ShouldBe((1, 0, 0));
        report.Baselines.Single(b => b.Id == "first").JudgeMinus.Difference.ShouldBe(new Estimate(0, 0, 0, 0, 30));
    }

    [Fact]
    public async Task RunAsync_failures_are_no_votes()
    {
        Outcome[] ends = [Outcome.Judged, Outcome.Refused, Outcome.Invalid, Outcome.Timeout, Outcome.Filtered];
        var judge = new ScriptedJudge(true, (prompt, responses) => ends[int.Parse(prompt.Messages[0].Content.Split(' ', '.')[1], null) % 5] is var end && end == Outcome.Judged
            ? ScriptedJudge.Ranked(prompt, responses, responses[0].Text.StartsWith("good", StringComparison.Ordinal) ? [0, 1] : [1, 0])
            : ScriptedJudge.Ranked(prompt, responses, []) with { Outcome = end });
        var report = SelfTestReport.Of(await judge.TestAsync(Balanced30));

        report.Outcomes.ShouldBe(new SelfTestOutcomes(6, 6, 6, 6, 6));
        (report.N, report.Accuracy.Headline.Value, report.Accuracy.Headline.N).ShouldBe((30, 1, 6));
        (report.WorstCase.Value, report.WorstCase.N).ShouldBe((0.2, 30));
        report.Sections.Count(s => s.Failed == 1 && s.Rate.N == 0).ShouldBe(24);
        report.Pairs[0].Failed.ShouldBe(24);
    }

    [Fact]
    public async Task RunAsync_without_a_single_judgment_gives_no_number_and_no_zero()
    {
        var judge = new ScriptedJudge(true, (prompt, responses) => ScriptedJudge.Ranked(prompt, responses, []) with { Outcome = Outcome.Refused });
        var report = SelfTestReport.Of(await judge.TestAsync(Balanced30));

        (report.Accuracy.Headline.N, report.Outcomes.Refused).ShouldBe((0, 30));
        SelfTestJson.ToJson(report)["accuracy"]!["rate"].ShouldBeNull();
        report.WorstCase.Value.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_list_is_scored_by_its_pairs()
    {
        var cases = SelfTestCases.Of(Of([[Reply("good", Verdict.Good), Reply("ok", Verdict.Ok), Reply("bad", Verdict.Bad)]]));
        // good first, ok and bad tied: two of three right, one tie.
        var judge = new ScriptedJudge(false, (prompt, responses) => ScriptedJudge.Ranked(prompt, responses, [.. responses.Select(r => r.Text == "good" ? 0 : 1)]));
        var run = await judge.TestAsync(cases);

        run.Judgments.Count.ShouldBe(1);
        run.Verdicts.ToDictionary(v => v.Case.Kind, v => v.Choice).ShouldBe(
            new Dictionary<PairKind, SelfTestChoice?> { [PairKind.GoodOverOk] = SelfTestChoice.Better, [PairKind.GoodOverBad] = SelfTestChoice.Better, [PairKind.OkOverBad] = SelfTestChoice.Tie }, ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_ratings_give_a_confusion_of_grades()
    {
        var cases = SelfTestCases.Of(Of([[Reply("good", Verdict.Good), Reply("ok", Verdict.Ok), Reply("bad", Verdict.Bad)]]));
        var judge = new ScriptedJudge(false, (prompt, responses) =>
        {
            int[] ratings = [.. responses.Select(r => r.Text switch { "good" => 6, "ok" => 3, _ => 4 })];
            return ScriptedJudge.Ranked(prompt, responses, [.. ratings.Select(r => 7 - r)]) with { Ratings = ratings };
        });
        var grades = SelfTestReport.Of(await judge.TestAsync(cases)).Grades!;

        // Rows BAD, OK, GOOD of the spec; columns BAD, OK, GOOD of the judge.
        grades.Counts.ShouldBe([[0, 1, 0], [1, 0, 0], [0, 0, 1]]);
        (grades.Source, grades.Right.Value, grades.Right.N).ShouldBe((GradeSource.Rating, 1.0 / 3, 3));
    }

    [Fact]
    public async Task RunAsync_breaches_give_a_confusion_of_grades_without_ok()
    {
        var judge = new ScriptedJudge(false, (prompt, responses) => ScriptedJudge.Ranked(prompt, responses, [0, 0]) with
        {
            Broken = [.. responses.Select(r => (IReadOnlyList<string>)(r.Text.StartsWith("bad", StringComparison.Ordinal) ? ["s0"] : []))],
        });
        var grades = SelfTestReport.Of(await judge.TestAsync(Balanced30)).Grades!;

        (grades.Source, grades.Right.Value).ShouldBe((GradeSource.Breaches, 1));
        grades.Counts.ShouldBe([[30, 0, 0], [0, 0, 0], [0, 0, 30]]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_judge_never_sees_the_example_it_is_tested_on(bool holdOut)
    {
        var spec = Of([[Reply("a", Verdict.Good), Reply("b", Verdict.Bad)], [Reply("c", Verdict.Good), Reply("d", Verdict.Bad)]], [[Reply("e", Verdict.Good), Reply("f", Verdict.Bad)]]);
        var seen = new ConcurrentBag<(string Asked, string Visible)>();
        var opened = 0;
        var test = new SelfTest((under, _) =>
        {
            Interlocked.Increment(ref opened);
            var visible = string.Concat(under.Examples.SelectMany(e => e.Comparisons).SelectMany(c => c.Replies).Select(r => r.Message.Content));
            return Task.FromResult<IJudge>(new ScriptedJudge(true, (prompt, responses) =>
            {
                seen.Add((responses[0].Text, visible));
                return ScriptedJudge.Ranked(prompt, responses, [0, 1]);
            }));
        })
        { HoldOut = holdOut, Concurrency = 3 };
        var run = await test.RunAsync(SelfTestCases.Of(spec), TestContext.Current.CancellationToken);

        run.HeldOut.ShouldBe(holdOut);
        seen.Count.ShouldBe(3);
        seen.ShouldAllBe(s => s.Visible.Contains(s.Asked, StringComparison.Ordinal) != holdOut);
        seen.ShouldAllBe(s => s.Visible.Length == (holdOut ? 4 : 6));
        opened.ShouldBe(holdOut ? 4 : 1);
    }

    [Fact]
    public async Task RunAsync_elided_replies_stand_apart()
    {
        var cases = SelfTestCases.Of(Of([[Reply("good [...]", Verdict.Good), Reply("bad", Verdict.Bad)]], [[Reply("good", Verdict.Good), Reply("bad one", Verdict.Bad)]]));
        var report = SelfTestReport.Of(await ScriptedJudge.OfPairs((_, a, b) => b.Length - a.Length).TestAsync(cases));

        (report.N, report.Elided.N, report.Elided.With.Value, report.Elided.Without.Value).ShouldBe((2, 1, 1, 0));
    }

    [Fact]
    public async Task RunAsync_sections_stand_by_weakness()
    {
        var cases = SelfTestCases.Of(Of([[Reply("longer good", Verdict.Good), Reply("bad", Verdict.Bad)]], [[Reply("good", Verdict.Good), Reply("longer bad", Verdict.Bad)]]));
        var report = SelfTestReport.Of(await ScriptedJudge.OfPairs((_, a, b) => b.Length - a.Length).TestAsync(cases));

        report.Sections.Select(s => (s.Id, s.Rate.Value)).ShouldBe([("s1", 0), ("s0", 1)]);
        report.Authorities.Select(a => a.Id).ShouldBe(["root", "system"]);
    }

    [Fact]
    public async Task RunAsync_probabilities_are_turned_to_the_better_reply()
    {
        var judge = new ScriptedJudge(true, (prompt, responses) => ScriptedJudge.Ranked(prompt, responses, [0, 1]) with { P = responses[0].Text.StartsWith("good", StringComparison.Ordinal) ? 0.9 : 0.2 });
        var run = await judge.TestAsync(Balanced30);
        var report = SelfTestReport.Of(run);

        run.Verdicts.ShouldAllBe(v => v.P == (v.Case.BetterFirst ? 0.9 : 0.8));
        // Said 0.9 where the first is better: off by 0.1; 0.2 where it is not: off by 0.2. Each is in a bin of its own.
        var first = run.Verdicts.Count(v => v.Case.BetterFirst);
        report.Calibration!.Brier.Value.ShouldBe(((first * 0.01) + ((30 - first) * 0.04)) / 30, 1e-12);
        report.Calibration.Error.Value.ShouldBe(((first * 0.1) + ((30 - first) * 0.2)) / 30, 1e-12);
        report.Calibration.Bins.Where(b => b.Observed.N > 0).Select(b => (b.From, b.Observed.Value, b.Observed.N)).ShouldBe([(0.2, 0, 30 - first), (0.9, 1, first)]);
    }

    [Fact]
    public async Task RunAsync_endpoint_that_is_down_ends_the_run()
    {
        var judge = new ScriptedJudge(true, (_, _) => throw new EndpointException("down"));
        (await Should.ThrowAsync<EndpointException>(() => judge.TestAsync(Balanced30))).Message.ShouldBe("down");
    }

    [Fact]
    public async Task RunAsync_spec_without_graded_replies_says_so() =>
        (await Should.ThrowAsync<InputException>(() => ScriptedJudge.AlwaysA.TestAsync(SelfTestCases.Of(Of([[]]))))).Message.ShouldContain("no graded replies");

    [Fact]
    public async Task RunAsync_concurrency_changes_nothing()
    {
        async Task<string> JsonAt(int concurrency)
        {
            var judge = ScriptedJudge.OfAccuracy(Balanced30, 0.7, 5);
            var test = new SelfTest((_, _) => Task.FromResult<IJudge>(judge)) { Concurrency = concurrency };
            return SelfTestJson.ToJson(SelfTestReport.Of(await test.RunAsync(Balanced30, TestContext.Current.CancellationToken))).ToJsonString();
        }

        (await JsonAt(16)).ShouldBe(await JsonAt(1));
    }

    [Fact]
    public async Task PairedDifference_counts_what_only_one_has_right()
    {
        var right = await ScriptedJudge.OfAccuracy(Balanced30, 1, 1).TestAsync(Balanced30);
        var longest = await ScriptedJudge.OfPairs((_, a, b) => b.Length - a.Length).TestAsync(Balanced30);
        var difference = PairedDifference.Of(right, longest);

        (difference.Difference.Value, difference.OnlyFirst, difference.OnlySecond).ShouldBe((0.5, 15, 0));
        difference.P.ShouldBe(Math.Pow(0.5, 14), 1e-12);
        difference.Difference.Low.ShouldBeGreaterThan(0);
        PairedDifference.Of(longest, right).Difference.Value.ShouldBe(-0.5);
    }

    [Fact]
    public async Task Differences_hold_a_judge_with_the_examples_in_view_against_itself()
    {
        var longest = ScriptedJudge.OfPairs((_, a, b) => b.Length - a.Length);
        async Task<SelfTestEntry> EntryAsync(string name, ScriptedJudge judge, bool holdOut)
        {
            var test = new SelfTest((_, _) => Task.FromResult<IJudge>(judge)) { HoldOut = holdOut };
            return SelfTestEntry.Of(name, await test.RunAsync(Balanced30, TestContext.Current.CancellationToken));
        }

        SelfTestEntry[] entries =
        [
            await EntryAsync("a", longest, true), await EntryAsync("a in view", ScriptedJudge.OfAccuracy(Balanced30, 1, 1), false),
            await EntryAsync("b", ScriptedJudge.AlwaysA, true), await EntryAsync("b in view", longest, false),
        ];

        // Accuracies 1/2, 1, 0, 1/2.
        SelfTestEntry.Differences(entries).Select(d => (d.Entry.Name, d.Against.Name, d.Difference.Difference.Value)).ShouldBe(
            [("a in view", "a", 0.5), ("b", "a", -0.5), ("b in view", "b", 0.5)]);
    }
}
