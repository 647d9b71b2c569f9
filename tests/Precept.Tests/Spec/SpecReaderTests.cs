using Precept.Spec;

namespace Precept.Tests.Spec;

public class SpecReaderTests
{
    [Fact]
    public void Parse_heading_reads_id_authority_and_attributes()
    {
        var section = Parse("## Stay short {#short authority=developer sections=a,b max_words=8 note=\"two words\"}").Sections.ShouldHaveSingleItem();

        (section.Id, section.Title, section.Level, section.Line).ShouldBe(("short", "Stay short", 2, 1));
        section.Authority.ShouldBe(Authority.Developer);
        section.Attributes["sections"].ShouldBe("a,b");
        section.Attributes["max_words"].ShouldBe("8");
        section.Attributes["note"].ShouldBe("two words");
    }

    [Theory]
    [InlineData("platform", Authority.Root, SectionKind.Rule)]
    [InlineData("root", Authority.Root, SectionKind.Rule)]
    [InlineData("system", Authority.System, SectionKind.Rule)]
    [InlineData("developer", Authority.Developer, SectionKind.Default)]
    [InlineData("user", Authority.User, SectionKind.Default)]
    [InlineData("guideline", Authority.Guideline, SectionKind.Default)]
    public void Parse_authority_gives_level_and_kind(string name, Authority authority, SectionKind kind)
    {
        var section = Parse($"# T {{#t authority={name}}}").Sections[0];

        section.Authority.ShouldBe(authority);
        section.Kind.ShouldBe(kind);
    }

    [Fact]
    public void Parse_tags_without_authority_reads()
    {
        var section = Parse("# T {#t tags=under_18}").Sections[0];

        section.Authority.ShouldBe(Authority.None);
        section.Attributes["tags"].ShouldBe("under_18");
    }

    [Fact]
    public void Parse_parent_is_the_nearest_section_above_with_a_lower_level() =>
        Parse("# A {#a}\n### B {#b}\n## C {#c}\n#### D {#d}\n## E {#e}\n# F {#f}").Sections
            .Select(s => (s.Id, s.ParentId))
            .ShouldBe([("a", null), ("b", "a"), ("c", "a"), ("d", "c"), ("e", "a"), ("f", null)]);

    [Fact]
    public void Parse_heading_without_id_is_text()
    {
        var document = Parse("# For people\n\n## A {#a}\none\n### Aside\ntwo");

        document.Sections.ShouldHaveSingleItem().Body.ShouldBe("one\n### Aside\ntwo");
    }

    [Theory]
    [InlineData("text\n## A {#a}\n## B {#a}", 3, "already at line 2")]
    [InlineData("## A {#a authority=sytem}", 1, "root, system, developer, user, guideline")]
    [InlineData("## A {#a authority}", 1, "key=value")]
    [InlineData("## A {#a x=1 x=2}", 1, "twice")]
    [InlineData("## A {#a x=\"1}", 1, "quoted value")]
    [InlineData("## A {#a} more", 1, "braces")]
    [InlineData("## A {#}", 1, "not an id")]
    [InlineData("## A {#a/b}", 1, "not an id")]
    [InlineData("##### A {#a}", 1, "from 1 to 4")]
    [InlineData("## A {#a}\n```\ncode", 2, "never closed")]
    [InlineData("**Example**: x\n\n~~~xml\n<user>\n</user>\n~~~", 1, "before the first section")]
    [InlineData("## A {#a}\n**Example**: x\n\nprose", 2, "~~~xml")]
    public void Parse_wrong_document_says_where_and_what(string text, int line, string says)
    {
        var error = Should.Throw<InputException>(() => Parse(text));

        error.Message.ShouldStartWith($"my.md:{line}: ");
        error.Message.ShouldContain(says);
    }

    [Fact]
    public void Parse_body_leaves_commentary_and_examples_out()
    {
        const string Text = "## A {#a}\n\nfirst\n\n!!! meta \"Commentary\"\n    why\n\n    because\n\nsecond\n\n**Example**: x\n\n~~~xml\n[...]\n~~~\n\nthird\n";
        var document = Parse(Text);

        document.Sections[0].Body.ShouldBe("first\n\nsecond\n\nthird");
        document.CommentaryBlocks.ShouldBe([new Commentary("a", "why\n\nbecause", 5)]);
    }

    [Fact]
    public void Parse_code_block_in_prose_is_text_without_headings_or_references()
    {
        var document = Parse("## A {#a}\n```md\n# B {#b}\n\n\n[?](#nowhere)\n```\nend");

        document.Sections.ShouldHaveSingleItem().Body.ShouldBe("```md\n# B {#b}\n\n\n[?](#nowhere)\n```\nend");
        document.CrossReferences.ShouldBeEmpty();
    }

    [Fact]
    public void Parse_references_and_footnotes_have_place_and_section()
    {
        var document = Parse("see [?](#b)\n## A {#a}\ngo to [the b](#b)[^12ab], [web](https://x.y) and [[?](#c)\n## B, like [?](#a) {#b}\n\n!!! meta\n    as in [?](#a)[^zz99]");

        document.CrossReferences.ShouldBe([new("b", null, 1), new("b", "the b", 3), new("c", null, 3), new("a", null, 4), new("a", null, 7)]);
        document.Footnotes.ShouldBe([new("12ab", "a", 3), new("zz99", "b", 7)]);
    }

    [Fact]
    public void Parse_line_ends_of_windows_and_byte_order_mark_change_nothing()
    {
        const string Text = "## A {#a}\ntext\n\n**Example**: x\n\n~~~xml\n<user>\nhi\nyou\n</user>\n<comparison>\n<assistant> <!-- OK, if\nso: for\nnow -->\nx\n</assistant>\n</comparison>\n~~~\n";

        var other = Parse("\uFEFF" + Text.Replace("\n", "\r\n", StringComparison.Ordinal));

        other.Hash.ShouldBe(Parse(Text).Hash);
    }

    [Fact]
    public void Hash_covers_authority_body_and_examples_but_not_commentary()
    {
        const string Text = "## A {#a authority=user}\n\none\n\ntwo\n\n**Example**: x\n\n~~~xml\n<user>\nhi\n</user>\n~~~\n";
        var hash = Parse(Text).Sections[0].Hash;

        string Changed(string from, string to) => Parse(Text.Replace(from, to, StringComparison.Ordinal)).Sections[0].Hash;

        Changed("\none\n", "\none\n\n!!! meta \"Commentary\"\n    said aside\n").ShouldBe(hash);
        Changed("## A {", "\n\n## Other {").ShouldBe(hash);
        Changed("=user", "=developer").ShouldNotBe(hash);
        Changed("two", "three").ShouldNotBe(hash);
        Changed("hi", "hello").ShouldNotBe(hash);
        Changed(": x", ": y").ShouldNotBe(hash);
        Parse(Text).Hash.ShouldBe(ContentHash.Of(hash));
    }

    [Fact]
    public void Read_folder_or_file_gives_version_and_evaluation_files()
    {
        var folder = Directory.CreateTempSubdirectory("precept-spec").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "examples"));
            File.WriteAllText(Path.Combine(folder, "spec.md"), "## A {#a}\ntext[^ab12]");
            File.WriteAllText(
                Path.Combine(folder, "examples", "ab12.md"),
                "Examples for [^ab12] in A: the first:\n\n**Example**: x\n\n~~~xml\n<user>\nhi\n</user>\n~~~");

            var byFolder = SpecReader.Read(folder + Path.DirectorySeparatorChar);
            var byFile = SpecReader.Read(Path.Combine(folder, "spec.md"));

            byFolder.Version.ShouldBe(Path.GetFileName(folder));
            byFile.Version.ShouldBe("spec");
            byFile.Hash.ShouldBe(byFolder.Hash);
            var file = byFolder.EvaluationFiles.ShouldHaveSingleItem();
            (file.Tag, file.SectionTitle, file.SectionId).ShouldBe(("ab12", "A: the first", "a"));
            file.Examples.ShouldHaveSingleItem().Messages.ShouldHaveSingleItem().Content.ShouldBe("hi");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Read_absent_file_wrong_folder_or_other_encoding_is_an_input_error()
    {
        var folder = Directory.CreateTempSubdirectory("precept-spec").FullName;
        try
        {
            Should.Throw<InputException>(() => SpecReader.Read(Path.Combine(folder, "none.md"))).Message.ShouldContain("no such file");
            Should.Throw<InputException>(() => SpecReader.Read(folder)).Message.ShouldContain("spec.md");
            File.WriteAllBytes(Path.Combine(folder, "spec.md"), [0x23, 0x20, 0xC3, 0x28]);
            Should.Throw<InputException>(() => SpecReader.Read(folder)).Message.ShouldContain("UTF-8");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SpecDocument Parse(string text) => SpecReader.Parse(text, "my.md");
}
