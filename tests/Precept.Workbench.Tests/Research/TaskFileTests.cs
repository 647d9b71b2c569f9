using Precept.Spec;
using Precept.Workbench.Campaigns;

namespace Precept.Workbench.Tests.Research;

public sealed class TaskFileTests
{
    [Fact]
    public void Read_texts_and_objects_and_messages()
    {
        var tasks = Read(
            """
            {"prompt": "Hi?", "answers": ["one", {"text": "two", "model": "m"}], "sections": ["be_brief"], "harms": ["violence"]}

            {"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "U"}], "answers": ["a", "b", "c"]}
            """);

        tasks.Count.ShouldBe(2);
        tasks[0].Content.Answers.Select(a => (a.Text, a.Model)).ShouldBe([("one", "imported"), ("two", "m")]);
        tasks[0].Content.Sections.ShouldBe(["be_brief"]);
        tasks[0].Content.Harms.ShouldBe(["violence"]);
        tasks[0].Content.Prompt.Source.ShouldBe("tasks.jsonl:1");
        tasks[1].Content.Prompt.Messages.Select(m => m.Role).ShouldBe([Role.System, Role.User]);
    }

    [Theory]
    [InlineData("""{"prompt": "Hi?", "answers": ["one"]}""", "tasks.jsonl:1: 1 answer; a task has 2 to 9")]
    [InlineData("""{"prompt": "Hi?"}""", "tasks.jsonl:1: a task has 'answers', a list of 2 to 9")]
    [InlineData("""{"prompt": "Hi?", "answers": ["a", ""]}""", "tasks.jsonl:1: answer 2 has 0 characters; 1 to 200000")]
    [InlineData("""{"prompt": "Hi?", "answers": ["a", {"txt": "b"}]}""", "tasks.jsonl:1: an answer is a text, or an object with 'text' and 'model'")]
    [InlineData("""{"prompt": "Hi?", "answers": ["a", "b"], "colour": 1}""", "'colour' is not known in a task")]
    [InlineData("""["a"]""", "expected a JSON object, not a list")]
    [InlineData("{", "is not valid JSON")]
    public void Read_what_is_no_task_says_where_and_why(string line, string message) =>
        Should.Throw<InputException>(() => Read(line)).Message.ShouldContain(message);

    private static IReadOnlyList<NewTask> Read(string text)
    {
        using var reader = new StringReader(text);
        return TaskFile.Read(reader, "tasks.jsonl");
    }
}
