using Precept.Spec.Syntax;

namespace Precept.Tests.Spec.Syntax;

/// <summary>Every part of the format has its exact place in the source.</summary>
public class SpanTests
{
    private const string Text = """
        ## Keep [?](#b) short {#keep authority=root note="two words"}

        Prose with [a link](#b), [?](#c).[^k3pt]

        !!! meta "Commentary"
            Aside, as in [?](#b).

        **Example**: one of [?](#b)

        ~~~xml
        <system>
        A
        <settings>
        under_18: true
        </settings>
        </system>
        <assistant recipient="py" end_turn="false">
        call
        </assistant>
        [...]
        <comparison>
        <assistant> <!-- BAD[#keep], if asked: because [?](#c) -->
        no
         </assistant>
        <assistant> <!-- GOOD -->
        yes
        </assistant>
        </comparison>
        ~~~

        ```md
        # code
        ```
        """;

    private readonly SpecSyntaxTree _tree = SpecSyntaxTree.Parse(Text, "spans.md");

    [Fact]
    public void Heading_has_marks_title_id_and_attributes()
    {
        var heading = _tree.Root.Blocks.OfType<HeadingSyntax>().ShouldHaveSingleItem();

        _tree.TextOf(heading).ShouldBe("## Keep [?](#b) short {#keep authority=root note=\"two words\"}\n");
        (_tree.TextOf(heading.Marks), heading.Level, _tree.TextOf(heading.Title!), _tree.TextOf(heading.Id)).ShouldBe(("##", 2, "Keep [?](#b) short", "keep"));
        heading.Attributes.Select(a => (_tree.TextOf(a), _tree.TextOf(a.Key), _tree.TextOf(a.Value)))
            .ShouldBe([("authority=root", "authority", "root"), ("note=\"two words\"", "note", "two words")]);
        heading.Id.Span.ShouldBe(new(24, 4)); // "## Keep [?](#b) short {#" is 24 characters long
        _tree.TextOf(heading.ClosingBrace).ShouldBe("}");
    }

    [Fact]
    public void References_and_footnotes_stand_everywhere_but_in_code_and_messages()
    {
        var references = _tree.Root.Descendants().OfType<ReferenceSyntax>().ToList();

        references.Select(r => (_tree.LineOf(r), _tree.TextOf(r), _tree.TextOf(r.Text), _tree.TextOf(r.Target))).ShouldBe(
        [
            (1, "[?](#b)", "?", "b"), (3, "[a link](#b)", "a link", "b"), (3, "[?](#c)", "?", "c"), (6, "[?](#b)", "?", "b"), (8, "[?](#b)", "?", "b"), (22, "[?](#c)", "?", "c"),
        ]);
        var footnote = _tree.Root.Descendants().OfType<FootnoteSyntax>().ShouldHaveSingleItem();
        (_tree.TextOf(footnote), _tree.TextOf(footnote.Tag), _tree.LineOf(footnote)).ShouldBe(("[^k3pt]", "k3pt", 3));
    }

    [Fact]
    public void Commentary_has_label_and_body()
    {
        var meta = _tree.Root.Blocks.OfType<MetaSyntax>().ShouldHaveSingleItem();

        _tree.TextOf(meta).ShouldBe("!!! meta \"Commentary\"\n    Aside, as in [?](#b).\n\n");
        (_tree.TextOf(meta.Label!), _tree.TextOf(meta.Body!)).ShouldBe(("Commentary", "    Aside, as in [?](#b).\n\n"));
    }

    [Fact]
    public void Example_has_title_fence_and_parts()
    {
        var example = _tree.Root.Blocks.OfType<ExampleSyntax>().ShouldHaveSingleItem();

        _tree.TextOf(example.Title!).ShouldBe("one of [?](#b)");
        _tree.TextOf(example.Fence).ShouldStartWith("~~~xml\n<system>");
        _tree.TextOf(example.Fence).ShouldEndWith("</comparison>\n~~~\n");
        example.Fence.Parts.Select(p => (p.GetType().Name, _tree.LineOf(p))).ShouldBe(
            [("MessageSyntax", 11), ("MessageSyntax", 17), ("ElisionSyntax", 20), ("ComparisonSyntax", 21)]);
        example.Fence.Reads.ShouldBeTrue();
        _tree.LineOf(example.Fence.ClosingMarks!).ShouldBe(29);
    }

    [Fact]
    public void Message_has_tags_attributes_and_nested_elements()
    {
        var messages = _tree.Root.Descendants().OfType<MessageSyntax>().ToList();

        _tree.TextOf(messages[0]).ShouldBe("<system>\nA\n<settings>\nunder_18: true\n</settings>\n</system>");
        var settings = messages[0].Elements.ShouldHaveSingleItem();
        (_tree.TextOf(settings), settings.IsUntrusted, _tree.TextOf(settings.OpeningTag)).ShouldBe(("<settings>\nunder_18: true\n</settings>", false, "<settings>"));
        _tree.TextOf(messages[1].OpeningTag).ShouldBe("<assistant recipient=\"py\" end_turn=\"false\">");
        messages[1].OpeningTag.Attributes.Select(a => (_tree.TextOf(a), _tree.TextOf(a.Value))).ShouldBe([("recipient=\"py\"", "py"), ("end_turn=\"false\"", "false")]);
        _tree.TextOf(messages[1].ClosingTag).ShouldBe("</assistant>");
    }

    [Fact]
    public void Verdict_has_grade_section_condition_and_reason()
    {
        var replies = _tree.Root.Descendants().OfType<ComparisonSyntax>().ShouldHaveSingleItem().Replies;
        var verdict = replies[0].Verdict.ShouldNotBeNull();

        _tree.TextOf(verdict).ShouldBe("<!-- BAD[#keep], if asked: because [?](#c) -->");
        (_tree.TextOf(verdict.Grade!), _tree.TextOf(verdict.Section!), _tree.TextOf(verdict.Condition!), _tree.TextOf(verdict.Why!))
            .ShouldBe(("BAD", "keep", "if asked", "because [?](#c)"));
        verdict.Section!.Span.Length.ShouldBe(4);
        _tree.TextOf(replies[1].Verdict!).ShouldBe("<!-- GOOD -->");
        replies.Select(r => string.Concat(r.Children.OfType<SyntaxToken>().Where(t => t.Kind == TokenKind.Text).Select(_tree.TextOf))).ShouldBe(["no", "yes"]);
    }

    [Fact]
    public void Code_has_its_info() =>
        _tree.TextOf(_tree.Root.Blocks.OfType<CodeSyntax>().ShouldHaveSingleItem().Info!).ShouldBe("md");

    [Fact]
    public void Evaluation_file_has_a_header()
    {
        const string File = "\nExamples for [^k3pt] in A title: with a colon:  \n\n**Example**: x\n\n~~~xml\n<user>\nhi\n</user>\n~~~";
        var tree = SpecSyntaxTree.ParseEvaluationFile(File, "k3pt.md");
        var header = tree.Root.Blocks.OfType<EvaluationHeaderSyntax>().ShouldHaveSingleItem();

        (tree.LineOf(header), tree.TextOf(header.Tag), tree.TextOf(header.Title!)).ShouldBe((2, "k3pt", "A title: with a colon"));
        tree.Root.Blocks.OfType<ExampleSyntax>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Line_and_column_count_from_one()
    {
        var footnote = _tree.Root.Descendants().OfType<FootnoteSyntax>().Single();

        (_tree.LineAt(footnote.Start), _tree.ColumnAt(footnote.Start)).ShouldBe((3, 34)); // after "Prose with [a link](#b), [?](#c)."
        _tree.LineText(3).ShouldBe("Prose with [a link](#b), [?](#c).[^k3pt]");
    }
}
