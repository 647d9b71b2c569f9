using Precept.Evaluation;
using Precept.Judging;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Tests.Judging;
using static Precept.Tests.Evaluation.SelfTesting.GradedSpec;

namespace Precept.Tests.Evaluation.SelfTesting;

/// <summary>The self-test of language models: the prompts that they are sent are the real ones.</summary>
public sealed class SelfTestOfModelsTests
{
    private static readonly SpecDocument Spec = Of([.. Enumerable.Range(0, 2).Select(section => Enumerable.Range(0, 3).Select(example => new[]
    {
        Reply($"yes {section}{example}", Verdict.Good) with { Why = $"reason-{section}{example}-good" },
        Reply($"no {section}{example}", Verdict.Bad) with { Why = $"reason-{section}{example}-bad" },
    }).ToArray())]);

    [Theory]
    [InlineData("A", 6, 0)]
    [InlineData("B", 0, 6)]
    public async Task Pairwise_model_that_always_says_one_letter_ties_everywhere(string letter, int first, int last)
    {
        var report = SelfTestReport.Of(await TestAsync(new ModelStandIn($$"""{"verdict": "{{letter}}", "reason": "always"}""")));

        (report.Ties.Value, report.Accuracy.Headline.Value, report.Position.Disagree.Value).ShouldBe((1, 0, 1));
        (report.Position.FavoursFirst, report.Position.FavoursLast).ShouldBe((first, last));
    }

    [Fact]
    public async Task Pairwise_model_that_prefers_a_text_is_right_in_both_orders()
    {
        var model = new ModelStandIn(m => ModelStandIn.Says($$"""{"verdict": "{{(ShownPrompt.Of(m).Answers[0].StartsWith("yes", StringComparison.Ordinal) ? "A" : "B")}}", "reason": "yes"}"""));
        var report = SelfTestReport.Of(await TestAsync(model));

        (report.Accuracy.Headline.Value, report.Position.Disagree.Value, model.Asked.Count).ShouldBe((1, 0, 12));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Model_is_not_shown_the_example_it_is_tested_on(bool holdOut)
    {
        var model = new ModelStandIn("""{"verdict": "A", "reason": "always"}""");
        await TestAsync(model, holdOut: holdOut);

        foreach (var (messages, _) in model.Asked)
        {
            var number = ShownPrompt.Of(messages).Answers[0].Split(' ')[1];
            var shown = string.Concat(messages.Select(m => m.Text));
            shown.Contains($"reason-{number}-good", StringComparison.Ordinal).ShouldBe(!holdOut, number);
            shown.Contains($"reason-{number}-bad", StringComparison.Ordinal).ShouldBe(!holdOut, number);
            // The section's other examples stay: a judge without any would be another judge.
            Enumerable.Range(0, 3).Count(i => shown.Contains($"reason-{number[0]}{i}-good", StringComparison.Ordinal)).ShouldBe(holdOut ? 2 : 3);
        }
    }

    [Fact]
    public async Task Rating_model_gives_a_confusion_of_grades()
    {
        var model = new ModelStandIn(m => ModelStandIn.Says(ShownPrompt.Of(m).Answers[0] == "yes 00" ? """{"rating": 7, "reason": "r"}""" : """{"rating": 1, "reason": "r"}"""));
        var report = SelfTestReport.Of(await TestAsync(model, new JudgeSettings { Mode = JudgeMode.Rating, Models = ["ollama:m"] }));

        // One of six good replies is rated 7, everything else 1.
        report.Grades!.Counts.ShouldBe([[6, 0, 0], [0, 0, 0], [5, 0, 1]]);
        (report.Accuracy.Headline.Value, report.Ties.Value, report.Position.Disagree.N).ShouldBe((1.0 / 6, 5.0 / 6, 0));
    }

    private static Task<SelfTestRun> TestAsync(ModelStandIn model, JudgeSettings? settings = null, bool holdOut = true)
    {
        settings ??= new JudgeSettings { Models = ["ollama:m"] };
        var test = new SelfTest((spec, stop) => new JudgeFactory(new CheckJudge(spec, CheckSet.Empty), spec.Sections.ToDictionary(s => s.Id, s => s.Hash), model).OpenAsync(settings, stop))
        {
            HoldOut = holdOut,
            Concurrency = 4,
        };
        return test.RunAsync(SelfTestCases.Of(Spec), TestContext.Current.CancellationToken);
    }
}
