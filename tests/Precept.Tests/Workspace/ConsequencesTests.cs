using Precept.Spec.Diff;
using Precept.Workspace;

namespace Precept.Tests.Workspace;

/// <summary>What goes stale from one version of a spec to another.</summary>
public sealed class ConsequencesTests
{
    private static readonly Dictionary<string, string> Before = new() { ["a"] = "a1", ["b"] = "b1", ["c"] = "c1" };

    // j1 under a, j2 under a and b, j3 under an older a. The dataset of p1 and p2 made the model "dpo", of which there is a scorecard.
    private static readonly Lineage Lineage = new(
        [Judgment("j1", ("a", "a1")), Judgment("j2", ("a", "a1"), ("b", "b1")), Judgment("j3", ("a", "a0"))],
        [Preference("p1", "j1"), Preference("p2", "j2")],
        [new DatasetNode("d1", "pairs", "slot", ["p1", "p2"]), new DatasetNode("d2", "clean", "slot2", ["p1"])],
        [new ModelNode("m1", "dpo", [], "d1", new Dictionary<string, string>())],
        [new ScorecardNode("s1", "dpo", "slot", "m1", new Dictionary<string, string> { ["c"] = "c1" })]);

    [Fact]
    public void Of_a_changed_section_goes_stale_what_rests_on_it_and_nothing_else()
    {
        var consequences = Of(new() { ["a"] = "a1", ["b"] = "b2", ["c"] = "c1" });
        consequences.Kinds.ShouldBe(
            [
                new KindConsequence("judgments", 3, 1, 1, 0, 1), new("preferences", 2, 1, 0, 0, 1), new("datasets", 2, 1, 0, 0, 1),
                new("models", 1, 1, 0, 0, 0), new("scorecards", 1, 1, 0, 0, 0),
            ]);
        var section = consequences.Sections.ShouldHaveSingleItem();
        section.Section.ShouldBe("b");
        section.GoStale.ShouldBe(new Dictionary<string, int> { ["judgments"] = 1, ["preferences"] = 1, ["datasets"] = 1, ["models"] = 1, ["scorecards"] = 1 }, ignoreOrder: true);
        consequences.UntouchedSections.ShouldBe(1); // a, which j1 and j2 were judged under; under c nothing was
        consequences.Named.Select(n => (n.Kind, n.Name, n.Sections.Single())).ShouldBe([("datasets", "pairs", "b"), ("models", "dpo", "b"), ("scorecards", "dpo", "b")]);
    }

    [Fact]
    public void Of_the_same_version_nothing_goes_stale_and_what_was_stale_is_told_apart()
    {
        var consequences = Of(Before);
        consequences.IsEmpty.ShouldBeTrue();
        consequences.Kinds[0].ShouldBe(new KindConsequence("judgments", 3, 0, 1, 0, 2));
    }

    [Fact]
    public void Of_a_section_that_is_gone_goes_stale_what_was_judged_under_it_and_a_new_one_makes_nothing_stale()
    {
        Of(new() { ["a"] = "a1", ["c"] = "c1" }).Sections.ShouldHaveSingleItem().Section.ShouldBe("b");
        Of(new(Before) { ["d"] = "d1" }).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Of_a_section_that_demonstrations_were_made_under_goes_stale_their_dataset_and_its_model()
    {
        var lineage = new Lineage(
            [], [],
            [new DatasetNode("d1", "spec-data", "slot", []) { SectionHashes = new Dictionary<string, string> { ["b"] = "b1" } }, new DatasetNode("d2", "other", "slot2", [])],
            [new ModelNode("m1", "sft", [], "d1", new Dictionary<string, string>())],
            []);
        Consequences.Of("w", lineage, Before, new Dictionary<string, string>(Before) { ["b"] = "b2" }).Named.Select(n => (n.Kind, n.Name, n.Sections.Single()))
            .ShouldBe([("datasets", "spec-data", "b"), ("models", "sft", "b")]);
        Consequences.Of("w", lineage, Before, new Dictionary<string, string>(Before) { ["a"] = "a2" }).IsEmpty.ShouldBeTrue();
    }

    private static SpecConsequences Of(Dictionary<string, string> after) => Consequences.Of("w", Lineage, Before, after);

    private static JudgmentNode Judgment(string id, params (string Section, string Hash)[] under) =>
        new(id, "checks", id, under.ToDictionary(s => s.Section, s => s.Hash));

    private static PreferenceNode Preference(string id, string judgment) => new(id, [new OriginNode(judgment, new Dictionary<string, string>())]);
}
