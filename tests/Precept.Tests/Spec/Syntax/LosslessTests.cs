using System.Text;
using CsCheck;
using Precept.Spec.Syntax;

namespace Precept.Tests.Spec.Syntax;

/// <summary>A tree's tokens are its text, whatever the text is.</summary>
public class LosslessTests
{
    private static readonly string[] Fragments =
    [
        "# A {#a}\n", "## B {#b authority=user}\n", "### {#c x=\"1 2\" y=}  \n", "## D {#a}\n", "#### E {#e authority=boss}\r\n", "##### F {#f}\n", "# G {#g\n", "# H\n",
        "!!! meta \"Commentary\"\n", "!!! meta\n", "    indented [?](#a)\n", "\ttab\n", "\n", "\r\n", "\r", " ", "\uFEFF", "\u200B", "\0", "\uD800", "漢字\n",
        "**Example**: title [?](#b)\n", "**Example**:", "~~~xml\n", "~~~\n", "~~~~\n", "~~~xml", "```md\n", "```\n", "~",
        "<user>\n", "</user>\n", "<user comment=\"'x' > y\">", "<assistant recipient='py' end_turn=\"false\">", "</assistant>\n", " </assistant>", "<tool name=\"t\">\n", "</tool>",
        "<system>\n", "</system>\n", "<developer>", "</developer>\n", "<settings>\nunder_18: true\n</settings>\n", "<untrusted>\n", "</untrusted>", "<comparison>\n", "</comparison>\n", "*<comparison>",
        "<assistant> <!-- GOOD -->\n", "<assistant> <!-- BAD[#a], if so: why [?](#b) -->\n", "<assistant><!-- OK, at 10:30 -->", "<!-- FINE -->", "<!--", "-->", "[...]\n", "[... a table]",
        "[?](#a)", "[text](#b)", "[^ab12]", "[^", "](#", "[[?](#a)", "&lt;", "&amp;", "&#65;", "&#x1F600;", "&nope;", "<!ENTITY x \"y\">", "<!DOCTYPE a>", "<b>", "<", ">", "{#", "}", "must not", "a\nb",
        "Examples for [^ab12] in A title:\n",
    ];

    private static readonly Gen<string> Texts = Gen.Int[0, Fragments.Length - 1].Array[0, 60].Select(indexes => string.Concat(indexes.Select(i => Fragments[i])));

    [Theory]
    [InlineData("2025-02-12", 121)]
    [InlineData("2025-09-12", 115)]
    [InlineData("2025-12-18", 115)]
    public void ToBytes_of_every_published_file_is_that_file(string release, int files)
    {
        var folder = SharedData.Path($"model_spec/{release}");
        var paths = Directory.GetFiles(Path.Combine(folder, "examples"), "*.md").Append(Path.Combine(folder, "model_spec.md")).ToList();

        paths.Count.ShouldBe(files);
        foreach (var path in paths)
        {
            var tree = SpecSyntaxTree.Load(path);

            tree.ToBytes().ShouldBe(File.ReadAllBytes(path), path);
            tree.Errors.ShouldBeEmpty(path);
            tree.IsEvaluationFile.ShouldBe(Path.GetFileName(path) != "model_spec.md", path);
            ShouldHaveNoGaps(tree);
        }
    }

    [Fact]
    public void Parse_any_text_gives_tokens_that_are_the_text() =>
        Texts.Sample(
            text =>
            {
                foreach (var tree in (SpecSyntaxTree[])[SpecSyntaxTree.Parse(text, "any.md"), SpecSyntaxTree.ParseEvaluationFile(text, "any.md")])
                {
                    ShouldHaveNoGaps(tree);
                    Written(tree).ShouldBe(text);
                    tree.Errors.ShouldAllBe(e => e.Span.Start >= 0 && e.Span.Start + e.Span.Length <= text.Length && e.Line >= 1);
                }
            },
            iter: 3_000);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF# A {#a}\r\ntext\r\n")]
    [InlineData("\n\n\n")]
    [InlineData("# A {#a}")]
    [InlineData("# A {#a}\n**Example**: x\n~~~xml\n~~~")]
    public void ToBytes_keeps_byte_order_mark_line_ends_and_a_missing_last_one(string text) =>
        SpecSyntaxTree.Parse(text, "any.md").ToBytes().ShouldBe(Encoding.UTF8.GetBytes(text));

    internal static void ShouldHaveNoGaps(SpecSyntaxTree tree)
    {
        var position = 0;
        foreach (var token in tree.Root.Tokens())
        {
            token.Start.ShouldBe(position);
            position = token.End;
        }

        position.ShouldBe(tree.Text.Length);
    }

    internal static string Written(SpecSyntaxTree tree)
    {
        using var writer = new StringWriter();
        tree.Write(writer);
        return writer.ToString();
    }
}
