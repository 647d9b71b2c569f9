using CsCheck;
using Precept.Site;
using Precept.Spec;

namespace Precept.Tests.Site;

public sealed class SiteMapTests
{
    [Theory]
    [InlineData("be_kind")]
    [InlineData("v1.2-x")]
    public void Page_is_called_by_its_section(string id) => Map($"# A {{#{id}}}\n").PageOf(id).ShouldBe($"sections/{id}.html");

    [Theory]
    [InlineData("con")]
    [InlineData("NUL.x")]
    [InlineData("_x")]
    [InlineData(".x")]
    [InlineData("..")]
    [InlineData("诚实")]
    public void Id_that_is_no_file_name_everywhere_gets_its_hash(string id) =>
        Map($"# A {{#{id}}}\n").PageOf(id).ShouldBe($"sections/id-{ContentHash.Of(id)}.html");

    [Fact]
    public void Ids_that_differ_in_capitals_only_get_two_pages()
    {
        var map = Map("# A {#same}\n\n# B {#Same}\n");
        map.PageOf("same").ShouldBe("sections/same.html");
        map.PageOf("Same").ShouldBe($"sections/id-{ContentHash.Of("Same")}.html");
    }

    [Fact]
    public void Id_that_is_the_hash_of_another_gets_a_page_of_its_own()
    {
        var hashed = $"id-{ContentHash.Of("_x")}";
        foreach (var ids in new[] { new[] { "_x", hashed }, [hashed, "_x"] })
        {
            var map = Map($"# A {{#{ids[0]}}}\n\n# B {{#{ids[1]}}}\n");
            map.PageOf(ids[0]).ShouldBe($"sections/{hashed}.html");
            map.PageOf(ids[1]).ShouldBe($"sections/id-{ContentHash.Of(hashed)}.html");
        }
    }

    [Fact]
    public void Very_long_id_gets_its_hash() => Map($"# A {{#{new string('a', 300)}}}\n").PageOf(new string('a', 300)).Length.ShouldBeLessThan(60);

    [Fact]
    public void Anchors_are_readable_and_differ()
    {
        var anchors = new Anchors();
        anchors.Of("The user's wish: now!").ShouldBe("the-users-wish-now");
        anchors.Of("the users wish now").ShouldBe("the-users-wish-now-2");
        anchors.Of("…").ShouldBe("example");
        anchors.Of("问候").ShouldBe("问候");
    }

    [Fact]
    public void Anchor_of_a_title_with_a_number_is_given_once()
    {
        var anchors = new Anchors();
        new[] { "Tone", "Tone", "Tone 2", "Tone" }.Select(anchors.Of).ShouldBe(["tone", "tone-2", "tone-2-2", "tone-3"]);
    }

    [Fact]
    public void Anchors_all_differ()
    {
        string[] titles = ["a", "a 2", "a-2", "a 2 2", "a 3", "A", "b", "…"];
        Gen.Int[0, titles.Length - 1].List[0, 40].Sample(chosen =>
        {
            var anchors = new Anchors();
            chosen.Select(i => anchors.Of(titles[i])).ToList().ShouldBeUnique();
        });
    }

    private static SiteMap Map(string source) => new(SpecReader.Parse(source, "spec.md"));
}
