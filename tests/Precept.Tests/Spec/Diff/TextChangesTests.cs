using Precept.Spec.Diff;
using static Precept.Tests.Spec.Diff.SpecText;

namespace Precept.Tests.Spec.Diff;

/// <summary>Prose, what it demands, commentary, footnotes, checks.</summary>
public sealed class TextChangesTests
{
    [Fact]
    public void Compare_reworded_sentence_is_a_patch_even_in_a_rule()
    {
        var diff = Compare(Section("a", "The answer names the source of each figure.", "authority=root"), Section("a", "The answer names the origin of each figure.", "authority=root"));
        var change = diff.Changes.ShouldHaveSingleItem();
        (change.Kind, change.Detail, change.Step).ShouldBe((SpecChangeKind.BodyEdited, "1 sentence reworded", SemVerStep.Patch));
    }

    [Theory]
    [InlineData("root", SemVerStep.Major)]
    [InlineData("system", SemVerStep.Major)]
    [InlineData("developer", SemVerStep.Minor)]
    [InlineData("guideline", SemVerStep.Minor)]
    public void Compare_new_sentence_weighs_by_the_kind_of_the_section(string authority, SemVerStep step)
    {
        var diff = Compare(Section("a", "Rain is wet.", $"authority={authority}"), Section("a", "Rain is wet. Snow is cold and white.", $"authority={authority}"));
        diff.Changes.ShouldHaveSingleItem().Detail.ShouldBe("1 sentence added");
        diff.Step.ShouldBe(step);
    }

    [Fact]
    public void Compare_lines_broken_elsewhere_change_only_the_layout()
    {
        var change = Changes(Section("a", "One line holds\nthis sentence."), Section("a", "One line\nholds this sentence.")).ShouldHaveSingleItem();
        (change.Kind, change.Detail, change.Step).ShouldBe((SpecChangeKind.BodyEdited, "only the layout", SemVerStep.Patch));
    }

    [Theory]
    [InlineData("The model must ask first.", "The model should ask first.", SpecChangeKind.ObligationWeakened)]
    [InlineData("The model may ask first.", "The model should ask first.", SpecChangeKind.ObligationStrengthened)]
    [InlineData("The model should ask first.", "The model must not ask first.", SpecChangeKind.ObligationStrengthened)]
    [InlineData("The model must ask first.", "The model must not ask first.", SpecChangeKind.ObligationReversed)]
    [InlineData("模型应当先提问。", "模型必须先提问。", SpecChangeKind.ObligationStrengthened)]
    [InlineData("模型不得先提问。", "模型可以先提问。", SpecChangeKind.ObligationWeakened)]
    public void Compare_changed_demand_is_told_with_both_sentences(string from, string to, SpecChangeKind kind)
    {
        var change = Changes(Section("a", from), Section("a", to)).Single(c => c.Kind != SpecChangeKind.BodyEdited);
        (change.Kind, change.From, change.To).ShouldBe((kind, from, to));
    }

    [Fact]
    public void Compare_sentence_that_demands_is_added_or_removed_as_an_obligation()
    {
        var (without, with) = (Section("a", "Rain is wet."), Section("a", "Rain is wet. Every reply must name the day."));
        Changes(without, with, SpecChangeKind.ObligationAdded).ShouldHaveSingleItem().To.ShouldBe("Every reply must name the day.");
        Changes(with, without, SpecChangeKind.ObligationRemoved).ShouldHaveSingleItem().From.ShouldBe("Every reply must name the day.");
    }

    [Fact]
    public void Compare_commentary_alone_is_apart_and_a_patch()
    {
        string Spec(string meta) => Section("a", $"Rain is wet.\n\n!!! meta \"Commentary\"\n    {meta}", "authority=root");
        var diff = Compare(Spec("We saw it."), Spec("We felt it."));
        var change = diff.Changes.ShouldHaveSingleItem();
        (change.Kind, change.From, change.To).ShouldBe((SpecChangeKind.CommentaryEdited, "We saw it.", "We felt it."));
        diff.Step.ShouldBe(SemVerStep.Patch);
        diff.Of(SpecChangeGroup.Text).ShouldBeEmpty();
    }

    [Fact]
    public void Compare_commentary_comes_goes_and_moves()
    {
        const string meta = "!!! meta \"Commentary\"\n    We saw it.\n\n";
        var (a, b) = (Section("a", "Rain is wet."), Section("b", "Snow is cold."));
        Changes(a + b, a + meta + b).ShouldHaveSingleItem().Kind.ShouldBe(SpecChangeKind.CommentaryAdded);
        Changes(a + meta + b, a + b).ShouldHaveSingleItem().Kind.ShouldBe(SpecChangeKind.CommentaryRemoved);
        var moved = Changes(a + meta + b, a + b + meta).ShouldHaveSingleItem();
        (moved.Kind, moved.From, moved.To).ShouldBe((SpecChangeKind.CommentaryMoved, "a", "b"));
    }

    [Fact]
    public void Compare_footnotes_come_go_and_move_without_an_edit_of_the_prose()
    {
        var (a, b) = (Section("a", "Rain is wet."), Section("b", "Snow is cold."));
        var (noted, otherNoted) = (Section("a", "Rain is wet. [^k3pt]"), Section("b", "Snow is cold. [^k3pt]"));
        var added = Changes(a + b, noted + b).ShouldHaveSingleItem();
        (added.Kind, added.Section, added.To).ShouldBe((SpecChangeKind.FootnoteAdded, "a", "k3pt"));
        Changes(noted + b, a + b).ShouldHaveSingleItem().Kind.ShouldBe(SpecChangeKind.FootnoteRemoved);
        var moved = Changes(noted + b, a + otherNoted).ShouldHaveSingleItem();
        (moved.Kind, moved.Section, moved.From, moved.To, moved.Detail).ShouldBe((SpecChangeKind.FootnoteMoved, "b", "a", "b", "k3pt"));
    }

    [Fact]
    public void Compare_checks_come_go_and_change()
    {
        var spec = Section("a", "Rain is wet.");
        const string one = "a:\n  - id: short\n    max_sentences: 1\n";
        const string two = "a:\n  - id: short\n    max_sentences: 2\n";
        Check("", one).Kind.ShouldBe(SpecChangeKind.CheckAdded);
        Check(one, "").Kind.ShouldBe(SpecChangeKind.CheckRemoved);
        var changed = Check(one, two);
        (changed.Kind, changed.Section, changed.Detail, changed.Step).ShouldBe((SpecChangeKind.CheckChanged, "a", "short", SemVerStep.Minor));
        Compare(spec, spec, one, "# a remark\n" + one).IsEmpty.ShouldBeTrue();
        SpecChange Check(string before, string after) => Compare(spec, spec, before, after).Changes.ShouldHaveSingleItem();
    }

    [Fact]
    public void Compare_checks_of_a_renamed_section_stay() =>
        Compare(Section("a", "Rain is wet.", title: "T"), Section("b", "Rain is wet.", title: "T"), "a:\n  - id: x\n    max_words: 9\n", "b:\n  - id: x\n    max_words: 9\n")
            .Changes.ShouldHaveSingleItem().Kind.ShouldBe(SpecChangeKind.SectionRenamed);
}
