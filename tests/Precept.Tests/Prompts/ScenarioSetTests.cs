using Precept.Prompts;
using Precept.Spec;

namespace Precept.Tests.Prompts;

public class ScenarioSetTests
{
    private static readonly string[] Replies = ["GOOD Yes, {{w}}.", "BAD No."];

    public static TheoryData<string, int, string> Mistakes() => new()
    {
        { ScenarioFolder.Family("a", "sections=s", "{{citty}}", Replies), 7, "there is no list 'citty'" },
        { ScenarioFolder.Family("a", "sections=s", "first\n{{x:citty}}", Replies), 8, "there is no list 'citty'" },
        { ScenarioFolder.Family("a", "sections=s", "{{w.en}}", Replies), 7, "are texts and have no field 'en'" },
        { ScenarioFolder.Family("a", "sections=s", "{{r.fr}}", Replies), 7, "list 'r' has no field 'fr' (en, zh)" },
        { ScenarioFolder.Family("a", "sections=s", "{{r}}", Replies), 7, "name a field: {{r.en}}, {{r.zh}}" },
        { ScenarioFolder.Family("a", "sections=s", "{{w|shout}}", Replies), 7, "'shout' is not a filter" },
        { ScenarioFolder.Family("a", "sections=s", "{{w", Replies), 7, "not closed" },
        { ScenarioFolder.Family("a", "sections=s", "{{x:w}} {{x:r.en}}", Replies), 7, "slot 'x' is filled from list 'w' elsewhere" },
        { ScenarioFolder.Family("a", "sections=s", "hi", "GOOD {{nolist}}", "BAD no"), 11, "there is no list 'nolist'" },
        { ScenarioFolder.Family("a", "tags=x", "{{w}}", Replies), 1, "has no 'sections='" },
        { ScenarioFolder.Family("a", "sections=s wrappings=g", "{{w}}", Replies), 1, "there is no group 'g'" },
        { ScenarioFolder.Family("a", "sections=s wrapped=0.5", "{{w}}", Replies), 1, "no 'wrappings='" },
        { ScenarioFolder.Family("a", "sections=s wrappings=jailbreak_x wrapped=1.5", "{{w}}", Replies), 1, "a number from 0 to 1" },
        { ScenarioFolder.Family("a", "sections=s w=3", "{{w}}", Replies), 7, "'w' is a constant" },
        { ScenarioFolder.Family("a", "sections=s", "{{a:w}} {{b:w}} {{c:w}}", Replies), 3, "needs 4 different values of list 'w', which has 2 for validation" },
        { "## T {#a sections=s}\n\ntext\n", 1, "has no example" },
        { "# T {#top}\n\n**Example**: x\n\n~~~xml\n<user>hi</user>\n~~~\n", 3, "heading of level 1" },
        { "## T {#a sections=s}\n\n**Example**: x\n\n~~~xml\n<user>hi</user>\n~~~\n", 3, "has 0 comparison(s)" },
        { "## T {#a sections=s}\n\n**Example**: x\n\n~~~xml\n<user>hi</user>\n<comparison>\n<assistant> <!-- GOOD -->\na\n</assistant>\n<assistant> <!-- BAD -->\nb\n</assistant>\n</comparison>\n<user>bye</user>\n~~~\n", 3, "it is not the last part" },
        { "## T {#a sections=s}\n\n**Example**: x\n\n~~~xml\n<user>hi</user>\n<assistant>hm</assistant>\n<comparison>\n<assistant> <!-- GOOD -->\na\n</assistant>\n<assistant> <!-- BAD -->\nb\n</assistant>\n</comparison>\n~~~\n", 3, "must not be the assistant's" },
        { "## T {#a sections=s wrappings=jailbreak_x}\n\n**Example**: x\n\n~~~xml\n<system>hi</system>\n<comparison>\n<assistant> <!-- GOOD -->\na\n</assistant>\n<assistant> <!-- BAD -->\nb\n</assistant>\n</comparison>\n~~~\n", 3, "no user message" },
        { ScenarioFolder.Family("a", "sections=s", "{{w}}", Replies) + "## Forgot the id\n\n" + ScenarioFolder.Family("b", "sections=s", "{{w}}", Replies).Split('\n', 2)[1], 19, "a heading without an id" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_is_told_with_file_and_line(string markdown, int line, string message)
    {
        using var folder = new ScenarioFolder(markdown, ScenarioFolder.Words + "r: [{en: apple, zh: 苹果}, {en: book, zh: 书}, {en: cat, zh: 猫}]\n");
        var e = Should.Throw<InputException>(folder.Read);
        e.Message.ShouldStartWith($"{Path.Combine(folder.Path, "s.md")}:{line}: ");
        e.Message.ShouldContain(message);
    }

    [Fact]
    public void Read_takes_a_spec_folder_a_scenario_folder_and_files()
    {
        using var folder = new ScenarioFolder(ScenarioFolder.Family("a", "sections=s", "{{w}}", Replies));
        folder.Add("t.md", ScenarioFolder.Family("b", "sections=s", "{{w}}", Replies));
        var spec = Directory.CreateTempSubdirectory("precept-spec-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(spec, "scenarios"));
            foreach (var file in Directory.GetFiles(folder.Path))
            {
                File.Copy(file, Path.Combine(spec, "scenarios", Path.GetFileName(file)));
            }

            ScenarioSet.Read(spec).Families.Select(f => f.Id).ShouldBe(["a", "b"]);
            folder.Read().Families.Select(f => f.Id).ShouldBe(["a", "b"]);
            folder.Read().Hash.ShouldBe(ScenarioSet.Read(spec).Hash);
            ScenarioSet.Read(Path.Combine(folder.Path, "t.md")).Families.ShouldHaveSingleItem().Id.ShouldBe("b");
            ScenarioSet.Read(Path.Combine(folder.Path, "t.md"), Path.Combine(folder.Path, "s.md"), folder.Path).Families.Select(f => f.Id).ShouldBe(["b", "a"]);
        }
        finally
        {
            Directory.Delete(spec, recursive: true);
        }
    }

    [Fact]
    public void Hash_follows_content_not_line_endings()
    {
        var text = ScenarioFolder.Family("a", "sections=s", "{{w}}", Replies);
        using var one = new ScenarioFolder(text);
        using var windows = new ScenarioFolder(text.ReplaceLineEndings("\r\n"));
        using var other = new ScenarioFolder(text, ScenarioFolder.Words.Replace("ash", "oak"));
        windows.Read().Hash.ShouldBe(one.Read().Hash);
        other.Read().Hash.ShouldNotBe(one.Read().Hash);
    }

    [Fact]
    public void Family_id_in_two_files_is_an_error()
    {
        using var folder = new ScenarioFolder(ScenarioFolder.Family("a", "sections=s", "{{w}}", Replies));
        folder.Add("t.md", ScenarioFolder.Family("a", "sections=s", "{{w}}", Replies));
        Should.Throw<InputException>(folder.Read).Message.ShouldContain("t.md:1: family 'a' exists already");
    }

    [Fact]
    public void Value_lists_of_two_folders_may_not_split_a_value_differently()
    {
        var values = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"w{i}"));
        using var one = new ScenarioFolder(ScenarioFolder.Family("a", "sections=s", "{{w}}", Replies), $"w: [{values}]");
        using var two = new ScenarioFolder(ScenarioFolder.Family("b", "sections=s", "{{v}}", "GOOD a", "BAD b"), $"v: [{values}]");
        Should.Throw<InputException>(() => ScenarioSet.Read(one.Path, two.Path)).Message.ShouldContain("would leak between the splits");
    }

    [Fact]
    public void Absent_path_and_empty_folder_are_told()
    {
        Should.Throw<InputException>(() => ScenarioSet.Read("no/such/place")).Message.ShouldContain("no such file or folder");
        var empty = Directory.CreateTempSubdirectory("precept-empty-").FullName;
        Should.Throw<InputException>(() => ScenarioSet.Read(empty)).Message.ShouldContain("no scenario files");
        Directory.Delete(empty);
    }

    [Fact]
    public void Section_that_the_spec_lacks_is_told()
    {
        using var folder = new ScenarioFolder(ScenarioFolder.Family("a", "sections=known,lost", "{{w}}", Replies));
        var spec = SpecReader.Parse("# Known {#known}\n\nText.\n", "spec.md", "v1");
        Should.Throw<InputException>(() => folder.Read().RequireSectionsOf(spec)).Message.ShouldContain("names section 'lost', which spec v1 does not have");
    }
}
