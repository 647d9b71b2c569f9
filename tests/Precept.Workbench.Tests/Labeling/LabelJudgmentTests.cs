using Precept.Judging;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;

namespace Precept.Workbench.Tests.Labeling;

public sealed class LabelJudgmentTests : IDisposable
{
    private readonly CampaignSpec _spec = new("spec", TestSpec.Files);
    private readonly TaskContent _task = RunningWorkbench.ContentOf(1) with { Sections = ["keep_secrets", "be_brief", "gone"] };

    public void Dispose() => _spec.Dispose();

    [Fact]
    public void Of_everything_a_person_said_in_the_order_that_was_shown()
    {
        var label = new LabelContent
        {
            Tiers = [0, 2, 1],
            Strength = PreferenceStrength.Significantly,
            Ratings = [7, 1, 4],
            Flags = [[], ["hallucination", "violent"], []],
            DecidedOn = "keep_secrets",
            Breaches =
            [
                new LabelBreach(1, "be_brief", -1, "", "too long"),
                new LabelBreach(1, "keep_secrets", 0, "Answer B", "it tells"),
            ],
            Reason = "A keeps it.",
            AllUnacceptable = true,
        };

        var (judgment, written) = LabelJudgment.Of(_task, [2, 0, 1], label, _spec, "ann"); // shown: C, A, B

        written.ShouldBeEmpty();
        judgment.PromptId.ShouldBe(_task.Prompt.Id);
        judgment.ResponseIds.ShouldBe([_task.Answers[2].Id, _task.Answers[0].Id, _task.Answers[1].Id]);
        judgment.Ranks.ShouldBe([1, 0, 2]);
        judgment.Ratings.ShouldBe([4, 7, 1]);
        judgment.Flags.ShouldBe([[], [], ["hallucination", "violent"]]);
        judgment.Broken.ShouldBe([[], [], ["keep_secrets", "be_brief"]]); // root before guideline
        judgment.Breaches.ShouldBe([new Breach(2, "be_brief", "", "too long"), new Breach(2, "keep_secrets", "Answer B", "it tells")]);
        (judgment.Judge, judgment.Outcome, judgment.Strength, judgment.DecidedOn, judgment.Reason, judgment.AllUnacceptable)
            .ShouldBe(("human:ann", Outcome.Judged, PreferenceStrength.Significantly, "keep_secrets", "A keeps it.", true));
        judgment.SectionHashes.OrderBy(h => h.Key).ShouldBe([new("be_brief", _spec.Hashes["be_brief"]), new("keep_secrets", _spec.Hashes["keep_secrets"])]);
        PersonsJudgment.Require(judgment);
    }

    [Fact]
    public void Of_edited_answers_stand_above_all_that_were_there()
    {
        var label = new LabelContent { Tiers = [1, 0, 0], Edits = [null, "Better B.", null], Ratings = [1, 2, 3], AllUnacceptable = true, Flags = [["sexual"], [], []] };

        var (judgment, written) = LabelJudgment.Of(_task, [0, 1, 2], label, _spec, "ann");

        var edited = written.ShouldHaveSingleItem();
        (edited.PromptId, edited.Model, edited.Index, edited.Text).ShouldBe((_task.Prompt.Id, "human:ann", 1, "Better B."));
        judgment.ResponseIds.ShouldBe([.. _task.Answers.Select(a => a.Id), edited.Id]);
        judgment.Ranks.ShouldBe([2, 1, 1, 0]);
        judgment.Flags.ShouldBe([["sexual"], [], [], []]);
        judgment.Ratings.ShouldBeEmpty();
        judgment.AllUnacceptable.ShouldBeFalse();
        PersonsJudgment.Require(judgment);
    }

    [Fact]
    public void Of_incomparable_answers_are_not_ranked()
    {
        var (judgment, written) = LabelJudgment.Of(_task, [1, 0, 2], new LabelContent { Incomparable = true, Edits = ["A", null, null] }, _spec, "ann");

        (judgment.Outcome, judgment.Ranks.Count, judgment.ResponseIds.Count, written.Count).ShouldBe((Outcome.Incomparable, 0, 3, 0));
        PersonsJudgment.Require(judgment);
    }

    [Fact]
    public void OfAdjudication_is_a_judge_of_its_own_in_the_tasks_order()
    {
        var judgment = LabelJudgment.OfAdjudication(_task, new LabelContent { Tiers = [0, 1, 1] }, _spec, "rita").Judgment;

        (judgment.Judge, string.Concat(judgment.Ranks)).ShouldBe(("human:rita/adjudicated", "011"));
        judgment.ResponseIds.ShouldBe(_task.Answers.Select(a => a.Id));
    }
}
