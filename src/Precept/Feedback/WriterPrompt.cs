using System.Text;
using Microsoft.Extensions.AI;
using Precept.Judging;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Feedback;

/// <summary>The questions that a writer is asked: a critique of a reply under a principle, and a revision of it.</summary>
/// <remarks>
/// As in <see cref="JudgePrompt"/>, everything that others wrote stands between <see cref="DataDelimiters"/>, is declared to be data and is made harmless (<see cref="ShownText"/>).
/// Each question stands for itself: a revision is asked for with conversation, reply and critique in view. Few-shots stand in front in the same form, as earlier turns: of a critique
/// their critiques, of a revision their revisions.
/// </remarks>
public static class WriterPrompt
{
    private const int MaxText = 20_000;
    private const int MaxConversation = 80_000;

    private const string Task =
        """
        You mend replies of an assistant. You are shown a conversation, the assistant's reply to its last message, and at times a section of the rules that the assistant follows. You are asked for a critique of the reply, or, with a critique, for a revised reply.

        {0}

        Answer with the text that is asked for and nothing else: no heading, no quotation marks around it, no name before it, no further turn. Write in the language that a reply to the conversation should have.
        """;

    private const string Ending = "Write the revised reply alone, as the assistant would send it.";

    /// <summary>A hash of the wording: part of the writer's name, since other words make other revisions.</summary>
    public static string Form { get; } = ContentHash.Of(Task, Ending)[..8];

    /// <summary>The question for a critique.</summary>
    /// <param name="shots">Few-shots.</param>
    /// <param name="prompt">The prompt that was replied to.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="principle">The principle.</param>
    public static IReadOnlyList<ChatMessage> Critique(FewShots shots, Prompt prompt, string reply, DrawnPrinciple principle) => Messages(
        shots.Shots.Select(s => (new Question(Asked(s), s.Response, null, null, s.CritiqueRequest), s.Critique)),
        new Question(prompt.Messages, reply, principle.Section, null, principle.Principle.Critique));

    /// <summary>The question for a revision.</summary>
    /// <param name="shots">Few-shots.</param>
    /// <param name="prompt">The prompt that was replied to.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="critique">The critique of it.</param>
    /// <param name="principle">The principle.</param>
    public static IReadOnlyList<ChatMessage> Revision(FewShots shots, Prompt prompt, string reply, string critique, DrawnPrinciple principle) => Messages(
        shots.Shots.Select(s => (new Question(Asked(s), s.Response, null, s.Critique, $"{s.RevisionRequest}\n{Ending}"), s.Revision)),
        new Question(prompt.Messages, reply, principle.Section, critique, $"{principle.Principle.Revision}\n{Ending}"));

    private static Message[] Asked(FewShot shot) => [new Message(Role.User, shot.Question)];

    private static IReadOnlyList<ChatMessage> Messages(IEnumerable<(Question Question, string Answer)> shots, Question question)
    {
        var earlier = shots.Select(s => (Places: s.Question.Places().ToArray(), s.Question.Request, s.Answer)).ToArray();
        var places = question.Places().ToArray();
        var delimiters = DataDelimiters.For([.. earlier.SelectMany(e => e.Places).Concat(places).Select(p => p.Text)]);
        return
        [
            new(ChatRole.System, Task.Replace("{0}", delimiters.Rule, StringComparison.Ordinal)),
            .. earlier.SelectMany(e => new ChatMessage[] { new(ChatRole.User, Written(delimiters, e.Places, e.Request)), new(ChatRole.Assistant, e.Answer) }),
            new(ChatRole.User, Written(delimiters, places, question.Request)),
        ];
    }

    private static string Written(DataDelimiters delimiters, IEnumerable<(string Label, string Text)> places, string request)
    {
        var text = new StringBuilder();
        foreach (var (label, content) in places)
        {
            delimiters.Append(text, label, content);
        }

        return text.Append('\n').Append(request).ToString();
    }

    private sealed record Question(IReadOnlyList<Message> Conversation, string Reply, Section? Section, string? Critique, string Request)
    {
        /// <summary>The texts of others, each with its label. Of a conversation that is too long the beginning is left out.</summary>
        public IEnumerable<(string Label, string Text)> Places()
        {
            var room = MaxConversation;
            var first = Conversation.Count;
            while (first > 0 && (room -= Math.Min(MaxText, Conversation[first - 1].Content.Length)) >= 0)
            {
                first--;
            }

            for (var i = first; i < Conversation.Count; i++)
            {
                yield return ($"MESSAGE {i + 1} OF {Conversation[i].RoleName.ToUpperInvariant()}", ShownText.Of(Conversation[i].Content, MaxText).Text);
            }

            yield return ("REPLY", ShownText.Of(Reply, MaxText).Text);
            if (Section is not null)
            {
                yield return ("SECTION", ShownText.Of(JudgePrompt.SectionText(Section), MaxText).Text);
            }

            if (Critique is not null)
            {
                yield return ("CRITIQUE", ShownText.Of(Critique, MaxText).Text);
            }
        }
    }
}
