using System.ComponentModel;
using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>Who speaks in a written prompt; the assistant does not: its words are what is to be learnt.</summary>
public enum WrittenRole
{
    /// <summary>The operator of the model.</summary>
    System,

    /// <summary>The application's developer.</summary>
    Developer,

    /// <summary>The person who is served.</summary>
    User,

    /// <summary>A program's output.</summary>
    Tool,
}

/// <summary>A message as a writer gives it.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">What is said.</param>
public sealed record WrittenMessage(
    [property: Description("system, developer, user, or tool (a program's output)")] WrittenRole Role,
    [property: Description("the message's text and nothing else")] string Content)
{
    /// <summary>The message.</summary>
    public Message ToMessage() => new(Role switch
    {
        WrittenRole.System => Spec.Role.System,
        WrittenRole.Developer => Spec.Role.Developer,
        WrittenRole.User => Spec.Role.User,
        _ => Spec.Role.Tool,
    }, Content.Trim());
}

/// <summary>A prompt as a writer gives it.</summary>
/// <param name="Messages">The conversation; empty where no such conversation makes sense.</param>
public sealed record WrittenPrompt(
    [property: Description("the conversation up to what the assistant is to answer; an empty list where no such conversation makes sense")] IReadOnlyList<WrittenMessage> Messages)
{
    private const int MostMessages = 8;
    private const int LongestMessage = 6000;
    private const int LongestPrompt = 12_000;

    /// <summary>The JSON that a writer is asked for.</summary>
    public static AnswerFormat<WrittenPrompt> Format { get; } = new("conversation", Fault);

    private static string? Fault(WrittenPrompt prompt) =>
        prompt.Messages.Count > MostMessages ? $"it has {prompt.Messages.Count} messages; at most {MostMessages} are wanted"
        : prompt.Messages.Any(m => string.IsNullOrWhiteSpace(m.Content)) ? "a message is empty"
        : prompt.Messages.Any(m => m.Content.Length > LongestMessage) ? $"a message has more than {LongestMessage:#,0} characters"
        : prompt.Messages.Sum(m => m.Content.Length) > LongestPrompt ? $"it has more than {LongestPrompt:#,0} characters"
        : prompt.Messages.Any(m => m.Content.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) ? "a message holds control characters"
        : prompt.Messages.Count == 0 ? null
        : prompt.Messages[^1].Role is not (WrittenRole.User or WrittenRole.Tool) ? "the last message is the user's or a tool's, since that is what is answered"
        : prompt.Messages.Any(m => m.Role == WrittenRole.User) ? null
        : "no message is the user's";
}

/// <summary>An answer with the reasoning before it.</summary>
/// <param name="Reasoning">Which sections apply and what follows from them.</param>
/// <param name="Answer">The reply to the conversation.</param>
public sealed record ReasonedAnswer(
    [property: Description("which sections apply, what follows from them, and how the reply keeps them")] string Reasoning,
    [property: Description("the assistant's reply to the conversation, and nothing else")] string Answer)
{
    /// <summary>The JSON that a writer is asked for.</summary>
    public static AnswerFormat<ReasonedAnswer> Format { get; } = new("reasoned_answer");
}
