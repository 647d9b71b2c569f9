using Precept.Feedback;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Tests.Feedback;

public sealed class FewShotsTests
{
    private static readonly string[] Sound = ["What is clay?", "Mud, you fool.", "Is it kind?", "It insults the user.", "Make it kind.", "Fine earth that hardens in fire."];

    [Fact]
    public void Of_sound_conversations_gives_a_shot_for_each_round()
    {
        var shots = FewShots.Of(With(Talk([.. Sound, "Is it short?", "It could be shorter.", "Shorten it.", "Earth that hardens."])), "c.yaml");

        shots.Shots.Select(s => (s.Question, s.Response, s.Revision)).ShouldBe(
            [("What is clay?", "Mud, you fool.", "Fine earth that hardens in fire."), ("What is clay?", "Fine earth that hardens in fire.", "Earth that hardens.")]);
        shots.Hash.ShouldNotBe(FewShots.None.Hash);
    }

    [Theory]
    [InlineData(1, "  what is CLAY?", "repeats the user")]
    [InlineData(3, "Fine earth that hardens in fire.", "critique and the revision are the same")]
    [InlineData(3, "Mud, you fool.", "critique repeats the response")]
    [InlineData(4, "Is it kind?", "requests for critique and revision are the same")]
    [InlineData(5, "Mud,  you fool.", "revision is the response unchanged")]
    [InlineData(1, " \n", "empty message")]
    public void Of_degenerate_message_is_refused_with_place_and_reason(int at, string text, string reason)
    {
        var talk = Sound.ToArray();
        talk[at] = text;

        var error = Should.Throw<InputException>(() => FewShots.Of(With(Talk(Sound), Talk(talk)), "c.yaml"));

        error.Message.ShouldContain("c.yaml");
        error.Message.ShouldContain("conversation 2");
        error.Message.ShouldContain(reason);
    }

    [Fact]
    public void Faults_of_the_same_conversation_twice_name_the_first() =>
        FewShots.Faults([Talk(Sound), Talk(Sound)]).ShouldBe([(1, "is conversation 1 once more")]);

    [Fact]
    public void Faults_of_turns_that_are_not_by_turns_name_the_roles()
    {
        FewShots.Faults([Talk(Sound[..4])]).ShouldHaveSingleItem().Fault.ShouldContain("has 4 messages (user, assistant, user, assistant)");
        FewShots.Faults([[.. Sound.Select(t => new Message(Role.User, t))]]).ShouldHaveSingleItem().Fault.ShouldContain("user and assistant by turns");
    }

    [Fact]
    public void Faults_of_a_revision_with_one_word_in_fifty_changed_say_that_it_is_a_copy()
    {
        var words = string.Join(' ', Enumerable.Range(0, 50).Select(i => $"w{i}"));
        var talk = Sound.ToArray();
        (talk[1], talk[5]) = (words, words.Replace("w7 ", "other ", StringComparison.Ordinal));

        // 49 of 50 words.
        FewShots.Faults([Talk(talk)]).ShouldHaveSingleItem().Fault.ShouldContain("copies the response (98%");
    }

    [Fact]
    public void Faults_of_the_published_constitution_are_its_last_conversation_which_mends_nothing()
    {
        var constitution = Constitution.Read(SharedData.Path("constitution/constitution_anthropic.json"));

        var fault = FewShots.Faults(constitution.Conversations).ShouldHaveSingleItem();

        fault.Conversation.ShouldBe(3);
        fault.Fault.ShouldContain("copies the response");
        FewShots.Of(constitution with { Conversations = [.. constitution.Conversations.Take(3)] }, "c.json").Shots.Count.ShouldBe(3);
    }

    private static Message[] Talk(IReadOnlyList<string> texts) => [.. texts.Select((t, i) => new Message(i % 2 == 0 ? Role.User : Role.Assistant, t))];

    private static Constitution With(params IReadOnlyList<Message>[] conversations) => new([], conversations);
}
