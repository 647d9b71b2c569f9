using Microsoft.Extensions.AI;
using Precept.Spec;

namespace Precept.Responses;

/// <summary>Conversations in the types of Microsoft.Extensions.AI.</summary>
public static class ChatMessages
{
    private const int MaxFunctionName = 64;

    /// <summary>The conversation for a chat client.</summary>
    /// <remarks>
    /// Endpoints take a tool's output only as the result of a call. Each tool message becomes one, and the assistant message before it
    /// carries the call; where there is none, an empty one is put in.
    /// </remarks>
    /// <param name="messages">The conversation.</param>
    public static IReadOnlyList<ChatMessage> Of(IReadOnlyList<Message> messages)
    {
        var chat = new List<ChatMessage>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            if (message.Role != Role.Tool)
            {
                chat.Add(new ChatMessage(new ChatRole(message.RoleName), message.Content));
                continue;
            }

            var call = $"call_{i}";
            if (i == 0 || messages[i - 1].Role != Role.Assistant)
            {
                chat.Add(new ChatMessage { Role = ChatRole.Assistant });
            }

            chat[^1].Contents.Add(new FunctionCallContent(call, FunctionName(message.Name)));
            chat.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call, message.Content)]));
        }

        return chat;
    }

    /// <summary>A name that endpoints take: letters, digits, <c>_</c> and <c>-</c>.</summary>
    private static string FunctionName(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "tool";
        }

        var letters = name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_').Take(MaxFunctionName);
        return string.Concat(letters);
    }
}
