using CsCheck;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workbench.Labels;
using Precept.Workbench.Words;

namespace Precept.Workbench.Tests.Labeling;

public sealed class LabelRulesTests
{
    private static readonly TaskContent Task = ContentWithTurns();
    private static readonly LabelContent Whole = new() { Tiers = [0, 1, 1], DecidedOn = "keep_secrets" };

    [Fact]
    public void OfLabel_a_whole_one_has_no_problem() => Codes(Whole).ShouldBeEmpty();

    [Theory]
    [InlineData("tiers")]
    [InlineData("strength")]
    [InlineData("ratings")]
    [InlineData("flags")]
    [InlineData("decidedOn")]
    [InlineData("breaches")]
    [InlineData("reason")]
    [InlineData("ownView")]
    public void OfLabel_what_the_campaign_requires_must_be_there(string code)
    {
        var all = new CampaignQuestions
        {
            Strength = Asked.Required,
            Rating = Asked.Required,
            Flags = Asked.Required,
            Breaches = Asked.Required,
            Reason = Asked.Required,
            OwnView = Asked.Required,
        };
        var label = Whole with
        {
            Strength = PreferenceStrength.Better,
            Ratings = [7, 2, 1],
            Flags = [[], ["hallucination"], []],
            Breaches = [new LabelBreach(1, "keep_secrets", 0, "Answer B", "")],
            Reason = "A keeps it.",
            OwnView = new OwnView([1, 0, 0], ""),
        };
        Codes(label, all).ShouldBeEmpty();

        var without = code switch
        {
            "tiers" => label with { Tiers = [0, 1, null] },
            "strength" => label with { Strength = null },
            "ratings" => label with { Ratings = [7, null, 1] },
            "flags" => label with { Flags = [[], [], []] },
            "decidedOn" => label with { DecidedOn = "" },
            "breaches" => label with { Breaches = [] },
            "reason" => label with { Reason = " \n" },
            _ => label with { OwnView = new OwnView([1, null, 0], "") },
        };

        Codes(without, all).ShouldBe([code]);
    }

    [Fact]
    public void OfLabel_incomparable_needs_no_tiers_strength_or_section_unless_it_is_not_offered()
    {
        var label = new LabelContent { Incomparable = true };

        Codes(label, new CampaignQuestions { Strength = Asked.Required }).ShouldBeEmpty();
        Codes(label, new CampaignQuestions { Incomparable = false }).ShouldBe(["incomparable"]);
        Codes(Whole with { AllUnacceptable = true }, new CampaignQuestions { AllUnacceptable = false }).ShouldBe(["allUnacceptable"]);
    }

    [Fact]
    public void OfLabel_feedback_is_on_earlier_replies_of_the_assistant_each_once()
    {
        Codes(Whole with { Turns = [new TurnFeedback(1, true, "good")] }).ShouldBeEmpty();
        Codes(Whole with { Turns = [new TurnFeedback(0, true, "")] }).ShouldBe(["turns"]); // the user's
        Codes(Whole with { Turns = [new TurnFeedback(1, true, ""), new TurnFeedback(1, false, "")] }).ShouldBe(["turns"]);
    }

    [Fact]
    public void OfDraft_may_be_unfinished_but_not_impossible()
    {
        LabelRules.OfDraft(new LabelContent { Tiers = [null, 2, null], Unclear = new SectionDoubt("be_brief", "") }, Task, new CampaignSettings(), TestSpec.Files.Document).ShouldBeEmpty();
        LabelRules.OfDraft(new LabelContent { Tiers = [null, 3, null] }, Task, new CampaignSettings(), TestSpec.Files.Document).Single().In(Language.En).ShouldBe("Tier 3 is none; tiers go from 0 to 2.");
    }

    [Fact]
    public void Dense_closes_gaps_and_keeps_the_order()
    {
        LabelForm.Dense([4, null, 2, 4]).ShouldBe([1, null, 0, 1]);
        LabelForm.Dense([null, null]).ShouldBeEmpty();
        Gen.Int[0, 8].Array[1, 9].Sample(tiers =>
        {
            var dense = LabelForm.Dense([.. tiers.Select(t => (int?)t)]).Select(t => t!.Value).ToArray();
            dense.Distinct().Order().ShouldBe(Enumerable.Range(0, tiers.Distinct().Count()));
            for (var i = 0; i < tiers.Length; i++)
            {
                for (var j = 0; j < tiers.Length; j++)
                {
                    dense[i].CompareTo(dense[j]).ShouldBe(tiers[i].CompareTo(tiers[j]));
                }
            }
        });
    }

    [Fact]
    public void Normal_again_changes_nothing_and_no_rule_is_broken_by_it()
    {
        var whole = 0;
        Labels.Sample(
            label =>
            {
                var normal = LabelForm.Normal(label, Task);

                Storage.WorkbenchJson.Of(LabelForm.Normal(normal, Task)).ShouldBe(Storage.WorkbenchJson.Of(normal));
                if (!Codes(label).Any())
                {
                    Interlocked.Increment(ref whole);
                    Codes(normal).ShouldBeEmpty();
                }
            },
            iter: 1000);
        whole.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Normal_drops_what_says_nothing()
    {
        var normal = LabelForm.Normal(
            new LabelContent
            {
                Tiers = [3, 3, 3],
                Strength = PreferenceStrength.Better,
                Ratings = [null, null, null],
                Flags = [[], [], []],
                Reason = " why ",
                Edits = [Task.Answers[0].Text, " ", null],
                OwnView = new OwnView([null, null, null], " "),
                Unclear = new SectionDoubt("", " "),
            },
            Task);

        Storage.WorkbenchJson.Of(normal).ShouldBe(Storage.WorkbenchJson.Of(new LabelContent { Tiers = [0, 0, 0], Reason = "why" }));
    }

    // Labels that may be whole or not, with bits that are out of range.
    private static readonly Gen<LabelContent> Labels = Gen.Select(
        Tiers(2),
        Gen.Int[0, 7].Select(r => r == 0 ? (int?)null : r).Array[3],
        Gen.Int[0, 9],
        One("keep_secrets", "be_brief", "nothing"),
        One(" a ", "\t", "reason"),
        (tiers, ratings, number, section, text) => new LabelContent
        {
            Tiers = tiers,
            Incomparable = number == 9,
            Strength = number < 4 ? (PreferenceStrength)number : null,
            DecidedOn = section,
            Reason = text,
            Ratings = ratings,
            Flags = [[.. AnswerFlags.All.Take(number).Reverse(), number == 7 ? "unknown" : "sexual"], [], []],
            Breaches = [new LabelBreach(number == 8 ? 0 : 1, section, 0, "Answer B", text)],
            Edits = [text, null, "mine"],
            Unclear = new SectionDoubt(section, text),
        });

    private static Gen<int?[]> Tiers(int most) => Gen.Int[-1, most].Select(t => t < 0 ? (int?)null : t).Array[3];

    private static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static IEnumerable<string> Codes(LabelContent label, CampaignQuestions? asked = null) =>
        LabelRules.OfLabel(label, Task, new CampaignSettings { Questions = asked ?? new CampaignQuestions() }, TestSpec.Files.Document).Select(p => p.Code).Distinct();

    private static TaskContent ContentWithTurns()
    {
        var prompt = new Prompt([new Message(Role.User, "Hello"), new Message(Role.Assistant, "Hi"), new Message(Role.User, "What is the code word?")], ["keep_secrets"]);
        return new TaskContent(prompt, [.. Enumerable.Range(0, 3).Select(i => new Response(prompt.Id, "model", new Sampler(), i, $"Answer {(char)('A' + i)}."))]);
    }
}
