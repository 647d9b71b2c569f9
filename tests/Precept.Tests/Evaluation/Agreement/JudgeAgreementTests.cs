using CsCheck;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Tests.Evaluation.Agreement;

public sealed class JudgeAgreementTests
{
    private static readonly Dictionary<string, string> Under = new() { ["s"] = "h" };

    /// <summary>Ranks of any length from 2 to 5, by two judges, for some prompts.</summary>
    private static readonly Gen<(int[] A, int[] B)[]> Rankings =
        Gen.Int[2, 5].SelectMany(k => Gen.Select(Gen.Int[0, 3].Array[k], Gen.Int[0, 3].Array[k])).Array[1, 8];

    [Fact]
    public void Between_a_list_of_three_by_hand()
    {
        // A: r0 > r1 > r2; B: r0 > r2 > r1, so of three pairs two are the same and one is opposite: tau = (2 - 1) / 3.
        var report = Compare([([0, 1, 2], [0, 2, 1])]);
        report.Verdicts.Tally.ShouldBe(new PairTally(2, 1, 0, 0, 0));
        report.Verdicts.WithTies.Value.ShouldBe(2 / 3.0, 1e-12);
        report.TauB.Value.ShouldBe(1 / 3.0, 1e-12);
        // Kappa with each pair both ways round: observed 2/3, expected 1/2.
        report.Verdicts.Kappa.Value.ShouldBe(1 / 3.0, 1e-12);
        // Alpha: six values, three of each verdict; 1 - 5 * 2 / (36 - 18).
        report.Alpha.Value.ShouldBe(1 - (5 * 2 / 18.0), 1e-12);
        report.Disagreements.Count.ShouldBe(1);
    }

    [Fact]
    public void Between_ties_are_counted_apart()
    {
        // Pairs (0,1), (0,2), (1,2). A: tie, better, better; B: better, better, tie.
        var report = Compare([([0, 0, 1], [0, 1, 1])]);
        report.Verdicts.Tally.ShouldBe(new PairTally(1, 0, 1, 1, 0));
        report.Verdicts.WithTies.Value.ShouldBe(1 / 3.0, 1e-12);
        report.Verdicts.WithoutTies.ShouldBe(ClusteredShare.Of([(1, 1)]));
        report.TauB.Value.ShouldBe(1 / 2.0, 1e-12); // 1 / sqrt(2 * 2)
        report.Disagreements.Count.ShouldBe(2);
    }

    [Fact]
    public void Between_lists_has_tau_b_of_their_ranks() =>
        Rankings.Sample(lists =>
        {
            var tau = Compare([lists[0]]).TauB.Value;
            var expected = KendallTau.B([.. lists[0].A.Select(r => (double)r)], [.. lists[0].B.Select(r => (double)r)]).Value;
            return tau.Equals(expected) || Math.Abs(tau - expected) < 1e-12;
        }, iter: 200);

    [Fact]
    public void Between_judges_exchanged_or_responses_renamed_is_the_same() =>
        Rankings.Sample(lists =>
        {
            var (report, exchanged, turned) = (Compare(lists), Compare([.. lists.Select(l => (l.B, l.A))]), Compare([.. lists.Select(l => (l.A.Reverse().ToArray(), l.B.Reverse().ToArray()))]));
            foreach (var other in new[] { exchanged, turned })
            {
                other.Verdicts.WithTies.ShouldBe(report.Verdicts.WithTies);
                other.Verdicts.WithoutTies.ShouldBe(report.Verdicts.WithoutTies);
                Near(other.Verdicts.Kappa, report.Verdicts.Kappa);
                Near(other.LinearKappa, report.LinearKappa);
                Near(other.Ac1, report.Ac1);
                Near(other.Alpha, report.Alpha);
                Near(other.RankAlpha, report.RankAlpha);
            }
        }, iter: 20);

    [Fact]
    public void Between_a_judge_and_itself_is_full_agreement() =>
        Rankings.Where(l => l.Any(p => p.A.Distinct().Count() > 1)).Sample(lists =>
        {
            var report = Compare([.. lists.Select(l => (l.A, l.A))]);
            report.Verdicts.WithTies.Value.ShouldBe(1);
            report.Verdicts.Kappa.Value.ShouldBe(1, 1e-12);
            report.Alpha.Value.ShouldBe(1, 1e-12);
            report.RankAlpha.Value.ShouldBe(1, 1e-12);
            report.TauB.Value.ShouldBe(1, 1e-12);
            report.Disagreements.ShouldBeEmpty();
        }, iter: 20);

    [Fact]
    public void Tally_table_gives_the_kappa_of_each_pair_both_ways_round() =>
        Gen.Int[0, 9].Array[5].Where(c => c.Sum() > 0).Sample(c =>
        {
            var tally = new PairTally(c[0], c[1], c[2], c[3], c[4]);
            (int, int)[] pairs =
            [
                .. Enumerable.Repeat((1, 1), c[0]), .. Enumerable.Repeat((1, -1), c[1]), .. Enumerable.Repeat((0, 1), c[2]),
                .. Enumerable.Repeat((1, 0), c[3]), .. Enumerable.Repeat((0, 0), c[4]),
            ];
            var both = CohenKappa.Of(pairs.Concat(pairs.Select(p => (-p.Item1, -p.Item2))), [-1, 0, 1]).Value;
            var own = CohenKappa.Of(tally.ToTable()).Value;
            return own.Equals(both) || Math.Abs(own - both) < 1e-12;
        });

    [Fact]
    public void Between_the_longest_wins_is_held_against_both()
    {
        // Texts are r, rr, rrr: the longest first is the ranking 2, 1, 0.
        var report = Compare([([2, 1, 0], [0, 1, 2])]);
        report.LongestAndFirst.WithoutTies.Value.ShouldBe(1);
        report.LongestAndSecond.WithoutTies.Value.ShouldBe(0);
    }

    [Fact]
    public void Between_sections_are_those_of_the_prompt_and_those_broken()
    {
        var data = new Data();
        data.Add("one", [0, 1], [0, 1], ["x"], broken: "y");
        data.Add("two", [0, 1], [1, 0], ["x", "z"]);
        var report = data.Compare();
        report.Sections.Select(s => (s.Id, s.Verdicts.Tally.Agreed, s.Verdicts.Tally.Pairs)).ShouldBe([("z", 0, 1), ("x", 1, 2)]);
        report.Broken.Select(s => (s.Id, s.Verdicts.Tally.Pairs)).ShouldBe([("y", 1)]);
    }

    [Fact]
    public void Of_votes_again_go_by_majority_and_outcomes_are_no_votes()
    {
        var data = new Data();
        var prompt = data.Add("one", [0, 1], [0, 1], []);
        var once = data.Judgments[0];
        var again = once with { SectionHashes = new Dictionary<string, string> { ["s"] = "other" } };
        data.Judgments.Add(again with { Ranks = [1, 0], Reason = "the second" });
        data.Judgments.Add(again with { Ranks = [1, 0], Reason = "" });
        data.Judgments.Add(again with { Ranks = [], Outcome = Outcome.Refused });
        var judge = JudgeVerdicts.Of(data.Judgments, data.Responses)[0];

        judge.Judgments.ShouldBe(4);
        judge.Outcomes.ShouldBe(new Dictionary<Outcome, int> { [Outcome.Judged] = 3, [Outcome.Refused] = 1 });
        var (pair, opinion) = judge.Pairs.Single();
        pair.PromptId.ShouldBe(prompt.Id);
        opinion.Verdict.ShouldBe(pair.First == once.ResponseIds[1] ? 1 : -1);
        (opinion.Votes, opinion.Unanimous, opinion.Reason).ShouldBe((3, false, "the second"));
        (judge.Repeated, judge.Wavering).ShouldBe((1, 1));
    }

    [Fact]
    public void Of_an_adjudication_is_a_judge_beside_the_same_persons_labels()
    {
        var data = new Data();
        data.Add("one", [0, 1], [0, 1], []);
        var label = data.Judgments[0] with { Judge = JudgeKinds.Person("ruth") };
        var adjudicated = label with { Judge = JudgeKinds.Adjudication("ruth"), Ranks = [1, 0] };
        var incomparable = adjudicated with { Ranks = [], Outcome = Outcome.Incomparable };
        var judges = JudgeVerdicts.Of([label, adjudicated, incomparable], data.Responses);

        judges.Select(j => j.Judge).ShouldBe(["human:ruth", "human:ruth/adjudicated"]);
        judges[0].Pairs.Values.Single().Verdict.ShouldBe(-judges[1].Pairs.Values.Single().Verdict);
        (judges[1].Judgments, judges[1].Pairs.Values.Single().Votes, judges[1].Outcomes[Outcome.Incomparable]).ShouldBe((2, 1, 1));
    }

    [Fact]
    public void Of_responses_with_the_same_text_are_one()
    {
        var prompt = new Prompt([new Message(Role.User, "q")], []);
        Response[] responses = [new(prompt.Id, "m", new Sampler(), 0, "same"), new(prompt.Id, "m", new Sampler(), 1, "same"), new(prompt.Id, "m", new Sampler(), 2, "other")];
        var byId = responses.ToDictionary(r => r.Id);
        var verdicts = JudgeVerdicts.Of(
        [
            new Judgment(prompt.Id, [responses[0].Id, responses[2].Id], [0, 1], [], "a", Under),
            new Judgment(prompt.Id, [responses[1].Id, responses[2].Id], [0, 1], [], "b", Under),
            new Judgment(prompt.Id, [responses[0].Id, responses[1].Id], [0, 1], [], "b", Under),
        ], byId);
        JudgeAgreement.Between(verdicts[0], verdicts[1], [prompt], byId).Verdicts.Tally.ShouldBe(new PairTally(1, 0, 0, 0, 0));
    }

    [Fact]
    public void MembersOf_a_panel_are_judges_of_their_own()
    {
        var data = new Data();
        data.Add("one", [0, 1], [0, 1], []);
        var panel = data.Judgments[0] with { Votes = [new Vote("m1", Outcome.Judged, [1, 0], null), new Vote("m2", Outcome.Timeout, [], null)] };
        JudgeVerdicts.MembersOf([panel, data.Judgments[1]]).Select(j => (j.Judge, j.Outcome)).ShouldBe([("m1", Outcome.Judged), ("m2", Outcome.Timeout)]);
    }

    [Fact]
    public void Between_judges_with_nothing_in_common_is_undefined_not_an_error()
    {
        var verdicts = new JudgeVerdicts("a", 0, new Dictionary<ResponsePair, PairOpinion>(), new Dictionary<Outcome, int>());
        var report = JudgeAgreement.Between(verdicts, verdicts with { Judge = "b" }, [], new Dictionary<string, Response>());
        report.Verdicts.Tally.Pairs.ShouldBe(0);
        report.Verdicts.WithTies.N.ShouldBe(0);
        report.Verdicts.Kappa.IsDefined.ShouldBeFalse();
        report.RankAlpha.IsDefined.ShouldBeFalse();
    }

    [Fact]
    public void Of_a_response_that_is_not_there_says_so() =>
        Should.Throw<InputException>(() => JudgeVerdicts.Of([new Judgment("p", ["r1", "r2"], [0, 1], [], "a", Under)], new Dictionary<string, Response>()))
            .Message.ShouldContain("r1");

    private static void Near(Estimate a, Estimate b)
    {
        if (a.IsDefined || b.IsDefined)
        {
            a.Value.ShouldBe(b.Value, 1e-9);
        }
    }

    private static JudgeAgreement Compare((int[] A, int[] B)[] lists)
    {
        var data = new Data();
        foreach (var ((a, b), i) in lists.Select((l, i) => (l, i)))
        {
            data.Add($"prompt {i}", a, b, []);
        }

        return data.Compare();
    }

    private sealed class Data
    {
        private readonly List<Prompt> _prompts = [];

        public Dictionary<string, Response> Responses { get; } = [];

        public List<Judgment> Judgments { get; } = [];

        public Prompt Add(string text, int[] a, int[] b, string[] sections, string? broken = null)
        {
            var prompt = new Prompt([new Message(Role.User, text)], sections);
            _prompts.Add(prompt);
            Response[] responses = [.. a.Select((_, i) => new Response(prompt.Id, "m", new Sampler(), i, new string('r', i + 1)))];
            foreach (var response in responses)
            {
                Responses[response.Id] = response;
            }

            foreach (var (judge, ranks) in new[] { ("a", a), ("b", b) })
            {
                Judgments.Add(new Judgment(prompt.Id, [.. responses.Select(r => r.Id)], ranks, [.. ranks.Select((_, i) => i == 1 && broken is not null && judge == "b" ? (string[])[broken] : [])], judge, Under));
            }

            return prompt;
        }

        public JudgeAgreement Compare()
        {
            var verdicts = JudgeVerdicts.Of(Judgments, Responses);
            return JudgeAgreement.Between(verdicts[0], verdicts[1], _prompts, Responses);
        }
    }
}
