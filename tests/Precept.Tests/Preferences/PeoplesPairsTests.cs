using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Tests.Preferences;

/// <summary>Pairs from people's labels: own answers, strength, nothing acceptable, adjudication, the section decided on.</summary>
public sealed class PeoplesPairsTests
{
    private static readonly Prompt Prompt = new([new Message(Role.User, "Hi")], ["a", "b"]) { Family = "greetings" };
    private static readonly Response A = Answer("A");
    private static readonly Response B = Answer("B");
    private static readonly Response C = Answer("C");
    private static readonly Response Edited = new(Prompt.Id, "human:maria", new Sampler(), 0, "B, better said");

    [Fact]
    public void FromJudgments_edited_over_chosen_over_rejected_are_three_pairs()
    {
        var judgment = Label("maria", (A, 2), (B, 1), (Edited, 0));
        var pairs = Build(judgment).Pairs;

        pairs.Select(p => (p.Chosen, p.Rejected, p.P)).ShouldBe(
            [("B", "A", 1), ("B, better said", "A", 1), ("B, better said", "B", 1)]);
        pairs.ShouldAllBe(p => p.Origin == judgment.Id && p.PromptId == Prompt.Id);
    }

    [Fact]
    public void FromJudgments_section_decided_on_stands_before_the_sections_that_are_broken()
    {
        var judgment = Label("maria", (A, 1), (B, 0)) with { Broken = [["b"], []] };
        Build(judgment).Pairs.ShouldHaveSingleItem().Sections.ShouldBe(["b"]);
        Build(judgment with { DecidedOn = "a" }).Pairs.ShouldHaveSingleItem().Sections.ShouldBe(["a"]);
    }

    [Theory]
    [InlineData(PreferenceStrength.Better, 1)]
    [InlineData(PreferenceStrength.Significantly, 1)]
    [InlineData(PreferenceStrength.Slightly, 0)]
    [InlineData(PreferenceStrength.Unsure, 0)]
    [InlineData(null, 1)]
    public void FromJudgments_min_strength_keeps_what_is_at_least_so_strong_or_says_nothing(PreferenceStrength? strength, int kept)
    {
        var result = Build(new PairOptions { MinStrength = PreferenceStrength.Better }, Label("maria", (A, 1), (B, 0)) with { Strength = strength });
        (result.Pairs.Count, result.BelowStrength).ShouldBe((kept, 1 - kept));
    }

    [Fact]
    public void FromJudgments_strength_is_of_the_best_over_the_next_and_of_answers_shown()
    {
        // Of edited > B > A > C the person was asked about B, A and C, and B is slightly better than A: that pair alone is left out.
        var judgment = Label("maria", (A, 2), (B, 1), (C, 3), (Edited, 0)) with { Strength = PreferenceStrength.Slightly };
        var result = Build(new PairOptions { MinStrength = PreferenceStrength.Better }, judgment);
        result.Pairs.Select(p => p.Chosen + ">" + p.Rejected).ShouldBe(
            ["A>C", "B, better said>A", "B>C", "B, better said>B", "B, better said>C"]);
        result.BelowStrength.ShouldBe(1);
        Build(judgment).Pairs.Count.ShouldBe(6);
    }

    [Fact]
    public void FromJudgments_answers_none_of_which_would_do_give_pairs_only_where_wanted()
    {
        var judgment = Label("maria", (A, 1), (B, 0), (C, 1)) with { AllUnacceptable = true };
        var result = Build(judgment);
        (result.Pairs.Count, result.Unacceptable, result.Ties).ShouldBe((0, 2, 1));
        Build(new PairOptions { IncludeUnacceptable = true }, judgment).Pairs.Count.ShouldBe(2);
    }

    [Fact]
    public void FromJudgments_own_answer_over_unacceptable_ones_is_a_pair()
    {
        var result = Build(Label("maria", (A, 1), (B, 2), (Edited, 0)) with { AllUnacceptable = true });
        result.Pairs.Select(p => (p.Chosen, p.Rejected)).ShouldBe([("B, better said", "A"), ("B, better said", "B")]);
        result.Unacceptable.ShouldBe(1);

        // To anyone else it is an answer like the others.
        Build(Label("wei", (A, 1), (Edited, 0)) with { AllUnacceptable = true }).Unacceptable.ShouldBe(1);
    }

    [Fact]
    public void FromJudgments_adjudication_takes_the_place_of_peoples_votes_on_the_same_texts()
    {
        Judgment[] labels = [Label("maria", (A, 0), (B, 1)), Label("wei", (A, 0), (B, 1), (C, 2))];
        var model = Label("x", (A, 0), (B, 1)) with { Judge = "openai:m" };
        var adjudicated = Label("ruth/adjudicated", (B, 0), (A, 1));

        Build(labels).Pairs.Select(p => (p.Chosen, p.Rejected, p.P)).ShouldBe([("A", "B", 1), ("A", "C", 1), ("B", "C", 1)]);
        var result = Build([.. labels, adjudicated]);
        result.Pairs.Select(p => (p.Chosen, p.Rejected, p.P)).ShouldBe([("A", "C", 1), ("B", "C", 1), ("B", "A", 1)]);
        (result.Adjudicated, result.Pairs[2].Origin).ShouldBe((2, adjudicated.Id));

        // A model's vote counts beside it: one each way is even.
        Build([.. labels, adjudicated, model]).Contradicted.ShouldBe(2);
    }

    [Fact]
    public void FromJudgments_adjudication_counts_also_where_it_gives_no_pair()
    {
        var label = Label("maria", (A, 0), (B, 1));
        var tie = Build(label, Label("ruth/adjudicated", (A, 0), (B, 0)));
        (tie.Pairs.Count, tie.Adjudicated, tie.Ties).ShouldBe((0, 1, 1));
        var none = Build(label, Label("ruth/adjudicated", (A, 0), (B, 0)) with { Outcome = Outcome.Incomparable, Ranks = [] });
        (none.Pairs.Count, none.Adjudicated, none.NotJudged).ShouldBe((0, 1, 1));
    }

    [Fact]
    public void FromJudgments_remembers_the_peoples_judgments_that_voted_on_each_pair()
    {
        var (maria, wei, model) = (Label("maria", (A, 0), (B, 1)), Label("wei", (A, 1), (B, 0), (C, 2)), Label("x", (A, 0), (B, 1)) with { Judge = "openai:m" });
        var result = Build(maria, wei, model);

        result.Pairs.Select(p => p.Chosen + p.Rejected).ShouldBe(["AB", "AC", "BC"]);
        result.Labels[result.Pairs[0].Id].ShouldBe([new PreferenceLabel(maria.Id, "human:maria", maria.Verdict), new PreferenceLabel(wei.Id, "human:wei", wei.Verdict)]);
        result.Labels[result.Pairs[1].Id].ShouldHaveSingleItem().JudgmentId.ShouldBe(wei.Id);
        Build(model).Labels.ShouldHaveSingleItem().Value.ShouldBeEmpty();
    }

    [Fact]
    public void Verdict_changes_with_what_preferences_are_made_from_and_with_nothing_else()
    {
        var judgment = Label("maria", (A, 0), (B, 1)) with { Broken = [[], ["a"]] };
        (judgment with { Reason = "shorter", Flags = [["hallucination"], []], Ratings = [6, 2] }).Verdict.ShouldBe(judgment.Verdict);
        Judgment[] revised =
        [
            judgment with { Ranks = [1, 0] }, judgment with { Broken = [["a"], []] }, judgment with { DecidedOn = "a" }, judgment with { AllUnacceptable = true },
            judgment with { Strength = PreferenceStrength.Unsure }, judgment with { Outcome = Outcome.Incomparable, Ranks = [] }, judgment with { P = 0.5 },
        ];
        revised.Select(j => j.Verdict).Append(judgment.Verdict).Distinct().Count().ShouldBe(8);
        revised.ShouldAllBe(j => j.Id == judgment.Id);
    }

    private static JudgedPairs Build(params Judgment[] judgments) => Build(new PairOptions(), judgments);

    private static JudgedPairs Build(PairOptions options, params Judgment[] judgments) => PairBuilder.FromJudgments([Prompt], [A, B, C, Edited], judgments, options);

    private static Response Answer(string text) => new(Prompt.Id, "m", Sampler.Greedy, 0, text);

    private static Judgment Label(string handle, params (Response Response, int Rank)[] ranked) => new(
        Prompt.Id, [.. ranked.Select(r => r.Response.Id)], [.. ranked.Select(r => r.Rank)], [], JudgeKinds.Person(handle), new Dictionary<string, string>());
}
