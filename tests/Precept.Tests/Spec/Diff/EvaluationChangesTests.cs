using Precept.Spec;
using Precept.Spec.Diff;
using static Precept.Tests.Spec.Diff.SpecText;

namespace Precept.Tests.Spec.Diff;

/// <summary>Files of evaluation prompts.</summary>
public sealed class EvaluationChangesTests
{
    [Fact]
    public void Compare_file_is_lost_or_added()
    {
        var lost = Changes([File("k3pt", "a", "one", "two")], []).ShouldHaveSingleItem();
        (lost.Kind, lost.Section, lost.From, lost.To, lost.Detail).ShouldBe((SpecChangeKind.EvaluationLost, "a", "k3pt", null, "2 prompts"));
        var added = Changes([], [File("k3pt", "a", "one")]).ShouldHaveSingleItem();
        (added.Kind, added.To, added.Detail).ShouldBe((SpecChangeKind.EvaluationAdded, "k3pt", "1 prompt"));
    }

    [Fact]
    public void Compare_file_of_another_section_has_moved()
    {
        var moved = Changes([File("k3pt", "a", "one")], [File("k3pt", "b", "one")]).ShouldHaveSingleItem();
        (moved.Kind, moved.Section, moved.From, moved.To, moved.Detail).ShouldBe((SpecChangeKind.EvaluationMoved, "b", "a", "b", "k3pt"));
    }

    [Fact]
    public void Compare_same_prompts_under_another_tag_are_not_lost()
    {
        var retagged = Changes([File("k3pt", "a", "one")], [File("z9zz", "a", "one")]).ShouldHaveSingleItem();
        (retagged.Kind, retagged.From, retagged.To).ShouldBe((SpecChangeKind.EvaluationRetagged, "k3pt", "z9zz"));
    }

    [Fact]
    public void Compare_other_prompts_in_a_file_are_counted()
    {
        var edited = Changes([File("k3pt", "a", "one", "two", "three")], [File("k3pt", "a", "three", "four")]).ShouldHaveSingleItem();
        (edited.Kind, edited.From, edited.To, edited.Detail).ShouldBe((SpecChangeKind.EvaluationEdited, "3 prompts", "2 prompts", "k3pt: 2 lost, 1 new"));
    }

    private static IReadOnlyList<SpecChange> Changes(EvaluationFile[] before, EvaluationFile[] after)
    {
        var spec = Parse(Section("a", "Rain is wet.") + Section("b", "Snow is cold."), "spec.md");
        return SpecDiff.Compare(spec with { EvaluationFiles = before }, spec with { EvaluationFiles = after }).Changes;
    }

    private static EvaluationFile File(string tag, string section, params string[] prompts) =>
        new(tag, null, section, [.. prompts.Select(p => new SpecExample(section, "t", [new MessagePart(new Message(Role.User, p), 1)], 1))], tag + ".md");
}
