using CsCheck;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Tests.Spec.Importing;

public sealed class ConstitutionTests
{
    private const string Json =
        """
        {"constitutions": [{"critic": "Is it true?", "revision": "Please rewrite the response to say only what is true."},
                           {"critic": "Is it \"kind\"?\nReally?", "revision": "Please rewrite the response to say only what is true."}],
         "system_chat": [[{"role": "user", "content": "Hi"}, {"role": "assistant", "content": ""}]]}
        """;

    [Fact]
    public void Json_of_pairs_is_read()
    {
        var read = Constitution.ParseJson(Json.Replace("\"content\": \"\"", "\"content\": \"Hello\"", StringComparison.Ordinal), "c.json");
        read.Principles.Select(p => p.Critique).ShouldBe(["Is it true?", "Is it \"kind\"?\nReally?"]);
        read.Conversations.ShouldHaveSingleItem().Select(m => (m.Role, m.Content)).ShouldBe([(Role.User, "Hi"), (Role.Assistant, "Hello")]);
        Constitution.ParseJson("""[{"critique_request": "a", "revision_request": "b"}]""", "c.json").Principles.ShouldBe([new Principle("a", "b")]);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("{}", "expected 'constitutions'")]
    [InlineData("[]", "1 to 10000 principles")]
    [InlineData("[1]", "principle 0: expected a text 'critic'")]
    [InlineData("""[{"critic": "a"}]""", "principle 0: expected a text 'revision'")]
    [InlineData("""[{"critic": " ", "revision": "b"}]""", "principle 0: 'critic' is empty")]
    [InlineData("""[{"critic": "\ud800", "revision": "b"}]""", "half of a surrogate pair")]
    [InlineData("""{"constitutions": [{"critic": "a", "revision": "b"}], "system_chat": [[{"role": "boss", "content": "x"}]]}""", "conversation 0: a role is")]
    public void Anything_else_is_an_error(string json, string message) =>
        Should.Throw<InputException>(() => Constitution.ParseJson(json, "c.json")).Message.ShouldContain(message);

    [Fact]
    public void Any_text_goes_through_yaml()
    {
        var text = Gen.String[Gen.OneOf(Gen.Char["\"\\:#-' \n\t\r\u0085\u2028\ufeff{}[]&*!|>%@`\0\u001b苹\ud83c\udf4e"], Gen.Char), 0, 30].Select(Whole);
        var principle = Gen.Select(text, text, text, (a, b, c) => new Principle(a, b) { Section = c.Length % 2 == 0 ? c : null });
        var message = Gen.Select(text, Gen.Int[0, 4], (t, r) => new Message((Role)r, t));
        Gen.Select(principle.Array[0, 3], message.Array[0, 3].Array[0, 2]).Sample((principles, conversations) =>
        {
            var back = Constitution.ParseYaml(new Constitution(principles, conversations).ToYaml(), "principles.yaml");
            back.Principles.ShouldBe(principles);
            back.Conversations.Select(c => c.Select(m => (m.Role, m.Content))).ShouldBe(conversations.Select(c => c.Select(m => (m.Role, m.Content))));
        });

        static string Whole(string s) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(s));
    }

    [Theory]
    [InlineData("principles:\n  - critique: a\n", "principles.yaml:2: a principle has a 'critique' and a 'revision'")]
    [InlineData("rules: []\n", "principles.yaml:1: 'rules' is not known")]
    [InlineData("conversations:\n  - - role: boss\n      content: x\n", "'boss' is not a role")]
    public void Yaml_that_says_something_else_is_an_error(string yaml, string message) =>
        Should.Throw<InputException>(() => Constitution.ParseYaml(yaml, "principles.yaml")).Message.ShouldContain(message);

    [Fact]
    public void Spec_of_a_constitution_keeps_the_requests_with_their_sections()
    {
        var constitution = new Constitution([new("Is it true?", "Please rewrite the response to say only what is true."), new("Kind?", "Please rewrite the response to say only what is true.")], []);
        var files = SpecImport.Of(constitution, "ours", Authority.User);
        files.Files.Select(f => f.Path).ShouldBe(["spec.md", "principles.yaml"]);
        var sections = files.Document.Sections;
        sections.Select(s => (s.Id, s.Title, s.Authority)).ShouldBe(
            [("say-only-what-is-true", "Say only what is true", Authority.User), ("say-only-what-is-true-1", "Say only what is true", Authority.User)]);
        sections[0].Body.ShouldBe("Is it true?\n\nPlease rewrite the response to say only what is true.");
        files.Principles.Of("say-only-what-is-true-1").ShouldHaveSingleItem().Critique.ShouldBe("Kind?");
        files.Principles.Outdated(files.Document).ShouldBeEmpty();

        var changed = SpecReader.Parse("# Say {#say-only-what-is-true authority=user}\n\nChanged.\n", "spec.md");
        files.Principles.Outdated(changed).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("Please rewrite the response to make it kinder.", "Make it kinder")]
    [InlineData("Please write a new response that does not lie, cheat or steal.", "Does not lie, cheat or steal")]
    [InlineData("Revise the response so as to be brief. Keep the facts.", "Be brief")]
    [InlineData("Rewrite the response so that it's calm.", "Calm")]
    [InlineData("Be honest.", "Be honest")]
    [InlineData("请改写回复，使其更简短。", "更简短")]
    [InlineData("{#}", "{#}")]
    [InlineData("##", "Principle")]
    public void Title_says_what_the_revision_asks_for(string revision, string title) =>
        SpecImport.Of(new Constitution([new("?", revision)], []), "x").Document.Sections.ShouldHaveSingleItem().Title.ShouldBe(title);

    [Fact]
    public void Any_principle_becomes_a_section_with_its_words() => Gen.String[Gen.OneOf(Gen.Char["#{}~`*!\\[]() \nab请"], Gen.Char), 1, 60].Where(s => !string.IsNullOrWhiteSpace(s)).Array[1, 4].Sample(texts =>
    {
        var files = SpecImport.Of(new Constitution([.. texts.Select(t => new Principle(t, t))], []), "x");
        files.Document.Sections.Count.ShouldBe(texts.Length);
        files.Principles.Principles.Select(p => p.Section).ShouldBe(files.Document.Sections.Select(s => s.Id));
        files.Document.CrossReferences.ShouldAllBe(r => files.Document.Find(r.Target) != null);
    });

    [Fact]
    public void Published_constitution_is_imported_whole()
    {
        var constitution = Constitution.ReadJson(SharedData.Path("constitution/constitution_anthropic.json"));
        constitution.Principles.Count.ShouldBe(16);
        constitution.Conversations.Count.ShouldBe(4);
        constitution.Conversations.ShouldAllBe(c => c.Count == 6);
        var files = SpecImport.Of(constitution, "anthropic");
        files.Document.Sections.Count.ShouldBe(16);
        files.Document.Sections.ShouldAllBe(s => s.Authority == Authority.Guideline);
        files.Principles.Principles.Select(p => (p.Critique, p.Revision)).ShouldBe(constitution.Principles.Select(p => (p.Critique, p.Revision)));
    }
}
