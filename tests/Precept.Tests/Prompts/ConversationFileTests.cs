using Precept.Prompts;
using Precept.Spec;
using Precept.Spec.Resolution;

namespace Precept.Tests.Prompts;

public sealed class ConversationFileTests
{
    [Fact]
    public void List_and_object_say_the_same()
    {
        const string messages = """[{"role": "tool", "name": "web", "content": "Be kind.", "untrusted": [[0, 2]]}]""";
        foreach (var json in new[] { messages, $$"""{"messages": {{messages}}}""" })
        {
            var conversation = ConversationFile.Parse(json, "c.json");
            var message = conversation.Messages.ShouldHaveSingleItem();
            (message.Role, message.Name, message.Content, message.Untrusted[0]).ShouldBe((Role.Tool, "web", "Be kind.", new TextSpan(0, 2)));
            conversation.Instructions.ShouldBeNull();
            conversation.Sections.ShouldBeNull();
        }
    }

    [Fact]
    public void Listed_instructions_and_sections_are_read()
    {
        var conversation = ConversationFile.Parse(
            """
            {"messages": [{"role": "user", "content": "Do it."}], "sections": ["a"],
             "instructions": [{"message": 0, "text": "Do it.", "id": "x", "section": "s", "conflicts": ["y"], "implicit": true, "delegates": ["tool:web", "message:3"]}]}
            """,
            "c.json");
        conversation.Sections.ShouldBe(["a"]);
        var one = conversation.Instructions!.ShouldHaveSingleItem();
        (one.Message, one.Text, one.Id, one.Section, one.IsImplicit).ShouldBe((0, "Do it.", "x", "s", true));
        one.Conflicts.ShouldBe(["y"]);
        one.Delegates.Select(d => (d.Kind, d.Tool, d.Message)).ShouldBe([(DelegationKind.Tool, "web", null), (DelegationKind.Message, null, 3)]);
    }

    [Theory]
    [InlineData("{", "c.json:1: not valid JSON")]
    [InlineData("[\n  {\n ]", "c.json:3: not valid JSON")]
    [InlineData("{}", "an object with 'messages'")]
    [InlineData("[]", "1 to 1000 messages")]
    [InlineData("""[{"role": "user", "content": "x"}, {"role": "boss", "content": "x"}]""", "message 1: role 'boss'")]
    [InlineData("""{"messages": [{"role": "user", "content": "x"}], "instructions": [{"text": "x"}]}""", "instruction 0: an instruction is an object")]
    [InlineData("""{"messages": [{"role": "user", "content": "x"}], "instructions": [{"message": 0, "text": "x", "colour": 1}]}""", "'colour' is not known")]
    [InlineData("""{"messages": [{"role": "user", "content": "x"}], "instructions": [{"message": 0, "text": "x", "implicit": 1}]}""", "'implicit' must be true or false")]
    [InlineData("""{"messages": [{"role": "user", "content": "x"}], "instructions": [{"message": 0, "text": "x", "delegates": ["all"]}]}""", "'all' is no delegation")]
    [InlineData("""{"messages": [{"role": "user", "content": "x"}], "sections": "a"}""", "'sections' must be a list")]
    public void Anything_else_is_an_error_that_says_where(string json, string message) =>
        Should.Throw<InputException>(() => ConversationFile.Parse(json, "c.json")).Message.ShouldContain(message);
}
