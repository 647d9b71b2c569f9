using Precept.Spec.Linting;

namespace Precept.Tests.Spec.Linting;

/// <summary>What each rule finds and passes over, beyond its documented example.</summary>
public sealed class RulesTests
{
    private const string Good = "<assistant> <!-- GOOD -->\nYes.\n</assistant>\n";
    private const string Bad = "<assistant> <!-- BAD -->\nWell. It is.\n</assistant>\n";

    [Fact]
    public void Footnotes_of_a_spec_without_any_evaluation_file_are_left_alone() =>
        Linted.Of("# A {#a}\none[^aaaa]", "PS003").ShouldBeEmpty();

    [Fact]
    public void Stale_title_is_found_where_the_tag_stands_in_another_section()
    {
        var found = Linted.Of(
            "# A {#a authority=user}\n# B {#b authority=user}\none[^aaaa] two[^bbbb]", "PS011", null,
            ("aaaa", "\nExamples for [^aaaa] in A:\n"), ("bbbb", "Examples for [^bbbb] in B:\n"), ("cccc", "Examples for [^cccc] in Nothing:\n"));

        found.Select(f => (f.File, f.Line)).ShouldBe([("examples/aaaa.md", 2)]);
    }

    [Fact]
    public void Duplicate_conversations_are_told_by_roles_and_texts_not_by_titles()
    {
        static string Prompt(string title, string fence) => $"**Example**: {title}\n\n~~~xml\n{fence}\n~~~\n";
        var found = Linted.Of(
            "# A {#a}\none[^aaaa] two[^bbbb]", "PS012", null,
            ("aaaa", Prompt("one", "<user>\nhi\n</user>") + Prompt("other role", "<system>\nhi\n</system>")),
            ("bbbb", Prompt("two", "<user>\nhi\n</user>") + Prompt("one", "<user>\nho\n</user>")));

        found.Select(f => (f.File, f.Line)).ShouldBe([("examples/bbbb.md", 1)]);
        found[0].Message.ShouldContain("examples/aaaa.md, line 1");
    }

    [Fact]
    public void Evaluation_prompt_that_is_an_examples_conversation_is_found_whatever_the_replies()
    {
        static string Prompt(string fence) => $"**Example**: x\n\n~~~xml\n{fence}\n~~~\n";
        var spec = Linted.Section($"<user>\nhi\n</user>\n<comparison>\n{Good}</comparison>\n<user>\nho\n</user>");

        Linted.Of(spec, "PS021", null, ("aaaa", Prompt("<user>\nhi\n</user>")), ("bbbb", Prompt("<user>\nho\n</user>")))
            .Select(f => (f.File, f.Line, f.Message.Contains("line 2", StringComparison.Ordinal))).ShouldBe([("examples/aaaa.md", 1, true)]);
    }

    [Theory]
    [InlineData("be_kind", "did you mean 'be_kind_'?")]
    [InlineData("be_knid_", "did you mean 'be_kind_'?")]
    [InlineData("honesty", "correct the id")]
    [InlineData("b", "correct the id")]
    public void Advice_on_an_unknown_id_names_one_that_is_near(string id, string advice)
    {
        Linted.Of($"# A {{#be_kind_}}\n# B {{#be_fair}}\n[?](#{id})").ShouldHaveSingleItem().Message.ShouldEndWith(advice);
    }

    [Fact]
    public void Section_without_authority_is_named_once_for_its_footnotes_and_once_for_its_tags() =>
        Linted.Lines("PS013", "# A {#a}\none[^aaaa]\ntwo[^bbbb]\n# B {#b tags=x}\n# C {#c tags=x authority=user}\nthree[^cccc]").ShouldBe([2, 4]);

    [Fact]
    public void Section_that_grades_nothing_BAD_is_found_only_where_it_has_examples_and_authority() =>
        Linted.Lines("PS014", Linted.Section($"<user>\nx\n</user>\n<comparison>\n{Good}</comparison>") + "\n# B {#b authority=user}\n# C {#c}\n").ShouldBe([1]);

    [Fact]
    public void Sections_without_checks_are_no_finding_where_there_are_no_checks_at_all()
    {
        const string Text = "# A {#a authority=user}\n# B {#b authority=user}\n# C {#c}";

        Linted.Lines("PS016", Text).ShouldBeEmpty();
        Linted.Lines("PS016", Text, "").ShouldBeEmpty();
        Linted.Lines("PS016", Text, "a:\n  - id: short\n    max_words: 9").ShouldBe([2]);
    }

    [Theory]
    [InlineData("GOOD", "Yes.", "BAD", "Yes.", true)]
    [InlineData("GOOD", "Yes.", "OK", " Yes. ", true)]
    [InlineData("GOOD", "Yes.", "GOOD: twice", "Yes.", false)]
    [InlineData("GOOD", "Yes.", "BAD", "yes.", false)]
    [InlineData("GOOD", "Yes. [...]", "BAD", "Yes. [...]", false)]
    [InlineData("GOOD", "[says nothing]", "BAD", "[says nothing]", true)]
    [InlineData("GOOD, given haste", "Yes.", "BAD, given time", "Yes.", false)]
    public void Contradiction_is_the_same_reply_under_the_same_condition(string verdict, string reply, string otherVerdict, string otherReply, bool isFound) =>
        Linted.Lines("PS017", Linted.Section(
            $"<comparison>\n<assistant> <!-- {verdict} -->\n{reply}\n</assistant>\n<assistant> <!-- {otherVerdict} -->\n{otherReply}\n</assistant>\n</comparison>"))
            .ShouldBe(isFound ? [8] : []);

    [Fact]
    public void Contradiction_at_two_points_is_another_finding()
    {
        var text = Linted.Section($"<comparison>\n{Good}{Bad}</comparison>\n<user>\nx\n</user>\n<comparison>\n{Good.Replace("GOOD", "BAD", StringComparison.Ordinal)}</comparison>");

        Linted.Lines("PS017", text).ShouldBeEmpty();
        Linted.Lines("PS019", text).ShouldBe([16]);
    }

    [Fact]
    public void Commentary_that_instructs_is_found_at_its_line_but_not_behind_it() =>
        Linted.Lines("PS018", "# A {#a}\n!!! meta \"Commentary\"\n    We thought.\n\n    The model must obey.\nThe model must obey.").ShouldBe([5]);

    [Theory]
    [InlineData("a\u202Eb", "PS020")]
    [InlineData("a\u2066b", "PS020")]
    [InlineData("a\0b", "PS020")]
    [InlineData("a\u001Bb", "PS020")]
    [InlineData("a\U000E0041b", "PS020")]
    [InlineData("a\u200Bb", "PS218")]
    [InlineData("a\u200Db", "PS218")]
    [InlineData("a\uFEFFb", "PS218")]
    [InlineData("a\tb", "PS217")]
    [InlineData("a\u00A0b", null)]
    [InlineData("\U0001F469\u200D\U0001F4BB", null)]
    [InlineData("\u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", null)]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", null)]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E0067\U000E0067\U000E007F", "PS020")]
    public void Characters_that_are_not_seen_as_they_are_are_found(string text, string? code) =>
        Linted.Of($"# A {{#a}}\n{text}").Select(f => (f.Code, f.Line)).ShouldBe(code is null ? [] : [(code, 2)]);

    [Fact]
    public void Byte_order_mark_at_the_beginning_of_a_file_is_no_finding() => Linted.Of("\uFEFF# A {#a}\n").ShouldBeEmpty();

    [Fact]
    public void Line_breaks_of_Windows_change_neither_findings_nor_lines()
    {
        var text = Linted.Section("<user> \nx\u2028y\n </user>\n<comparison>\n" + Good + Bad + "</comparison>");

        Linted.Of(text.Replace("\n", "\r\n", StringComparison.Ordinal)).Select(f => (f.Code, f.Line, f.Span))
            .ShouldBe(Linted.Of(text).Select(f => (f.Code, f.Line, f.Span)));
        Linted.Of(text).Select(f => (f.Code, f.Line)).ShouldBe([("PS214", 4), ("PS212", 6)]);
    }

    [Theory]
    [InlineData("<user>\n  </user>", "PS212", 5)]
    [InlineData("<user>\n  </users>\n</user>", "PS212")]
    [InlineData("**<user>\nx\n</user>", "PS213", 4)]
    [InlineData("<user>\n* <b>\n* item\n</user>", "PS213")]
    [InlineData("<user name=\"a\">\t\nx\n</user> ", "PS214", 4, 6)]
    [InlineData("<user>\nx < y > \n</user>", "PS214")]
    [InlineData("<user>\n# a\n#b\n ## c\n##\n</user>", "PS215", 5, 8)]
    [InlineData("<user>\n***\n- - -\n--\n</user>", "PS216", 5)]
    public void Fence_notes_find_these_lines(string fence, string code, params int[] lines) =>
        Linted.Lines(code, Linted.Section(fence)).ShouldBe(lines);

    [Fact]
    public void Notes_on_fences_leave_prose_alone() =>
        Linted.Of("# A {#a}\nA \\\\( x \\\\) formula\n\n---\n*<user> \n").ShouldBeEmpty();

    [Theory]
    [InlineData("- a\nb", 3)]
    [InlineData("1. a\n   more\nb", 4)]
    [InlineData("- a\n  b")]
    [InlineData("- a\n- b\n\nc")]
    [InlineData("- a\n~~~\nx\n~~~\nc")]
    [InlineData("- a\n## B {#b}\nc")]
    [InlineData("a - b\nc")]
    public void List_items_that_go_on_without_indent_are_found(string prose, params int[] lines) =>
        Linted.Lines("PS220", "# A {#a}\n" + prose).ShouldBe(lines);

    [Fact]
    public void Check_is_held_against_every_graded_reply_of_its_section()
    {
        var text = Linted.Section($"<user>\nx\n</user>\n<comparison>\n{Good}{Bad}<assistant> <!-- OK -->\nYes. Yes.\n</assistant>\n</comparison>");

        // Fails GOOD and OK, and passes BAD: every rule about checks has something to say.
        Linted.Of(text, checks: "a:\n  - id: long\n    min_words: 3").Where(f => f.Code.StartsWith("PS1", StringComparison.Ordinal))
            .Select(f => (f.Code, f.File, f.Line, f.Severity)).ShouldBe(
            [
                ("PS101", "my.md", 8, FindingSeverity.Error), ("PS104", "my.md", 11, FindingSeverity.Warning), ("PS102", "my.md", 14, FindingSeverity.Warning),
                ("PS103", "checks.yaml", 2, FindingSeverity.Warning), ("PS105", "checks.yaml", 2, FindingSeverity.Info),
            ]);
        Linted.Of(text, checks: "a:\n  - id: short\n    max_sentences: 2\n  - id: no_well\n    not: { contains: well }")
            .Where(f => f.Code.StartsWith("PS1", StringComparison.Ordinal)).Select(f => (f.Code, f.Line)).ShouldBe([("PS105", 2)]);
    }

    [Fact]
    public void Check_that_needs_a_slot_is_not_tried() =>
        Linted.Of(Linted.Section($"<user>\nx\n</user>\n<comparison>\n{Good}{Bad}</comparison>"), checks: "a:\n  - id: slot\n    when: { slot: x }\n    contains: never")
            .ShouldBeEmpty();

    [Fact]
    public void Bad_reply_that_names_a_section_is_held_against_the_checks_of_that_one()
    {
        var text = Linted.Section($"<user>\nx\n</user>\n<comparison>\n{Good}{Bad.Replace("BAD", "BAD[#b]", StringComparison.Ordinal)}</comparison>") + "\n# B {#b}\n";

        Linted.Lines("PS104", text, "a:\n  - id: yes\n    max_words: 9").ShouldBeEmpty();
        Linted.Lines("PS104", text, "b:\n  - id: yes\n    max_words: 9").ShouldBe([11]);
        Linted.Lines("PS104", text, "b:\n  - id: yes\n    max_words: 2").ShouldBeEmpty();
    }
}
