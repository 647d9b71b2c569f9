using Precept.Spec.Diff;
using static Precept.Tests.Spec.Diff.SpecText;

namespace Precept.Tests.Spec.Diff;

/// <summary>Which sections there are, where, with which authority.</summary>
public sealed class SectionChangesTests
{
    private const string Calm = "Stay calm when somebody shouts. Answer the question behind the noise, and leave the tone alone.";
    private const string Brief = "Say it once. A second telling of the same thing helps nobody who has read the first one.";
    private const string Open = "Say what is known, what is guessed and what nobody can know today about the matter at hand.";

    [Fact]
    public void Compare_same_texts_is_empty_and_asks_for_no_step()
    {
        var diff = Compare(Section("calm", Calm) + Greeting, Section("calm", Calm) + Greeting);
        diff.IsEmpty.ShouldBeTrue();
        diff.Step.ShouldBe(SemVerStep.None);
        diff.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public void Compare_new_section_is_added_and_minor()
    {
        var diff = Compare(Section("calm", Calm), Section("calm", Calm) + Section("brief", Brief, "authority=root", "Be brief"));
        var change = diff.Changes.ShouldHaveSingleItem();
        (change.Kind, change.Section, change.From, change.To, change.ToLine).ShouldBe((SpecChangeKind.SectionAdded, "brief", null, "Be brief", 5));
        diff.Step.ShouldBe(SemVerStep.Minor);
    }

    [Fact]
    public void Compare_lost_section_is_removed_and_major()
    {
        var diff = Compare(Section("calm", Calm) + Section("brief", Brief, title: "Be brief"), Section("calm", Calm));
        var change = diff.Changes.ShouldHaveSingleItem();
        (change.Kind, change.Section, change.From, change.To).ShouldBe((SpecChangeKind.SectionRemoved, "brief", "Be brief", null));
        diff.Step.ShouldBe(SemVerStep.Major);
    }

    [Fact]
    public void Compare_another_id_with_the_same_text_is_a_rename()
    {
        var diff = Compare(Section("calm", Calm, title: "Calm") + Greeting, Section("unshaken", Calm, title: "Calm") + Greeting);
        var change = diff.Changes.ShouldHaveSingleItem();
        (change.Kind, change.Section, change.From, change.To).ShouldBe((SpecChangeKind.SectionRenamed, "unshaken", "calm", "unshaken"));
    }

    // 12 of the 16 words stay, 4 are replaced: 12 of 20 in common, more than a half.
    [Fact]
    public void Compare_another_id_with_half_of_the_words_is_a_rename_with_an_edit()
    {
        var edited = Calm.Replace("leave the tone alone", "never mind how loudly", StringComparison.Ordinal);
        Changes(Section("calm", Calm), Section("unshaken", edited)).Select(c => c.Kind)
            .ShouldBe([SpecChangeKind.SectionRenamed, SpecChangeKind.SectionRetitled, SpecChangeKind.BodyEdited, SpecChangeKind.ObligationStrengthened]);
    }

    [Fact]
    public void Compare_another_text_under_another_id_is_no_rename() =>
        Changes(Section("calm", Calm), Section("brief", Brief)).Select(c => c.Kind)
            .ShouldBe([SpecChangeKind.SectionRemoved, SpecChangeKind.SectionAdded], ignoreOrder: true);

    [Fact]
    public void Compare_a_name_in_common_makes_up_for_less_text_in_common()
    {
        // 10 words in common of 24 in either.
        const string rewritten = "Stay calm when somebody shouts, answer the question once; write two drafts and send the shorter one later.";
        Changes(Section("stay_calm_always", Calm), Section("stay_calm_online", rewritten)).ShouldContain(c => c.Kind == SpecChangeKind.SectionRenamed);
        Changes(Section("calm_one", Calm), Section("quiet_two", rewritten)).ShouldNotContain(c => c.Kind == SpecChangeKind.SectionRenamed);
    }

    [Fact]
    public void Compare_another_title_is_a_patch()
    {
        var diff = Compare(Section("calm", Calm, title: "Stay calm"), Section("calm", Calm, title: "Keep calm"));
        var change = diff.Changes.ShouldHaveSingleItem();
        (change.Kind, change.From, change.To).ShouldBe((SpecChangeKind.SectionRetitled, "Stay calm", "Keep calm"));
        diff.Step.ShouldBe(SemVerStep.Patch);
    }

    [Fact]
    public void Compare_one_of_three_siblings_elsewhere_has_moved()
    {
        var (calm, brief, open) = (Section("calm", Calm), Section("brief", Brief), Section("open", Open));
        var change = Changes(calm + brief + open, open + calm + brief).ShouldHaveSingleItem();
        (change.Kind, change.Section, change.From, change.To).ShouldBe((SpecChangeKind.SectionMoved, "open", "after brief", "first"));
    }

    [Fact]
    public void Compare_another_parent_and_level_are_told_apart()
    {
        var a = Section("first", "", level: 1) + Section("calm", Calm) + Section("second", "", level: 1);
        var b = Section("first", "", level: 1) + Section("second", "", level: 1) + Section("calm", Calm, level: 3);
        Changes(a, b).Select(c => (c.Kind, c.Section, c.From, c.To)).ShouldBe(
            [(SpecChangeKind.SectionReparented, "calm", "first", "second"), (SpecChangeKind.LevelChanged, "calm", "##", "###")]);
    }

    [Fact]
    public void Compare_children_of_a_renamed_section_keep_their_parent() =>
        Changes(Section("first", Open, level: 1) + Section("calm", Calm), Section("primary", Open, title: "FIRST", level: 1) + Section("calm", Calm))
            .ShouldHaveSingleItem().Kind.ShouldBe(SpecChangeKind.SectionRenamed);

    [Fact]
    public void Compare_a_section_whose_sentences_went_into_two_is_split()
    {
        var split = Changes(Section("both", $"{Calm}\n\n{Brief}"), Section("calm", Calm) + Section("brief", Brief), SpecChangeKind.SectionSplit).ShouldHaveSingleItem();
        (split.Section, split.From, split.To).ShouldBe(("both", "both", "calm, brief"));
    }

    [Fact]
    public void Compare_a_new_section_taken_out_of_one_that_stays_is_a_split()
    {
        var split = Changes(Section("both", $"{Calm}\n\n{Brief}"), Section("both", Calm) + Section("brief", Brief), SpecChangeKind.SectionSplit).ShouldHaveSingleItem();
        (split.Section, split.From, split.To).ShouldBe(("both", "both", "both, brief"));
    }

    [Fact]
    public void Compare_a_section_that_went_into_another_is_merged()
    {
        var changes = Changes(Section("calm", Calm) + Section("brief", Brief), Section("calm", $"{Calm}\n\n{Brief}"));
        changes.ShouldContain(c => c.Kind == SpecChangeKind.SectionRemoved && c.Section == "brief");
        var merged = changes.Where(c => c.Kind == SpecChangeKind.SectionMerged).ShouldHaveSingleItem();
        (merged.From, merged.To).ShouldBe(("brief", "calm"));
    }

    [Fact]
    public void Compare_two_sections_that_became_one_new_are_merged_and_not_renamed()
    {
        var changes = Changes(Section("calm", Calm) + Section("brief", Brief), Section("manner", $"{Calm}\n\n{Brief}"));
        changes.ShouldNotContain(c => c.Kind == SpecChangeKind.SectionRenamed);
        changes.Where(c => c.Kind == SpecChangeKind.SectionMerged).Select(c => (c.From, c.To)).ShouldBe([("calm", "manner"), ("brief", "manner")], ignoreOrder: true);
    }

    [Theory]
    [InlineData("root", "system", SpecChangeKind.AuthorityLowered)]
    [InlineData("platform", "system", SpecChangeKind.AuthorityLowered)]
    [InlineData("developer", "user", SpecChangeKind.AuthorityLowered)]
    [InlineData("guideline", "user", SpecChangeKind.AuthorityRaised)]
    [InlineData("user", "developer", SpecChangeKind.AuthorityRaised)]
    public void Compare_another_authority_is_major(string from, string to, SpecChangeKind kind)
    {
        var change = Changes(Section("calm", Calm, $"authority={from}"), Section("calm", Calm, $"authority={to}")).ShouldHaveSingleItem();
        (change.Kind, change.To, change.Step).ShouldBe((kind, to, SemVerStep.Major));
    }

    [Fact]
    public void Compare_no_authority_to_some_is_raised_and_changes_the_kind() =>
        Changes(Section("calm", Calm, ""), Section("calm", Calm, "authority=root")).Select(c => (c.Kind, c.From, c.To)).ShouldBe(
            [(SpecChangeKind.AuthorityRaised, "none", "root"), (SpecChangeKind.KindChanged, "objective", "rule")]);

    [Fact]
    public void Compare_platform_to_root_is_another_spelling_and_a_patch()
    {
        var change = Changes(Section("calm", Calm, "authority=platform"), Section("calm", Calm, "authority=root")).ShouldHaveSingleItem();
        (change.Kind, change.From, change.To, change.Step).ShouldBe((SpecChangeKind.AuthorityRespelled, "platform", "root", SemVerStep.Patch));
    }

    [Fact]
    public void Compare_another_kind_in_the_heading_is_major_and_one_that_says_the_same_is_an_attribute()
    {
        var change = Changes(Section("calm", Calm), Section("calm", Calm, "authority=user kind=rule")).ShouldHaveSingleItem();
        (change.Kind, change.From, change.To, change.Step).ShouldBe((SpecChangeKind.KindChanged, "default", "rule", SemVerStep.Major));
        Changes(Section("calm", Calm), Section("calm", Calm, "authority=user kind=default")).ShouldHaveSingleItem().Kind.ShouldBe(SpecChangeKind.AttributeChanged);
    }

    [Fact]
    public void Compare_another_attribute_is_told_with_its_name()
    {
        var change = Changes(Section("calm", Calm, "authority=user tags=x"), Section("calm", Calm, "authority=user tags=y")).ShouldHaveSingleItem();
        (change.Kind, change.From, change.To, change.Detail).ShouldBe((SpecChangeKind.AttributeChanged, "x", "y", "tags"));
    }

    [Fact]
    public void Compare_tells_changes_in_the_second_order_of_sections_and_lost_ones_where_they_were()
    {
        var a = Section("calm", Calm) + Section("brief", Brief) + Section("open", Open);
        var b = Section("calm", Calm, title: "x") + Section("open", Open, title: "y");
        Changes(a, b).Select(c => c.Section).ShouldBe(["calm", "brief", "open"]);
    }
}
