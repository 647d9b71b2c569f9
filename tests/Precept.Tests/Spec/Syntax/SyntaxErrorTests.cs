using Precept.Spec;
using Precept.Spec.Syntax;

namespace Precept.Tests.Spec.Syntax;

/// <summary>What does not read is an error at its place, and the rest of the file is read.</summary>
public class SyntaxErrorTests
{
    [Fact]
    public void Errors_of_every_kind_are_found_in_one_reading()
    {
        var tree = SpecSyntaxTree.Parse(
            """
            ## A {#a}
            ## B {#a}
            ## C {#c authority=boss}
            ## D {#d x}

            **Example**: one

            ~~~xml
            <user>
            hi
            ~~~

            **Example**: two

            ~~~xml
            <user>
            hi
            </user>
            <comparison>
            <assistant> <!-- FINE -->
            x
            </assistant>
            <assistant> <!-- GOOD -->
            y
            </assistant>
            </comparison>
            ~~~
            """,
            "wrong.md");

        tree.Errors.Select(e => (e.Code, e.Line, tree.Text.Substring(e.Span.Start, e.Span.Length))).ShouldBe(
        [
            (SyntaxError.DuplicateId, 2, "a"), (SyntaxError.UnknownAuthority, 3, "boss"), (SyntaxError.Heading, 4, "x"),
            (SyntaxError.Fence, 9, "<user>"), (SyntaxError.Verdict, 20, "<!-- FINE -->"),
        ]);
        tree.Root.Blocks.OfType<ExampleSyntax>().Select(e => e.Fence.Reads).ShouldBe([false, true]);
    }

    [Fact]
    public void Document_of_a_text_with_errors_has_what_reads()
    {
        var tree = SpecSyntaxTree.Parse(
            "## A {#a authority=boss}\n\n**Example**: one\n\n~~~xml\n<usr>\n~~~\n\n**Example**: two\n\n~~~xml\n<comparison>\n<assistant> <!-- FINE -->\nx\n</assistant>\n"
            + "<assistant> <!-- OK -->\ny\n</assistant>\n</comparison>\n~~~\n",
            "wrong.md");

        var section = SpecSource.Of(tree, [], "v").Document.Sections.ShouldHaveSingleItem();

        section.Authority.ShouldBe(Authority.None);
        section.Examples.ShouldHaveSingleItem().Comparisons.Single().Replies.ShouldHaveSingleItem().Message.Content.ShouldBe("y");
    }

    [Fact]
    public void Fence_left_open_ends_where_the_next_example_begins()
    {
        var tree = SpecSyntaxTree.Parse(
            "# A {#a}\n**Example**: x\n\n~~~xml\n<user>\n</user>\n\n**Example**: y\n\n~~~xml\n<user>\nhi\n</user>\n~~~\n\nprose [?](#a)", "open.md");

        tree.Errors.ShouldHaveSingleItem().Line.ShouldBe(4);
        var examples = tree.Root.Blocks.OfType<ExampleSyntax>().ToList();
        examples.Select(e => (tree.LineOf(e), e.Fence.Reads)).ShouldBe([(2, false), (8, true)]);
        tree.Root.Descendants().OfType<ReferenceSyntax>().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]>\n<user>\n&b;\n</user>")]
    [InlineData("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">\n<user>\nhi\n</user>")]
    [InlineData("<user>\n<!entity b SYSTEM \"file:///etc/passwd\"> &b;\n</user>")]
    [InlineData("<?xml version=\"1.0\"?>\n<user>\nhi\n</user>")]
    public void Declarations_are_refused(string fence) =>
        SpecSyntaxTree.Parse($"# A {{#a}}\n**Example**: x\n\n~~~xml\n{fence}\n~~~\n", "xml.md").Errors.ShouldHaveSingleItem().Code.ShouldBe(SyntaxError.Fence);

    [Fact]
    public void Attributes_without_end_are_an_error_and_not_compared_with_each_other()
    {
        var many = string.Concat(Enumerable.Range(0, 100_000).Select(i => $" a{i}=\"\""));

        SpecSyntaxTree.Parse($"# A {{#a{many}}}", "many.md").Errors.ShouldHaveSingleItem().Message.ShouldContain("more than 100 attributes");
        SpecSyntaxTree.Parse($"# A {{#a}}\n**Example**: x\n\n~~~xml\n<user{many}>\n</user>\n~~~", "many.md").Errors.ShouldHaveSingleItem().Message.ShouldContain("more than 100 attributes");
    }

    [Fact]
    public void Verdict_outside_a_comparison_is_an_error_however_long_it_is()
    {
        var tree = SpecSyntaxTree.Parse($"# A {{#a}}\n**Example**: x\n\n~~~xml\n<assistant> <!-- BAD: {new string('y', 2000)} -->\nx\n</assistant>\n~~~", "long.md");

        tree.Errors.ShouldHaveSingleItem().Message.ShouldContain("outside a comparison");
    }

    [Theory]
    [InlineData("Examples for [^ab] in ")]
    [InlineData("Examples for [^ab] in \t\n\n**Example**: x\n\n~~~xml\n~~~")]
    [InlineData("Examples for [^")]
    public void Header_without_a_title_is_text(string text)
    {
        var tree = SpecSyntaxTree.ParseEvaluationFile(text, "ab.md");

        tree.Root.Blocks.OfType<EvaluationHeaderSyntax>().ShouldBeEmpty();
        LosslessTests.ShouldHaveNoGaps(tree);
        LosslessTests.Written(tree).ShouldBe(text);
    }

    [Fact]
    public void Words_that_begin_as_commentary_does_are_prose() =>
        SpecSyntaxTree.Parse("# A {#a}\n!!! metaphors\n    are fine", "meta.md").Root.Blocks.OfType<MetaSyntax>().ShouldBeEmpty();

    [Fact]
    public void Undeclared_entities_are_text()
    {
        var tree = SpecSyntaxTree.Parse("# A {#a}\n**Example**: x\n\n~~~xml\n<user>\n&lol9; &amp;lol;\n</user>\n~~~\n", "xml.md");

        SpecSource.Of(tree, [], "").Document.Examples.Single().Messages.Single().Content.ShouldBe("&lol9; &lol;");
    }
}
