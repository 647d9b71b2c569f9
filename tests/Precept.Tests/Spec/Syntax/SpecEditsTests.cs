using CsCheck;
using Precept.Spec;
using Precept.Spec.Syntax;

namespace Precept.Tests.Spec.Syntax;

/// <summary>An edit changes what it says and no other character.</summary>
public class SpecEditsTests
{
    private const string Text =
        "# Top {#top}\n\nSee [?](#a), [the a](#a).\n\n## A  {#a  authority=user note=\"a\"}\n\ntext\n\n**Example**: as [?](#a)\n\n~~~xml\n<comparison>\n<assistant> <!-- BAD[#a]: see [?](#a) -->\nno\n"
        + "</assistant>\n<assistant> <!-- GOOD -->\nyes, a\n</assistant>\n</comparison>\n~~~\n\n## B {#b}\n\n!!! meta \"Commentary\"\n    on [?](#a)";

    private readonly SpecSyntaxTree _tree = SpecSyntaxTree.Parse(Text, "edit.md");

    [Theory]
    [InlineData("a", Authority.Root, "{#a  authority=user note", "{#a  authority=root note")]
    [InlineData("a", Authority.None, "{#a  authority=user note", "{#a note")]
    [InlineData("b", Authority.Guideline, "## B {#b}", "## B {#b authority=guideline}")]
    [InlineData("b", Authority.None, "", "")]
    [InlineData("a", Authority.User, "", "")]
    public void SetAuthority_changes_the_attribute_alone(string id, Authority authority, string before, string after) =>
        _tree.With(SpecEdits.SetAuthority(_tree, id, authority)).Text.ShouldBe(before.Length == 0 ? Text : Text.Replace(before, after, StringComparison.Ordinal));

    [Fact]
    public void SetAuthority_root_leaves_platform_as_it_is()
    {
        var tree = SpecSyntaxTree.Parse("# A {#a authority=platform}", "edit.md");

        SpecEdits.SetAuthority(tree, "a", Authority.Root).ShouldBeEmpty();
    }

    [Fact]
    public void RenameSection_changes_heading_and_all_references()
    {
        var renamed = _tree.With(SpecEdits.RenameSection(_tree, "a", "longer_id"));

        renamed.Text.ShouldBe(Text.Replace("#a)", "#longer_id)", StringComparison.Ordinal).Replace("{#a ", "{#longer_id ", StringComparison.Ordinal).Replace("[#a]", "[#longer_id]", StringComparison.Ordinal));
        renamed.Text.ShouldContain("[the a]");
        renamed.Text.ShouldContain("note=\"a\"");
    }

    [Theory]
    [InlineData("b", "line 22")]
    [InlineData("no id", "not an id")]
    [InlineData("", "not an id")]
    public void RenameSection_to_what_cannot_be_is_refused(string id, string says) =>
        Should.Throw<ArgumentException>(() => SpecEdits.RenameSection(_tree, "a", id)).Message.ShouldContain(says);

    [Fact]
    public void RenameSection_of_a_spec_reaches_its_evaluation_files()
    {
        var prompts = SpecSyntaxTree.ParseEvaluationFile("**Example**: against [?](#a)\n\n~~~xml\n<user>\nhi\n</user>\n~~~", "examples/ab12.md");
        var spec = SpecSource.Of(_tree, [prompts], "v");

        var renamed = SpecEdits.RenameSection(spec, "a", "c");

        renamed.EvaluationTrees.ShouldHaveSingleItem().Text.ShouldStartWith("**Example**: against [?](#c)\n");
        renamed.Document.Find("c").ShouldNotBeNull().Body.ShouldBe("text");
        Should.Throw<ArgumentException>(() => SpecEdits.RenameSection(spec, "nowhere", "c"));
    }

    [Fact]
    public void Regrade_changes_the_grade_alone()
    {
        _tree.With(SpecEdits.Regrade(_tree, 13, Verdict.Ok)).Text.ShouldBe(Text.Replace("<!-- BAD[", "<!-- OK[", StringComparison.Ordinal));
        SpecEdits.Regrade(_tree, 16, Verdict.Good).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => SpecEdits.Regrade(_tree, 14, Verdict.Ok));
    }

    [Fact]
    public void AddExample_stands_at_the_sections_end()
    {
        var example = new SpecExample("", "new", [new MessagePart(new Message(Role.User, "a < b"), 0)], 0);
        const string Written = "**Example**: new\n\n~~~xml\n<user>\na &lt; b\n</user>\n~~~";

        _tree.With(SpecEdits.AddExample(_tree, "a", example)).Text.ShouldBe(Text.Replace("## B", Written + "\n\n## B", StringComparison.Ordinal));
        _tree.With(SpecEdits.AddExample(_tree, "b", example)).Text.ShouldBe(Text + "\n\n" + Written);
    }

    [Fact]
    public void AddExample_takes_the_line_ends_of_the_file()
    {
        var tree = SpecSyntaxTree.Parse("# A {#a}\r\n\r\ntext\r\n", "edit.md");
        var example = new SpecExample("", "new", [new ElisionPart(0)], 0);

        tree.With(SpecEdits.AddExample(tree, "a", example)).Text.ShouldBe("# A {#a}\r\n\r\ntext\r\n\r\n**Example**: new\r\n\r\n~~~xml\r\n[...]\r\n~~~");
    }

    [Fact]
    public void Edits_together_are_each_made_and_overlapping_ones_are_refused()
    {
        _tree.With([.. SpecEdits.RenameSection(_tree, "a", "z"), .. SpecEdits.SetAuthority(_tree, "a", Authority.System), .. SpecEdits.Regrade(_tree, 13, Verdict.Good)])
            .Text.ShouldContain("{#z  authority=system note");
        Should.Throw<ArgumentException>(() => _tree.With(new TextEdit(new(0, 5), ""), new TextEdit(new(4, 2), "")));
        Should.Throw<ArgumentException>(() => _tree.With(TextEdit.Insert(Text.Length + 1, "")));
    }

    /// <summary>Every section of a published spec can be edited: what changes is what the edit says, in the text and in the document.</summary>
    [Fact]
    public void Edits_of_every_section_of_a_release_change_that_section_alone()
    {
        var spec = SpecSource.Load(SharedData.Path("model_spec/2025-12-18"));
        Gen.Select(Gen.Int[0, spec.Document.Sections.Count - 1], Gen.Enum<Authority>()).Sample(
            (index, authority) =>
            {
                var section = spec.Document.Sections[index];
                var changed = SpecSource.Of(spec.Tree.With(SpecEdits.SetAuthority(spec.Tree, section.Id, authority)), [], "").Document;

                changed.Sections[index].Authority.ShouldBe(authority);
                changed.Sections.Where((_, i) => i != index).Select(s => s.Hash).ShouldBe(spec.Document.Sections.Where((_, i) => i != index).Select(s => s.Hash));

                var there = spec.Tree.With(SpecEdits.RenameSection(spec.Tree, section.Id, "a_fresh_id"));
                there.Text.Length.ShouldBe(spec.Tree.Text.Length + (("a_fresh_id".Length - section.Id.Length) * Names(there, "a_fresh_id")));
                there.With(SpecEdits.RenameSection(there, "a_fresh_id", section.Id)).Text.ShouldBe(spec.Tree.Text);
            },
            iter: 40);
    }

    private static int Names(SpecSyntaxTree tree, string id) => tree.Root.Tokens().Count(t => t.Kind == TokenKind.Name && tree.TextOf(t) == id);
}
