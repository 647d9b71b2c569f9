using System.Text.Json;
using CsCheck;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Preferences;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Tests.Workspace;

public sealed class StatusTests : IDisposable
{
    private static readonly SpecDocument Before = TestWorkspace.Spec(("a", "a1"), ("b", "b1"), ("c", "c1"));
    private static readonly SpecDocument After = TestWorkspace.Spec(("a", "a1"), ("b", "b2"), ("c", "c1"));
    private readonly TestWorkspace _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Status_unchanged_spec_has_nothing_stale()
    {
        await FillAsync();
        var status = await _test.Open.StatusAsync(Before, cancellationToken: Token);
        status.IsCurrent.ShouldBeTrue();
        status.Stale.ShouldBeEmpty();
        status.Kinds.Select(k => (k.Kind, k.Total)).ShouldBe([("judgments", 4), ("preferences", 4), ("datasets", 3), ("models", 5), ("scorecards", 3)]);
        status.Sections.Select(s => (s.Section, s.Change, s.Judged)).ShouldBe([("a", "unchanged", 2), ("b", "unchanged", 2), ("c", "unchanged", 1)]);
    }

    [Fact]
    public async Task Status_one_changed_section_makes_exactly_what_rested_on_it_stale()
    {
        var (judgments, preferences) = await FillAsync();
        var status = await _test.Open.StatusAsync(After, cancellationToken: Token);

        // Judgments 2 (under a and b) and 3 (under b). Preference 2 came from 2; preference 3 from 3 and from 1, which still holds;
        // preference 4 is an example of section b. Dataset "mixed" has 1 and 2, "spec" has 4, "clean" has 1 and 3.
        Ids("judgments").ShouldBe([judgments[1], judgments[2]]);
        Ids("preferences").ShouldBe([preferences[1], preferences[3]]);
        Names("datasets").ShouldBe(["mixed", "spec"]);
        Names("models").ShouldBe(["dpo", "reward", "ppo"]); // ppo through the reward model, reward through "spec"
        Names("scorecards").ShouldBe(["dpo", "on-b"]); // dpo's reports on a only, but dpo is stale; on-b reports on b for a model that is not
        status.Stale.ShouldAllBe(s => s.Sections.SequenceEqual(new[] { "b" }) && !s.Replaced);
        status.Sections.ShouldBe(
            [
                new("a", "unchanged", 2, 0, 0, 0, 0, 0),
                new("b", "changed", 2, 2, 2, 2, 3, 2),
                new("c", "unchanged", 1, 0, 0, 0, 0, 0),
            ]);
        status.IsCurrent.ShouldBeFalse();

        (await _test.Open.JudgmentsAsync("checks", CurrentSections.Of(After), Token)).Select(j => j.Id).ShouldBe([judgments[0], judgments[3]]);

        string[] Ids(string kind) => [.. status.Stale.Where(s => s.Kind == kind).Select(s => s.Id)];
        string[] Names(string kind) => [.. status.Stale.Where(s => s.Kind == kind).Select(s => s.Name)];
    }

    [Fact]
    public async Task Status_section_that_is_gone_makes_its_judgments_stale_and_a_new_one_none()
    {
        var (judgments, _) = await FillAsync();
        var status = await _test.Open.StatusAsync(TestWorkspace.Spec(("a", "a1"), ("b", "b1"), ("d", "d1")), cancellationToken: Token);
        status.Stale.Where(s => s.Kind == "judgments").Select(s => s.Id).ShouldBe([judgments[3]]);
        status.Sections.Select(s => (s.Section, s.Change)).ShouldBe([("a", "unchanged"), ("b", "unchanged"), ("d", "unchanged"), ("c", "gone")]);
    }

    [Fact]
    public async Task Status_changed_check_makes_judgments_stale_though_the_text_is_the_same()
    {
        await _test.Open.AddJudgmentsAsync([TestWorkspace.Judgment("p", under: ("a", "a1+checks"))], Token);
        var same = new Dictionary<string, string> { ["a"] = "a1+checks" };
        var edited = new Dictionary<string, string> { ["a"] = "a1+other" };
        (await _test.Open.StatusAsync(Before, same, Token)).IsCurrent.ShouldBeTrue();
        (await _test.Open.StatusAsync(Before, edited, Token)).Kinds[0].Stale.ShouldBe(1);
    }

    [Fact]
    public async Task Status_redone_work_is_replaced_and_what_rests_on_the_old_is_still_to_redo()
    {
        await FillAsync();
        Judgment[] again = [TestWorkspace.Judgment("2", under: [("a", "a1"), ("b", "b2")]), TestWorkspace.Judgment("3", under: ("b", "b2"))];
        await _test.Open.AddJudgmentsAsync(again, Token);
        var status = await _test.Open.StatusAsync(After, cancellationToken: Token);
        status.Kinds[0].ShouldBe(new KindStatus("judgments", 6, 0, 2));
        status.Kinds[1].ShouldBe(new KindStatus("preferences", 4, 1, 1)); // the example of section b has no successor
        status.Kinds[2].ShouldBe(new KindStatus("datasets", 3, 2, 0));

        // The new judgment prefers the same as the old one did: the preference, and what was made of it, hold again.
        await _test.Open.AddPreferencesAsync([TestWorkspace.Preference("2", again[0].Id)], cancellationToken: Token);
        status = await _test.Open.StatusAsync(After, cancellationToken: Token);
        status.Stale.Where(s => s.Kind is "datasets" or "models").Select(s => s.Name).ShouldBe(["spec", "reward", "ppo"]);
    }

    [Fact]
    public async Task Status_json_and_tables_say_the_same_twice()
    {
        await FillAsync();
        var status = await _test.Open.StatusAsync(After, cancellationToken: Token);
        var json = status.ToJson();
        json.ShouldBe((await _test.Open.StatusAsync(After, cancellationToken: Token)).ToJson());
        using var document = JsonDocument.Parse(json);
        document.RootElement.GetProperty("spec_hash").GetString().ShouldBe(After.Hash);
        document.RootElement.GetProperty("kinds")[0].GetProperty("stale").GetInt32().ShouldBe(2);
        document.RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["spec_version", "spec_hash", "kinds", "sections", "stale"]);
        status.Tables.Select(t => t.Rows.Count).ShouldBe([5, 1, 7]);
        status.Tables.ShouldAllBe(t => t.Rows.All(r => r.Count == t.Columns.Count));
    }

    [Fact]
    public void Staleness_of_judgments_is_exactly_a_differing_or_missing_hash()
    {
        var hashes = Gen.Dictionary(Gen.Char["abcd"].Select(c => c.ToString()), Gen.Char["123"].Select(c => c.ToString()))[0, 4];
        Gen.Select(hashes.Array[0, 8], hashes).Sample((judged, now) =>
        {
            var nodes = judged.Select((j, i) => new JudgmentNode($"{i}", "checks", $"{i}", j)).ToList();
            var stale = Staleness.Of(new Lineage(nodes, [], [], [], []), now).Select(s => s.Id);
            var expected = nodes.Where(n =>
            {
                foreach (var (section, hash) in n.SectionHashes)
                {
                    if (!now.TryGetValue(section, out var current) || current != hash)
                    {
                        return true;
                    }
                }

                return false;
            });
            return stale.SequenceEqual(expected.Select(n => n.Id));
        });
    }

    [Fact]
    public void Staleness_of_models_in_a_ring_ends()
    {
        ModelNode[] ring =
        [
            new("x", "x", ["y"], null, new Dictionary<string, string>()),
            new("y", "y", ["z", "y"], null, new Dictionary<string, string>()),
            new("z", "z", ["x"], null, new Dictionary<string, string> { ["a"] = "old" }),
            new("w", "w", [], null, new Dictionary<string, string>()),
        ];
        Staleness.Of(new Lineage([], [], [], ring, []), new Dictionary<string, string> { ["a"] = "new" }).Select(s => s.Id).ShouldBe(["x", "y", "z"]);
    }

    private async Task<(string[] Judgments, string[] Preferences)> FillAsync()
    {
        await _test.Open.SaveSpecAsync(Before, "", cancellationToken: Token);
        Judgment[] judgments =
        [
            TestWorkspace.Judgment("1", under: ("a", "a1")),
            TestWorkspace.Judgment("2", under: [("a", "a1"), ("b", "b1")]),
            TestWorkspace.Judgment("3", under: ("b", "b1")),
            TestWorkspace.Judgment("4", under: ("c", "c1")),
        ];
        await _test.Open.AddJudgmentsAsync(judgments, Token);
        Preference[] preferences =
        [
            TestWorkspace.Preference("1", judgments[0].Id, "a"),
            TestWorkspace.Preference("2", judgments[1].Id, "b"),
            TestWorkspace.Preference("3", judgments[2].Id, "b"),
            TestWorkspace.Preference("4", "spec:spec.md:9", "b"),
        ];
        await _test.Open.AddPreferencesAsync([.. preferences, preferences[2] with { Origin = judgments[0].Id }], CurrentSections.Of(Before), cancellationToken: Token);
        var mixed = await Freeze("mixed", preferences[0].Id, preferences[1].Id);
        var spec = await Freeze("spec", preferences[3].Id);
        var clean = await Freeze("clean", preferences[0].Id, preferences[2].Id);
        await Model("sft", new("m-sft", "sft", "sft", "models/sft", Before.Hash, "", ""));
        await Model("dpo", new("m-dpo", "dpo", "dpo", "models/dpo", Before.Hash, "", "") { BaseId = "m-sft", DatasetId = mixed });
        await Model("reward", new("m-rm", "reward", "reward", "models/rm", Before.Hash, "", "") { BaseId = "m-sft", DatasetId = spec });
        await Model("ppo", new("m-ppo", "ppo", "ppo", "models/ppo", Before.Hash, "", "") { BaseId = "m-sft", RewardModelId = "m-rm" });
        await Model("clean", new("m-clean", "clean", "dpo", "models/clean", Before.Hash, "", "") { BaseId = "m-sft", DatasetId = clean });
        await _test.Open.AddScorecardAsync(Card("dpo", "m-dpo", "a"), CurrentSections.Of(Before), Token);
        await _test.Open.AddScorecardAsync(Card("on-b", "m-clean", "b"), CurrentSections.Of(Before), Token);
        await _test.Open.AddScorecardAsync(Card("on-a", "m-clean", "a"), CurrentSections.Of(Before), Token);
        return ([.. judgments.Select(j => j.Id)], [.. preferences.Select(p => p.Id)]);

        Task<string> Freeze(string name, params string[] ids) =>
            _test.Open.FreezeDatasetAsync(new(name, DatasetKind.Preferences, ids, new(Before.Hash, "")), Token);
        Task Model(string name, TrainedModel model) => _test.Open.AddModelAsync(model with { Name = name }, Token);
    }

    private static Scorecard Card(string name, string model, string section)
    {
        var rate = new Rate(1, 0.5, 1, 4);
        return new Scorecard
        {
            Name = name,
            Model = model,
            Decoding = "greedy",
            SpecHash = Before.Hash,
            PromptsHash = "p",
            Adherence = rate,
            JailbreakResistance = rate,
            OverRefusal = rate,
            WellFormed = rate,
            MeanLength = rate,
            Sections = [new(section, rate)],
            Authorities = [],
            Families = [],
        };
    }
}
