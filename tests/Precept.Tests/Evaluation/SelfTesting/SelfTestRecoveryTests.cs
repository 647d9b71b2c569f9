using Precept.Evaluation;
using Precept.Judging;
using Precept.Spec;
using static Precept.Tests.Evaluation.SelfTesting.GradedSpec;

namespace Precept.Tests.Evaluation.SelfTesting;

/// <summary>A judge of known accuracy is tested; the report must recover it.</summary>
public sealed class SelfTestRecoveryTests
{
    // How many of 100 intervals of 95 % cover the truth is Bin(100, 0.95). P(at most 86) = 0.0005; P(100) = 0.95^100 = 0.006.
    // So 87 is the least that a nominal interval gives but for one chance in 2,000.
    private const int Seeds = 100;
    private const int FewestCovering = 87;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.95)]
    public async Task Report_recovers_a_known_accuracy_on_a_synthetic_spec(double accuracy)
    {
        // 70 examples: 40 pairs and 30 comparisons of three grades, 130 cases.
        var cases = SelfTestCases.Of(Of([.. Enumerable.Range(0, 70).Select(i => new[]
        {
            i < 40 ? [Reply($"yes {i}", Verdict.Good), Reply($"no {i}", Verdict.Bad)] : new[] { Reply($"yes {i}", Verdict.Good), Reply($"so so {i}", Verdict.Ok), Reply($"no {i}", Verdict.Bad) },
        })]));
        cases.Cases.Count.ShouldBe(130);
        (await CoveringAsync(cases, accuracy)).ShouldBeGreaterThanOrEqualTo(FewestCovering);
    }

    [Fact]
    public async Task Report_recovers_a_known_accuracy_on_the_219_real_pairs()
    {
        var cases = SelfTestCases.Of(SpecReader.Read(SharedData.Path("model_spec/2025-12-18")));

        (cases.Cases.Count, cases.IdenticalTexts).ShouldBe((219, 0));
        (await CoveringAsync(cases, 0.8)).ShouldBeGreaterThanOrEqualTo(FewestCovering);
    }

    [Fact]
    public async Task Report_of_a_judge_that_always_says_A_on_the_219_real_pairs()
    {
        var cases = SelfTestCases.Of(SpecReader.Read(SharedData.Path("model_spec/2025-12-18")));
        var report = SelfTestReport.Of(await ScriptedJudge.AlwaysA.TestAsync(cases));

        (report.N, report.Ties.Value, report.Position.Disagree.Value, report.Position.FavoursFirst).ShouldBe((219, 1, 1, 219));
        report.Accuracy.Headline.Value.ShouldBe(0);
        report.Elided.N.ShouldBeInRange(1, 218);
        (report.Elided.With.N + report.Elided.Without.N).ShouldBe(219);
    }

    [Fact]
    public async Task Report_of_the_checks_on_the_starter_spec_keeps_what_the_spec_check_keeps()
    {
        var files = SpecFiles.Read(Path.Combine(ArchitectureTests.RepositoryRoot(), "specs", "starter"));
        var cases = SelfTestCases.Of(files.Document);
        var test = new SelfTest((spec, _) => Task.FromResult<IJudge>(new CheckJudge(spec, files.Checks)));
        var report = SelfTestReport.Of(await test.RunAsync(cases, TestContext.Current.CancellationToken));

        report.N.ShouldBe(cases.Cases.Count);
        report.Outcomes.Failed.ShouldBe(0);
        // Checks see breaches only: no good reply of the spec is taken for a bad one, and good over ok is a tie.
        report.Grades!.Source.ShouldBe(GradeSource.Breaches);
        report.Grades.Counts[(int)Verdict.Good][(int)Verdict.Bad].ShouldBe(0);
        report.Pairs.Sum(p => p.Worse).ShouldBe(0);
    }

    private static async Task<int> CoveringAsync(SelfTestCases cases, double accuracy)
    {
        var covering = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var report = SelfTestReport.Of(await ScriptedJudge.OfAccuracy(cases, accuracy, seed).TestAsync(cases));
            covering += report.Accuracy.Headline.Low <= accuracy && accuracy <= report.Accuracy.Headline.High ? 1 : 0;
        }

        TestContext.Current.SendDiagnosticMessage($"accuracy {accuracy}: {covering} of {Seeds} intervals cover it");
        return covering;
    }
}
