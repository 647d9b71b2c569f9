using Precept.Spec;

namespace Precept.Tests.Spec;

public class SpecSummaryTests
{
    [Fact]
    public void ToJson_has_exactly_the_documented_properties()
    {
        var document = SpecReader.Parse(
            "# A {#a}\nsee [?](#b)[^ab12]\n\n!!! meta \"Commentary\"\n    aside\n\n## B {#b authority=root}\n**Example**: x\n\n~~~xml\n<comparison>\n"
            + "<assistant> <!-- GOOD -->\n1\n</assistant>\n<assistant> <!-- BAD -->\n2\n</assistant>\n<assistant> <!-- BAD -->\n3\n</assistant>\n</comparison>\n~~~",
            "my.md",
            "v1");

        SpecSummary.Of(document).ToJson().ShouldBe(
            "{\"version\":\"v1\",\"hash\":\"" + document.Hash + "\",\"sections\":2,"
            + "\"authority\":{\"root\":1,\"system\":0,\"developer\":0,\"user\":0,\"guideline\":0,\"none\":1},"
            + "\"examples\":1,\"comparisons\":1,\"verdicts\":{\"GOOD\":1,\"OK\":0,\"BAD\":2},"
            + "\"crossReferences\":1,\"footnotes\":1,\"commentary\":1,\"evaluationPrompts\":0}");
    }

    [Fact]
    public void Of_counts_conversations_of_evaluation_files()
    {
        var document = SpecReader.Parse("# A {#a}", "my.md") with
        {
            EvaluationFiles = [new("aaaa", null, null, [new("", "x", [], 1), new("", "y", [], 9)], "aaaa.md"), new("bbbb", null, null, [new("", "z", [], 1)], "bbbb.md")],
        };

        SpecSummary.Of(document).EvaluationPrompts.ShouldBe(3);
    }
}
