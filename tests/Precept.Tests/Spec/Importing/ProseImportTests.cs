using CsCheck;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Tests.Spec.Importing;

public sealed class ProseImportTests
{
    [Fact]
    public void Markdown_headings_become_sections_with_their_levels()
    {
        var spec = Import("# One\n\nText.\n\n### Two ###\nMore.\n\nThree\n=====\n\nFour\n----\nEnd.\n\n##### Five\n");
        spec.Sections.Select(s => (s.Id, s.Level, s.Authority, s.Body)).ShouldBe(
        [
            ("one", 1, Authority.Guideline, "Text."),
            ("two", 3, Authority.Guideline, "More."),
            ("three", 1, Authority.None, ""),
            ("four", 2, Authority.Guideline, "End.\n\n##### Five"),
        ]);
    }

    [Fact]
    public void Numbered_headings_count_where_there_are_no_others()
    {
        Import("1. Honesty\n\nNever lie.\n\n1.1 In jokes\n\nAllowed.\n\n2. This is an item.\n\nEnd.\n").Sections.Select(s => (s.Title, s.Level)).ShouldBe([("1. Honesty", 1), ("1.1 In jokes", 2)]);
        Import("第一章 总则\n\n诚实。\n\n第一节 范围\n\n所有人。\n\n第二条 例外\n\n没有。\n").Sections.Select(s => (s.Id, s.Level))
            .ShouldBe([("第一章-总则", 1), ("第一节-范围", 2), ("第二条-例外", 3)]);
        Import("一、诚实\n\n不说谎。\n\n（一）玩笑\n\n可以。\n").Sections.Select(s => s.Level).ShouldBe([1, 2]);
        Import("Chapter 1: Honesty\n\nNever lie.\n").Sections.ShouldHaveSingleItem().Title.ShouldBe("Chapter 1: Honesty");
        Import("# One\n\n1. Item\n\nText.\n").Sections.ShouldHaveSingleItem();
    }

    [Fact]
    public void Existing_ids_and_attributes_are_kept()
    {
        var spec = Import("# 诚实 {#诚实 authority=root tags=\"a b\"}\n\n不说谎。\n\n# 诚实\n\n再说一次。\n\n# Other {#诚实}\n\nX.\n\n# Bad {#a b c}\n\nY.\n");
        spec.Sections.Select(s => (s.Id, s.Title, s.Authority)).ShouldBe(
        [
            ("诚实", "诚实", Authority.Root),
            ("诚实-2", "诚实", Authority.Guideline),
            ("诚实-1", "Other", Authority.None),
            ("bad-a-b-c", "Bad {#a b c}", Authority.Guideline),
        ]);
        spec.Sections[0].Attributes["tags"].ShouldBe("a b");
    }

    [Fact]
    public void Text_before_the_first_heading_is_a_section_and_so_is_a_text_without_any()
    {
        Import("Before.\n\n# One\n\nText.\n").Sections.Select(s => (s.Id, s.Body)).ShouldBe([("introduction", "Before."), ("one", "Text.")]);
        Import("Only text.").Sections.ShouldHaveSingleItem().Title.ShouldBe("ours");
        Should.Throw<InputException>(() => Import(" \n\t\n"));
    }

    [Fact]
    public void Link_within_the_text_goes_on_working_and_one_to_nowhere_is_a_link_no_more()
    {
        var spec = Import("# Be kind!\n\nSee [kindness](#be-kind) and [that](#that).\n");
        spec.CrossReferences.ShouldHaveSingleItem().Target.ShouldBe("be-kind");
        spec.Sections[0].Body.ShouldBe("See [kindness](#be-kind) and [that]\\(#that).");
    }

    [Fact]
    public void What_would_read_as_the_format_is_text()
    {
        var spec = Import("# One\n\n**Example**: none\n!!! meta \"Commentary\"\n    text\n~~~xml\n<user>\n## Two {#one x}\n\\~~~\n");
        spec.Examples.ShouldBeEmpty();
        spec.CommentaryBlocks.ShouldBeEmpty();
        spec.Sections[0].Body.ShouldBe("\\**Example**: none\n\\!!! meta \"Commentary\"\n    text\n\\~~~xml\n<user>");
        spec.Sections[1].Body.ShouldBe("\\\\~~~");
    }

    [Fact]
    public void Closed_code_block_stays_as_it_is() =>
        Import("# One\n\n```md\n# No heading\n\n\n**Example**: x\n```\n").Sections.ShouldHaveSingleItem().Body.ShouldBe("```md\n# No heading\n\n\n**Example**: x\n```");

    // Whatever the text: all of it is there again, line for line, in the titles and bodies of the sections.
    [Fact]
    public void Any_prose_imports_and_reads_back() => Prose.Sample(lines =>
    {
        var text = string.Join('\n', lines);
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var spec = Import(text);
        var back = spec.Sections.SelectMany(s => (IEnumerable<string>)[FormatEscapes.UndoInline(s.Title), .. FormatEscapes.Undo(s.Body.Split('\n'))]).Where(l => !string.IsNullOrWhiteSpace(l)).ToList();
        var headings = ProseHeadings.Of(lines, FencedLines.Of(lines));
        if (lines.Take(headings.Count > 0 ? headings[0].Line : lines.Length).Any(l => !string.IsNullOrWhiteSpace(l)))
        {
            back.RemoveAt(0); // the title that text before the first heading gets
        }

        var titles = headings.ToDictionary(h => h.Line, h => h.Title);
        var underlines = headings.Where(h => h.Lines == 2).Select(h => h.Line + 1).ToHashSet();
        var expected = lines.Select((l, i) => (Line: titles.GetValueOrDefault(i, l), i)).Where(l => !underlines.Contains(l.i)).Select(l => l.Line).Where(l => !string.IsNullOrWhiteSpace(l));
        back.ShouldBe(expected);
    });

    [Fact]
    public void Any_imported_prose_has_no_errors() => Prose.Sample(lines =>
    {
        var text = string.Join('\n', lines);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var spec = Import(text);
            spec.CrossReferences.ShouldAllBe(r => spec.Find(r.Target) != null);
            spec.Sections.Select(s => s.Id).ShouldBeUnique();
        }
    });

    [Theory]
    [InlineData("~~~\n")]
    [InlineData("~~~a\n```b\n")]
    [InlineData("# x {#y}\n")]
    [InlineData("[a](#b")]
    [InlineData("\\")]
    [InlineData("a\n===\n\n")]
    public void Long_hostile_text_is_imported(string piece)
    {
        // No clock: what takes quadratic time on this does not end within a test run.
        Should.NotThrow(() => Import(string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length)) + "end"));
    }

    private static readonly string[] Pieces =
    [
        "", "", "Text.", "  indented", "# One", "## Two ##", "#### Four", "##### Five", "# ", "#No", "# A {#a authority=user}", "# A {#a}", "# B {#b c}", "## C {#诚实}", "# {#x}", "##### E {#e}", "Title", "=====", "---",
        "1. Honesty", "1.1 Jokes", "第一章 总则", "一、诚实", "**Example**: x", "\\**Example**: x", "!!! meta \"Commentary\"", "    meta text", "~~~", "~~~xml", "~~~~", "```", "```md", "``` `", "\\~~~", "\\\\```",
        "<user>", "</user>", "[a](#one)", "[b](#nowhere)", "[c]\\(#one)", "[d]\\\\(#nowhere)", "[^k3pt]", "![x](#y) [?](#z)", "Examples for [^abcd] in x:", "<!-- GOOD -->", "\ttab", "- item", "> quote", "\\# x {#y}", "ours", "Introduction",
    ];

    private static readonly Gen<string[]> Prose = Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.String[Gen.Char["#~`*!\\[]()= -{}ab1.请"], 0, 12]).Array[0, 14];

    private static SpecDocument Import(string text) => SpecImport.OfProse(text, "ours").Document;
}
