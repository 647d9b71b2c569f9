using Precept.Spec;

namespace Precept.Tests.Spec;

public class ExampleParsingTests
{
    [Fact]
    public void Parse_parts_have_the_lines_of_their_tags()
    {
        var example = Example("<user>\nhi\n</user>\n[...]\n\n<comparison>\n<assistant> <!-- GOOD -->\nyes\n</assistant>\n<assistant> <!-- BAD -->\nno\n</assistant>\n</comparison>");

        // The heading is line 1, the title line 2, the fence line 4.
        example.Line.ShouldBe(2);
        example.Parts.Select(p => (p.GetType().Name, p.Line)).ShouldBe([("MessagePart", 5), ("ElisionPart", 8), ("Comparison", 10)]);
        example.Comparisons.Single().Replies.Select(r => (r.Line, r.Message.Content, r.Verdict))
            .ShouldBe([(11, "yes", Verdict.Good), (14, "no", Verdict.Bad)]);
    }

    [Fact]
    public void Parse_attributes_of_messages()
    {
        var messages = Example(
            "<assistant recipient=\"py&amp;thon\" end_turn='false'>\nx\n</assistant>\n<tool name=\"py\">\ny\n</tool>\n<user comment=\"'a > b'\">\nz\n</user>").Messages.ToList();

        (messages[0].Recipient, messages[0].EndTurn, messages[0].Name).ShouldBe(("py&thon", false, null));
        (messages[1].Role, messages[1].Name).ShouldBe((Role.Tool, "py"));
        messages[2].Content.ShouldBe("z");
    }

    [Theory]
    [InlineData("<user>\nhi\n</user>", "hi")]
    [InlineData("<user>hi</user>", "hi")]
    [InlineData("<user> hi </user>", " hi ")]
    [InlineData("<user> \t\nhi\n  </user>", "hi")]
    [InlineData("<user>\n\nhi\n\n</user>", "\nhi\n")]
    [InlineData("<user></user>", "")]
    [InlineData("<user>\n</user>", "")]
    [InlineData("<user>\na < b, <b>, </i>, <username>, <!-- c -->\n</user>", "a < b, <b>, </i>, <username>, <!-- c -->")]
    [InlineData("<user>\n&lt;user&gt; &amp;lt; &quot;&apos;\n</user>", "<user> &lt; \"'")]
    [InlineData("<user>\n&#65;&#x1F600;\n</user>", "A\U0001F600")]
    [InlineData("<user>\n&nbsp; & &; &#0; &#xD800; &#x110000; &lt\n</user>", "&nbsp; & &; &#0; &#xD800; &#x110000; &lt")]
    [InlineData("<user>\n# not a heading {#x}\n```\n~~ ~~~\n```\n</user>", "# not a heading {#x}\n```\n~~ ~~~\n```")]
    [InlineData("<system>\nA\n<settings>\nunder_18: true\n</settings>\nB\n</system>", "A\nunder_18: true\nB")]
    public void Parse_content_is_text_without_tags(string fence, string content) =>
        Example(fence).Messages.ShouldHaveSingleItem().Content.ShouldBe(content);

    [Theory]
    [InlineData("<developer>\nA\n<untrusted>\nB\n</untrusted>\nC\n</developer>", "A\nB\nC", 2, 1)]
    [InlineData("<user>A <untrusted>B&lt;</untrusted> C</user>", "A B< C", 2, 2)]
    [InlineData("<user><untrusted>\nA\n\n</untrusted></user>", "A\n", 0, 2)]
    public void Parse_untrusted_text_is_a_span_of_the_content(string fence, string content, int start, int length)
    {
        var message = Example(fence).Messages.ShouldHaveSingleItem();

        message.Content.ShouldBe(content);
        message.Untrusted.ShouldBe([new TextSpan(start, length)]);
    }

    [Theory]
    [InlineData("GOOD", Verdict.Good, null, null, null)]
    [InlineData("OK: fine: mostly", Verdict.Ok, null, null, "fine: mostly")]
    [InlineData("BAD[#a_b]", Verdict.Bad, "a_b", null, null)]
    [InlineData("BAD[#a], at 10:30, or 'later': too late", Verdict.Bad, "a", "at 10:30, or 'later'", "too late")]
    [InlineData("GOOD, if asked", Verdict.Good, null, "if asked", null)]
    public void Parse_verdict_has_section_condition_and_reason(string text, Verdict verdict, string? breaks, string? condition, string? why)
    {
        var reply = Example($"<comparison>\n<assistant> <!-- {text} -->\nx\n</assistant>\n</comparison>").Comparisons.Single().Replies.Single();

        (reply.Verdict, reply.BreaksSection, reply.Condition, reply.Why, reply.Message.Content).ShouldBe((verdict, breaks, condition, why, "x"));
    }

    [Theory]
    [InlineData("plain", false)]
    [InlineData("a [link] b", false)]
    [InlineData("[a](b)", false)]
    [InlineData("start [...] end", true)]
    [InlineData("[... a table] end", true)]
    [InlineData("[nods]", true)]
    public void Parse_reply_with_text_left_out_has_elision(string text, bool expected) =>
        Example($"<comparison>\n<assistant> <!-- OK -->\n{text}\n</assistant>\n</comparison>").Comparisons.Single().Replies.Single().HasElision.ShouldBe(expected);

    [Fact]
    public void Parse_second_comparison_goes_on_with_the_best_reply()
    {
        const string First = "<user>\n1\n</user>\n<comparison>\n<assistant> <!-- BAD -->\nb\n</assistant>\n<assistant> <!-- OK -->\no\n</assistant>\n<assistant> <!-- OK -->\np\n</assistant>\n</comparison>\n";
        var comparisons = Example(First + "<user>\n2\n</user>\n<comparison>\n<assistant> <!-- BAD -->\nc\n</assistant>\n</comparison>").Comparisons.ToList();

        comparisons[0].Context.Select(m => m.Content).ShouldBe(["1"]);
        comparisons[1].Context.Select(m => m.Content).ShouldBe(["1", "o", "2"]);
    }

    [Theory]
    [InlineData("<usr>\nhi\n</usr>", 5, "known tag")]
    [InlineData("hi", 5, "outside a message")]
    [InlineData("<user>\nhi", 5, "never closed")]
    [InlineData("<user>\nhi\n<assistant>\n</assistant>", 7, "within <user> of line 5")]
    [InlineData("<user>\n<untrusted>\n<untrusted>\n</user>", 7, "within <untrusted>")]
    [InlineData("<user>\n<settings>\n</settings>\n</user>", 6, "within <user>")]
    [InlineData("</user>", 5, "does not belong")]
    [InlineData("<untrusted>x</untrusted>", 5, "does not belong")]
    [InlineData("<user a=1>\n</user>", 5, "does not read")]
    [InlineData("<user a=\"1\" a=\"2\">\n</user>", 5, "twice")]
    [InlineData("<user a=\"1>\n</user>", 5, "does not end")]
    [InlineData("<assistant end_turn=\"no\">\n</assistant>", 5, "end_turn")]
    [InlineData("<comparison>\n</comparison>", 5, "no replies")]
    [InlineData("<comparison>\n<user>\n</user>\n</comparison>", 6, "only graded")]
    [InlineData("<comparison>\n<assistant>\nx\n</assistant>\n</comparison>", 6, "no verdict")]
    [InlineData("<comparison>\n<assistant> <!-- FINE -->\nx\n</assistant>\n</comparison>", 6, "not a verdict")]
    [InlineData("<comparison>\n<assistant> <!-- GOOD job -->\nx\n</assistant>\n</comparison>", 6, "not a verdict")]
    [InlineData("<comparison>\n<assistant> <!-- GOOD\nx\n</assistant>\n</comparison>", 6, "does not end")]
    [InlineData("<comparison>\n<assistant> <!-- GOOD -->\nx\n</assistant>", 5, "never closed")]
    [InlineData("<assistant> <!-- GOOD -->\nx\n</assistant>", 5, "outside a comparison")]
    public void Parse_wrong_fence_says_where_and_what(string fence, int line, string says)
    {
        var error = Should.Throw<InputException>(() => Example(fence));

        error.Message.ShouldStartWith($"my.md:{line}: ");
        error.Message.ShouldContain(says);
    }

    [Fact]
    public void Parse_fence_left_open_is_an_error_at_its_opening()
    {
        const string Text = "# A {#a}\n**Example**: x\n\n~~~xml\n<user>\n</user>\n\n**Example**: y\n\n~~~xml\n<user>\n</user>\n~~~";

        Should.Throw<InputException>(() => SpecReader.Parse(Text, "my.md")).Message.ShouldStartWith("my.md:4: the fence is not closed before another opens at line 10");
        Should.Throw<InputException>(() => SpecReader.Parse("# A {#a}\n**Example**: x\n\n~~~xml\n<user>", "my.md")).Message.ShouldStartWith("my.md:4: the fence is never closed");
    }

    private static SpecExample Example(string fence) =>
        SpecReader.Parse($"# A {{#a}}\n**Example**: x\n\n~~~xml\n{fence}\n~~~\n", "my.md").Examples.ShouldHaveSingleItem();
}
