using Precept.Evaluation;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Tests.Evaluation.Ambiguity;

public sealed class AmbiguityRankingTests
{
    [Fact]
    public void Of_judges_that_differ_under_one_section_only_puts_it_first_and_alone()
    {
        var data = new Votes();
        foreach (var section in Enumerable.Range(0, 12).Select(i => $"s{i}"))
        {
            for (var i = 0; i < 10; i++)
            {
                data.Add(section, $"{section} {i}", ("a", i % 2 == 0), ("b", section == "s7" ? i % 2 != 0 : i % 2 == 0));
            }
        }

        var ranking = data.Rank();
        ranking.Sections[0].SectionId.ShouldBe("s7");
        ranking.Sections[0].Conflicts.ShouldBe(ClusteredShare.Of(Enumerable.Repeat((1, 1), 10)));
        ranking.StandingOut.Select(s => s.SectionId).ShouldBe(["s7"]);
        // Two sure judges, of different things: one bit, all of it between them.
        ranking.Sections[0].Entropy.ShouldBe(1, 1e-12);
        ranking.Sections[0].EntropyBetween.ShouldBe(1, 1e-12);
        ranking.Sections[1].Entropy.ShouldBe(0);
    }

    [Fact]
    public void Of_judges_that_toss_coins_lets_no_section_stand_out()
    {
        var (alarms, random) = (0, SeededRandom.For(3, "coins"));
        for (var run = 0; run < 40; run++)
        {
            var data = new Votes();
            foreach (var section in Enumerable.Range(0, 30).Select(i => $"s{i}"))
            {
                for (var i = 0; i < 4 + (section.Length * 2); i++)
                {
                    data.Add(section, $"{section} {i}", ("a", random.NextInt(2) == 1), ("b", random.NextInt(2) == 1));
                }
            }

            alarms += data.Rank().StandingOut.Any() ? 1 : 0;
        }

        // 5 % of 40 are 2; more than 7 come by chance once in a thousand times (binomial).
        alarms.ShouldBeLessThanOrEqualTo(7);
    }

    [Fact]
    public void Of_few_cases_does_not_come_first_by_luck()
    {
        var data = new Votes();
        data.Add("small", "x", ("a", true), ("b", false));
        data.Add("small", "y", ("a", true), ("b", false));
        for (var i = 0; i < 40; i++)
        {
            data.Add("large", $"{i}", ("a", true), ("b", i % 5 == 0));
            data.Add("calm", $"{i} calm", ("a", true), ("b", true));
        }

        // 2 of 2 has the lower bound 0.34, 32 of 40 has 0.65.
        data.Rank().Sections.Select(s => s.SectionId).ShouldBe(["large", "small", "calm"]);
    }

    [Fact]
    public void Of_repeats_tells_a_noisy_judge_from_an_ambiguous_section()
    {
        var data = new Votes();
        for (var i = 0; i < 6; i++)
        {
            // Under "noisy" judge b says one thing twice and the other twice; under "vague" both are sure.
            data.Add("noisy", $"n{i}", ("a", true), ("a", true), ("a", true), ("a", true), ("b", true), ("b", false), ("b", true), ("b", false));
            data.Add("vague", $"v{i}", ("a", true), ("a", true), ("a", true), ("a", true), ("b", false), ("b", false), ("b", false), ("b", false));
        }

        var ranking = data.Rank();
        var (vague, noisy) = (ranking.Sections[0], ranking.Sections[1]);
        (vague.SectionId, noisy.SectionId).ShouldBe(("vague", "noisy"));
        (vague.Instability, vague.EntropyWithin).ShouldBe((0, 0));
        // Two of four each way: 1 - (2 * 1 + 2 * 1) / (4 * 3) = 2/3, with the steady judge 1/3 on average. One bit in b, none in a.
        noisy.Instability.ShouldBe(1 / 3.0, 1e-12);
        noisy.EntropyWithin.ShouldBe(0.5, 1e-12);
        noisy.Conflicts.N.ShouldBe(0); // a judge that is not sure takes no side
        ranking.Judges.Select(j => (j.Judge, Math.Round(j.Instability, 6))).ShouldBe([("a", 0), ("b", 0.333333)]);
    }

    [Fact]
    public void Of_one_judge_or_nothing_has_no_section()
    {
        var data = new Votes();
        data.Add("s", "x", ("a", true), ("a", false));
        data.Rank().Sections.ShouldBeEmpty();
        AmbiguityRanking.Of([], []).Judges.ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => AmbiguityRanking.Of([new SectionVote("s", "x", "a", SectionAnswer.Keeps, "")], []));
    }

    [Fact]
    public void OfJudgments_takes_breaches_of_judges_that_name_them_and_pairs_of_all_but_the_checks()
    {
        var prompt = new Prompt([new Message(Role.User, "q")], ["s"]);
        Response[] two = [new(prompt.Id, "m", new Sampler(), 0, "one"), new(prompt.Id, "m", new Sampler(), 1, "two")];
        Judgment By(string judge, int[] ranks, string[] first) => new(prompt.Id, [two[0].Id, two[1].Id], ranks, [first, []], judge, new Dictionary<string, string> { ["s"] = "h" });
        var evidence = AmbiguityEvidence.OfJudgments(
            [By("human:a", [1, 0], ["s"]), By("human:b", [0, 1], []), By("m", [0, 0], []), By("checks", [1, 0], ["s"])], [prompt], two.ToDictionary(r => r.Id));

        evidence.Votes.Select(v => (v.Judge, v.Answer)).ShouldBe(
        [
            ("human:a", SectionAnswer.Breaks), ("human:a", SectionAnswer.Keeps),
            ("human:a", evidence.Cases[2].Responses[0].Text == "one" ? SectionAnswer.SecondIsBetter : SectionAnswer.FirstIsBetter),
            ("human:b", evidence.Cases[2].Responses[0].Text == "one" ? SectionAnswer.FirstIsBetter : SectionAnswer.SecondIsBetter),
        ]);
        AmbiguityRanking.Of(evidence.Votes, evidence.Cases).Sections.Single().Conflicts.ShouldBe(ClusteredShare.Of([(1, 1)]));
    }

    private sealed class Votes
    {
        private readonly List<SectionVote> _votes = [];
        private readonly List<AmbiguityCase> _cases = [];

        public void Add(string section, string text, params (string Judge, bool Breaks)[] votes)
        {
            var prompt = new Prompt([new Message(Role.User, text)], [section]);
            var of = AmbiguityEvidence.CaseOf(prompt, new Response(prompt.Id, "m", new Sampler(), 0, "reply"), text);
            _cases.Add(of);
            _votes.AddRange(votes.Select(v => new SectionVote(section, of.Id, v.Judge, v.Breaks ? SectionAnswer.Breaks : SectionAnswer.Keeps, "")));
        }

        public AmbiguityRanking Rank() => AmbiguityRanking.Of(_votes, _cases);
    }
}
