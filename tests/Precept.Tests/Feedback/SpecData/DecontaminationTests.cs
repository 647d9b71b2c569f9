using CsCheck;
using Precept.Feedback.SpecData;
using Precept.Spec;

namespace Precept.Tests.Feedback.SpecData;

public sealed class DecontaminationTests
{
    private const string Long = "the harbour office closes at five on fridays so please bring both signed forms before then or call";

    private static readonly Decontamination Measured = new(
    [
        new("short", [User("Which platform for Lund?")]),
        new("long", [new Message(Role.System, "You work for a harbour."), User(Long)]),
        new("zh", [User("请把这份合同翻译成中文，然后用两句话概括它的主要内容。")]),
    ]);

    [Theory]
    [InlineData("Which platform for Lund?", CollisionKind.Exact, "short")]
    [InlineData("WHICH platform - for lund", CollisionKind.Exact, "short")]
    [InlineData(Long, CollisionKind.Exact, "long")]
    [InlineData("Before I forget: " + Long + ". Thanks a lot, and give my best regards to all the others who helped us out there last week!", CollisionKind.Overlap, "long")]
    [InlineData("the harbour office shuts at five on fridays so kindly bring both signed papers before then or call", CollisionKind.Near, "long")]
    [InlineData("请把这份合同翻译成中文，然后用两句话概括它的主要内容", CollisionKind.Exact, "zh")]
    [InlineData("你好！我有一个新的问题：请把这份合同翻译成英文，谢谢你的帮助，我明天早上需要把它寄给客户。", CollisionKind.Overlap, "zh")]
    public void Find_a_measured_prompt_verbatim_inside_another_or_edited_is_a_collision(string text, CollisionKind kind, string with) =>
        Measured.Find([User(text)]).ShouldBe(new Collision(kind, with));

    [Fact]
    public void Find_the_same_question_behind_another_system_message_is_a_collision() =>
        Measured.Find([new Message(Role.Developer, "You sell tickets at a desk."), User("Which platform for Lund?")]).ShouldBe(new Collision(CollisionKind.Exact, "short"));

    [Theory]
    [InlineData("Which bread for breakfast?")]
    [InlineData("The harbour is a fine place for a walk on a Friday in May, isn't it?")]
    [InlineData("请问去火车站怎么走？")]
    public void Find_something_else_is_no_collision(string text) => Measured.Find([User(text)]).ShouldBeNull();

    [Fact]
    public void Find_two_words_that_end_a_measured_conversation_are_no_collision_by_themselves() =>
        new Decontamination([new("yes", [User("Shall we meet at the river on Sunday?"), User("Yes, please.")])])
            .Find([User("Is the ferry to the islands running this winter?"), User("Yes, please.")]).ShouldBeNull();

    [Fact]
    public void Find_any_thirteen_words_in_a_row_are_a_collision() => Gen.Select(Gen.Int[0, 5], Words, Words).Sample((start, before, after) =>
    {
        var run = string.Join(' ', Long.Split(' ').Skip(start).Take(13));
        return Measured.Find([User($"{before} {run} {after}")])?.With == "long";
    });

    [Fact]
    public void Of_spec_are_the_conversations_before_its_graded_replies_and_its_evaluation_prompts()
    {
        var evaluation = SmallSpec.Document with
        {
            EvaluationFiles = [new EvaluationFile("a1b2", null, "topic", [new SpecExample("topic", "", [new MessagePart(User("Tell me of ships."), 4), new MessagePart(new(Role.Assistant, "No."), 5)], 3)], "x/a1b2.md")],
        };
        Decontamination.Of(evaluation).Select(m => (m.Name, m.Messages.Single().Content)).ShouldBe([("a1b2.md:3", "Tell me of ships."), ("spec:16", "What is the code of the green door?")]);
    }

    private static Message User(string text) => new(Role.User, text);

    private static Gen<string> Words { get; } = Gen.Int[0, 4].Select(i => new[] { "kettle", "lamp", "seven", "quietly", "rope" }[i]).List[0, 8].Select(w => string.Join(' ', w));
}
