using Precept.Spec;
using Precept.Spec.Diff;

namespace Precept.Tests.Spec.Diff;

/// <summary>What changed between the published releases, as it was found by other means than this diff.</summary>
public sealed class PublishedChangesTests
{
    private static readonly Lazy<SpecDiff> Autumn = new(() => SpecDiff.Compare(Release("2025-02-12"), Release("2025-09-12")));
    private static readonly Lazy<SpecDiff> Winter = new(() => SpecDiff.Compare(Release("2025-09-12"), Release("2025-12-18")));

    private static SpecDiff FebruaryToSeptember => Of(Autumn, "2025-02-12");

    private static SpecDiff SeptemberToDecember => Of(Winter, "2025-12-18");

    // The published table counts ids: 11 that came and 5 that went. One of each is the renamed section.
    [Fact]
    public void February_to_September_adds_eleven_ids_and_removes_five_counting_the_rename_in_both()
    {
        var diff = FebruaryToSeptember;
        (diff.Count(SpecChangeKind.SectionAdded) + diff.Count(SpecChangeKind.SectionRenamed)).ShouldBe(11);
        (diff.Count(SpecChangeKind.SectionRemoved) + diff.Count(SpecChangeKind.SectionRenamed)).ShouldBe(5);
        Sections(diff, SpecChangeKind.SectionAdded).ShouldBe(
            [
                "red_line_principles", "no_other_objectives", "scope_of_autonomy", "control_side_effects", "love_humanity", "be_responsible",
                "be_interesting_and_interested", "be_curious", "have_conversational_sense", "be_warm",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void February_to_September_renames_one_section()
    {
        var renamed = Only(FebruaryToSeptember, SpecChangeKind.SectionRenamed);
        (renamed.From, renamed.To).ShouldBe(("protect_privileged_messages", "protect_privileged_information"));
    }

    // Counted over ids in both releases: prose or examples differ, commentary alone does not count.
    [Fact]
    public void February_to_September_changes_the_content_of_49_sections()
    {
        var (a, b) = (Release("2025-02-12"), Release("2025-09-12"));
        var changed = FebruaryToSeptember.Of(SpecChangeGroup.Text, SpecChangeGroup.Examples)
            .SelectMany(c => c.Kind == SpecChangeKind.ExampleMoved ? [c.Section, c.From] : new[] { c.Section }).Distinct();
        changed.Count(id => a.Find(id!) is not null && b.Find(id!) is not null).ShouldBe(49);
    }

    [Fact]
    public void February_to_September_edits_the_prose_of_35_sections_of_the_same_id() =>
        FebruaryToSeptember.Changes.Count(c => c.Kind == SpecChangeKind.BodyEdited && c.Section != "protect_privileged_information").ShouldBe(35);

    [Fact]
    public void February_to_September_lowers_exactly_three_sections_from_root_to_system()
    {
        var diff = FebruaryToSeptember;
        var lowered = diff.Changes.Where(c => c.Kind == SpecChangeKind.AuthorityLowered).ToList();
        lowered.ShouldAllBe(c => c.From == "root" && c.To == "system");
        lowered.Select(c => c.Section).ShouldBe(["comply_with_laws", "no_erotica_or_gore", "use_preset_voice_in_voice_mode"], ignoreOrder: true);
        diff.Count(SpecChangeKind.AuthorityRaised).ShouldBe(0);
    }

    // 20 sections were platform: three became system, one was renamed and counts here too.
    [Fact]
    public void February_to_September_respells_platform_as_root_everywhere_else()
    {
        var respelled = FebruaryToSeptember.Changes.Where(c => c.Kind == SpecChangeKind.AuthorityRespelled).ToList();
        respelled.ShouldAllBe(c => c.From == "platform" && c.To == "root" && c.Step == SemVerStep.Patch);
        respelled.Count.ShouldBe(17);
    }

    [Fact]
    public void February_to_September_dissolves_four_sections() =>
        Sections(FebruaryToSeptember, SpecChangeKind.SectionRemoved).ShouldBe(["approachable", "be_kind", "be_empathetic", "be_engaging"], ignoreOrder: true);

    [Theory]
    [InlineData("be_kind", "love_humanity", 4)]
    [InlineData("be_empathetic", "be_responsible", 2)]
    [InlineData("be_engaging", "have_conversational_sense", 4)]
    [InlineData("be_engaging", "love_humanity", 1)]
    public void February_to_September_moves_the_examples_of_a_dissolved_section(string from, string to, int examples) =>
        FebruaryToSeptember.Changes.Count(c => c.Kind == SpecChangeKind.ExampleMoved && c.From == from && c.To == to).ShouldBe(examples);

    [Fact]
    public void February_to_September_loses_one_example_of_the_dissolved_sections() =>
        Only(FebruaryToSeptember, SpecChangeKind.ExampleRemoved, "be_engaging").FromLine.ShouldNotBeNull();

    [Fact]
    public void February_to_September_reparents_three_sections()
    {
        var moved = FebruaryToSeptember.Changes.Where(c => c.Kind == SpecChangeKind.SectionReparented).ToList();
        moved.Select(c => c.Section).ShouldBe(
            ["be_rationally_optimistic", "do_not_make_unprompted_personal_comments", "avoid_being_condescending"], ignoreOrder: true);
        moved.ShouldAllBe(c => c.From == "approachable" && c.To == "style");
    }

    [Fact]
    public void February_to_September_retitles_two_sections_beside_the_renamed_one() =>
        Sections(FebruaryToSeptember, SpecChangeKind.SectionRetitled).Except(["protect_privileged_information"])
            .ShouldBe(["ask_clarifying_questions", "refusal_style"], ignoreOrder: true);

    [Fact]
    public void February_to_September_loses_six_files_of_evaluation_prompts()
    {
        var diff = FebruaryToSeptember;
        diff.Changes.Where(c => c.Kind == SpecChangeKind.EvaluationLost).Select(c => c.From)
            .ShouldBe(["3y9z", "d0pu", "h82a", "k0ff", "rse0", "t5q0"], ignoreOrder: true);
        diff.Count(SpecChangeKind.EvaluationAdded).ShouldBe(0);
    }

    [Fact]
    public void February_to_September_edits_only_the_commentary_of_one_section_that_was_platform() =>
        FebruaryToSeptember.Changes.Where(c => c.Section == "transformation_exception").Select(c => c.Kind)
            .ShouldBe([SpecChangeKind.AuthorityRespelled, SpecChangeKind.CommentaryEdited]);

    [Fact]
    public void February_to_September_is_a_major_step() => FebruaryToSeptember.Step.ShouldBe(SemVerStep.Major);

    [Fact]
    public void September_to_December_adds_sections_for_users_under_18_and_real_world_ties()
    {
        Sections(SeptemberToDecember, SpecChangeKind.SectionAdded).ShouldBe(["respect_real_world_ties", "chatgpt_u18", "prioritize_teen_safety"], ignoreOrder: true);
        SeptemberToDecember.Count(SpecChangeKind.SectionRemoved).ShouldBe(0);
        SeptemberToDecember.Count(SpecChangeKind.SectionRenamed).ShouldBe(0);
    }

    [Fact]
    public void September_to_December_retitles_one_section() =>
        Only(SeptemberToDecember, SpecChangeKind.SectionRetitled).Section.ShouldBe("do_not_encourage_self_harm");

    [Fact]
    public void September_to_December_removes_two_examples_of_honesty_and_one_of_length() =>
        Sections(SeptemberToDecember, SpecChangeKind.ExampleRemoved).ShouldBe(["do_not_lie", "do_not_lie", "be_thorough_but_efficient"], ignoreOrder: true);

    [Fact]
    public void September_to_December_changes_no_authority() =>
        SeptemberToDecember.Of(SpecChangeGroup.Authority).ShouldBeEmpty();

    [Theory]
    [InlineData("2025-02-12")]
    [InlineData("2025-09-12")]
    [InlineData("2025-12-18")]
    public void Release_beside_itself_has_no_changes(string release) =>
        SpecDiff.Compare(Release(release), Release(release)).IsEmpty.ShouldBeTrue();

    private static SpecDiff Of(Lazy<SpecDiff> diff, string needed)
    {
        SharedData.Path($"model_spec/{needed}");
        return diff.Value;
    }

    private static IEnumerable<string?> Sections(SpecDiff diff, SpecChangeKind kind) => diff.Changes.Where(c => c.Kind == kind).Select(c => c.Section);

    private static SpecChange Only(SpecDiff diff, SpecChangeKind kind, string? section = null) =>
        diff.Changes.Where(c => c.Kind == kind && (section is null || c.Section == section)).ShouldHaveSingleItem();

    private static SpecDocument Release(string name) => SpecReader.Read(SharedData.Path($"model_spec/{name}"));
}
