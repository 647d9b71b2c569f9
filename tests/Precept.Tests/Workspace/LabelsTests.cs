using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Tests.Workspace;

/// <summary>People's labels in a workspace: kept, revised, withdrawn, and what that makes stale.</summary>
public sealed class LabelsTests : IDisposable
{
    private static readonly SpecDocument Spec = TestWorkspace.Spec(("a", "a1"));
    private static readonly Prompt Prompt = TestWorkspace.Prompt("Hi", sections: "a");
    private static readonly Response Good = TestWorkspace.Response(Prompt, 0, "good");
    private static readonly Response Bad = TestWorkspace.Response(Prompt, 1, "bad");
    private static readonly Response Edited = TestWorkspace.Response(Prompt, 0, "better", "human:maria");
    private readonly TestWorkspace _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task PutLabels_keeps_all_in_one_call()
    {
        var judgment = Label("maria", [1, 2, 0], Good, Bad, Edited);
        (await PutAsync([judgment])).ShouldBe(new LabelChanges(1, 0, 0));

        (await _test.Open.JudgmentsAsync(cancellationToken: Token)).ShouldHaveSingleItem().ShouldSayTheSameAs(judgment);
        (await _test.Open.PromptsAsync(cancellationToken: Token)).ShouldHaveSingleItem().Id.ShouldBe(Prompt.Id);
        (await _test.Open.ResponsesAsync("human:maria", Edited.Sampler.Canonical, cancellationToken: Token)).ShouldHaveSingleItem().Text.ShouldBe("better");
    }

    [Fact]
    public async Task PutLabels_revised_judgment_takes_the_place_of_the_first_wholly_and_keeps_its_order()
    {
        var first = Label("maria", [0, 1], Good, Bad) with { Reason = "clear", DecidedOn = "a", Strength = PreferenceStrength.Better, Flags = [[], ["hallucination"]] };
        var other = Label("wei", [0, 1], Good, Bad);
        await PutAsync([first, other]);

        var revised = Label("maria", [], Good, Bad) with { Outcome = Outcome.Incomparable };
        (await PutAsync([revised])).ShouldBe(new LabelChanges(0, 1, 0));
        var back = await _test.Open.JudgmentsAsync(cancellationToken: Token);
        back.Count.ShouldBe(2);
        back[0].ShouldSayTheSameAs(revised);
        back[1].ShouldSayTheSameAs(other);

        (await PutAsync([revised])).ShouldBe(new LabelChanges(0, 0, 0));
        (await PutAsync([first, revised, first])).ShouldBe(new LabelChanges(0, 1, 0)); // the last one counts
        (await _test.Open.JudgmentsAsync("human:maria", cancellationToken: Token)).ShouldHaveSingleItem().ShouldSayTheSameAs(first);
    }

    [Fact]
    public async Task PutLabels_withdrawn_judgment_is_gone_and_may_come_again()
    {
        var (maria, wei) = (Label("maria", [0, 1], Good, Bad), Label("wei", [0, 1], Good, Bad));
        await PutAsync([maria, wei]);
        (await PutAsync([], maria.Id, "unknown")).ShouldBe(new LabelChanges(0, 0, 1));
        (await _test.Open.JudgmentsAsync(cancellationToken: Token)).ShouldHaveSingleItem().Judge.ShouldBe("human:wei");
        (await PutAsync([], maria.Id)).ShouldBe(new LabelChanges(0, 0, 0));
        (await PutAsync([maria])).ShouldBe(new LabelChanges(1, 0, 0));
    }

    [Fact]
    public async Task PutLabels_leaves_prompts_that_are_there_as_they_are()
    {
        await _test.Open.AddPromptsAsync([Prompt with { Family = "mine", Split = Split.HeldOut }], Token);
        await PutAsync([Label("maria", [0, 1], Good, Bad)]);
        (await _test.Open.PromptsAsync(cancellationToken: Token)).ShouldHaveSingleItem().ShouldSayTheSameAs(Prompt with { Family = "mine", Split = Split.HeldOut });
    }

    [Fact]
    public async Task PutLabels_that_fail_keep_nothing()
    {
        var model = Label("x", [0, 1], Good, Bad) with { Judge = "openai:m" };
        await _test.Open.AddJudgmentsAsync([model], Token);
        var label = Label("maria", [0, 1], Good, Bad);

        await FailsAsync(() => PutAsync([label, model]), "no person");
        await FailsAsync(() => PutAsync([label], model.Id), "only people withdraw");
        await FailsAsync(() => PutAsync([label], label.Id), "both given and withdrawn");
        await FailsAsync(() => PutAsync([label with { ResponseIds = ["nowhere", Bad.Id] }]), "names response nowhere");
        await FailsAsync(() => PutAsync([label with { PromptId = "nowhere" }]), "about prompt nowhere");
        (await _test.Open.JudgmentsAsync(cancellationToken: Token)).ShouldHaveSingleItem().Judge.ShouldBe("openai:m");
        (await _test.Open.PromptsAsync(cancellationToken: Token)).ShouldBeEmpty();

        static async Task FailsAsync(Func<Task> put, string why) => (await Should.ThrowAsync<InputException>(put)).Message.ShouldContain(why);
    }

    [Fact]
    public async Task Status_preference_of_a_revised_label_is_stale_until_it_is_built_again()
    {
        var label = Label("maria", [0, 1], Good, Bad);
        await PutAsync([label]);
        await BuildAsync();
        (await StatusAsync()).IsCurrent.ShouldBeTrue();

        // Words alone change no preference; another verdict does.
        await PutAsync([label with { Reason = "because" }]);
        (await StatusAsync()).IsCurrent.ShouldBeTrue();
        await PutAsync([label with { Ranks = [1, 0] }]);
        var stale = await StatusAsync();
        stale.Stale.Select(s => (s.Kind, s.Labels.Single(), s.Sections.Count, s.Replaced))
            .ShouldBe([("preferences", "revised by human:maria", 0, false), ("datasets", "revised by human:maria", 0, false)]);
        stale.Tables[2].Rows.ShouldHaveSingleItem()[3].ShouldBe("label revised by human:maria");

        await BuildAsync();
        var built = await StatusAsync();
        built.IsCurrent.ShouldBeTrue();
        built.Stale.ShouldAllBe(s => s.Replaced);

        // Back to what was said first: the first pair says so again.
        await PutAsync([label]);
        (await StatusAsync()).Stale.Where(s => s.Kind == "preferences").Select(s => s.Id).ShouldBe([(await _test.Open.PreferencesAsync(cancellationToken: Token))[1].Id]);
    }

    [Fact]
    public async Task Preference_built_again_says_the_section_that_a_person_decided_on_last()
    {
        var label = Label("maria", [0, 1], Good, Bad) with { DecidedOn = "b" };
        await PutAsync([label]);
        await BuildAsync();
        await PutAsync([label with { DecidedOn = "a" }]);
        (await StatusAsync()).Kinds[1].Stale.ShouldBe(1);
        await BuildAsync();
        (await _test.Open.PreferencesAsync(cancellationToken: Token)).ShouldHaveSingleItem().Sections.ShouldBe(["a"]);
        (await StatusAsync()).IsCurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task Status_preference_of_a_withdrawn_label_is_stale_and_so_is_what_was_trained_on_it()
    {
        await _test.Open.SaveSpecAsync(Spec, "", cancellationToken: Token);
        var (maria, wei) = (Label("maria", [0, 1], Good, Bad), Label("wei", [0, 1, 2], Good, Bad, Edited));
        await PutAsync([maria, wei]);
        var dataset = await BuildAsync();
        await _test.Open.AddModelAsync(new TrainedModel("m", "dpo", "dpo", "models/dpo", Spec.Hash, "", "") { DatasetId = dataset }, Token);

        await PutAsync([], maria.Id);
        var stale = await StatusAsync();

        // Maria voted on one of the three pairs only.
        stale.Stale.Select(s => (s.Kind, s.Labels.Single())).ShouldBe(
            [("preferences", "withdrawn by human:maria"), ("datasets", "withdrawn by human:maria"), ("models", "withdrawn by human:maria")]);
        stale.Kinds[1].ShouldBe(new KindStatus("preferences", 3, 1, 0));

        // The same pair with wei's vote alone is the same preference: built again, it holds.
        (await BuildAsync()).ShouldNotBe(dataset);
        (await StatusAsync()).IsCurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task Status_withdrawn_label_that_no_other_says_is_done_with_when_its_datasets_are_built_anew()
    {
        var (maria, wei) = (Label("maria", [0, 1], Good, Bad), Label("wei", [0, 1], Edited, Bad));
        await PutAsync([maria, wei]);
        await BuildAsync();
        await PutAsync([], maria.Id);
        (await StatusAsync()).Kinds.Take(3).Select(k => (k.Stale, k.Replaced)).ShouldBe([(0, 0), (1, 0), (1, 0)]);
        await BuildAsync();
        (await StatusAsync()).Kinds.Take(3).Select(k => (k.Stale, k.Replaced)).ShouldBe([(0, 0), (0, 1), (0, 1)]);
    }

    [Fact]
    public async Task Status_revised_vote_that_was_not_the_first_makes_the_pair_stale_too()
    {
        var (maria, wei) = (Label("maria", [0, 1], Good, Bad), Label("wei", [0, 1], Good, Bad));
        await PutAsync([maria, wei]);
        await BuildAsync();
        await PutAsync([wei with { Ranks = [0, 0] }]);
        (await StatusAsync()).Stale[0].Labels.ShouldBe(["revised by human:wei"]);
    }

    [Fact]
    public async Task Status_another_persons_label_that_says_the_same_keeps_a_preference()
    {
        var (maria, wei) = (Label("maria", [0, 1], Good, Bad), Label("wei", [0, 1], Good, Bad));
        await PutAsync([maria, wei]);
        await BuildAsync("human:maria");
        await BuildAsync("human:wei");
        await PutAsync([], maria.Id);
        (await StatusAsync()).Stale.ShouldBeEmpty();
    }

    [Fact]
    public async Task Status_without_labels_given_remembers_the_origin_itself()
    {
        var label = Label("maria", [0, 1], Good, Bad);
        await PutAsync([label]);
        await _test.Open.AddPreferencesAsync([TestWorkspace.Preference("Hi", label.Id, "a")], CurrentSections.Of(Spec), cancellationToken: Token);
        (await StatusAsync()).IsCurrent.ShouldBeTrue();
        await PutAsync([], label.Id);
        (await StatusAsync()).Kinds[1].Stale.ShouldBe(1);
    }

    [Fact]
    public async Task Coverage_counts_no_preference_of_a_withdrawn_label()
    {
        var label = Label("maria", [0, 1], Good, Bad) with { DecidedOn = "a" };
        await PutAsync([label]);
        await BuildAsync();
        (await _test.Open.WorkBySectionAsync(Spec, cancellationToken: Token))["a"].Preferences.ShouldBe(1);
        await PutAsync([], label.Id);
        (await _test.Open.WorkBySectionAsync(Spec, cancellationToken: Token)).Keys.ShouldNotContain("a");
    }

    private Task<LabelChanges> PutAsync(Judgment[] judgments, params string[] withdrawn) =>
        _test.Open.PutLabelsAsync([Prompt], [Good, Bad, Edited], judgments, withdrawn, cancellationToken: Token);

    private Task<StatusReport> StatusAsync() => _test.Open.StatusAsync(Spec, cancellationToken: Token);

    private async Task<string> BuildAsync(string? judge = null)
    {
        var judgments = await _test.Open.JudgmentsAsync(judge, CurrentSections.Of(Spec), Token);
        var pairs = PairBuilder.FromJudgments([Prompt], [Good, Bad, Edited], judgments);
        return await _test.Open.FreezeDatasetAsync("people", new Dataset(pairs.Pairs, new DatasetLineage(Spec.Hash, "human")), CurrentSections.Of(Spec), pairs.Labels, Token);
    }

    private static Judgment Label(string handle, int[] ranks, params Response[] responses) => new(
        Prompt.Id, [.. responses.Select(r => r.Id)], ranks, [], JudgeKinds.Person(handle), new Dictionary<string, string> { ["a"] = "a1" });
}
