using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Precept.Tests.Endpoints;

/// <summary>A model whose answers a function gives; remembers what it was asked. Safe for use by several threads where the function is.</summary>
internal sealed class ScriptedChatClient(Func<IReadOnlyList<ChatMessage>, ChatOptions?, CancellationToken, Task<ChatResponse>> answer) : IChatClient
{
    private readonly ConcurrentQueue<ScriptedCall> _calls = [];

    /// <summary>Answers by a function of question and options.</summary>
    public ScriptedChatClient(Func<IReadOnlyList<ChatMessage>, ChatOptions?, ChatResponse> answer)
        : this((messages, options, _) => Task.FromResult(answer(messages, options)))
    {
    }

    /// <summary>Answers with a text that a function gives.</summary>
    public ScriptedChatClient(Func<IReadOnlyList<ChatMessage>, string> answer)
        : this((messages, _) => Text(answer(messages)))
    {
    }

    /// <summary>Gives these texts in turn, the last one for ever.</summary>
    public static ScriptedChatClient Saying(params string[] texts)
    {
        var asked = -1;
        return new(_ => texts[Math.Min(Interlocked.Increment(ref asked), texts.Length - 1)]);
    }

    /// <summary>What it was asked so far, in the order of asking.</summary>
    public IReadOnlyList<ScriptedCall> Calls => [.. _calls];

    /// <summary>A response of one message that ended by itself.</summary>
    public static ChatResponse Text(string text) => new(new ChatMessage(ChatRole.Assistant, text))
    {
        FinishReason = ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 5, TotalTokenCount = 15 },
    };

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<ChatMessage> asked = [.. messages];
        _calls.Enqueue(new ScriptedCall(asked, options?.Clone()));
        return answer(asked, options, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // There is nothing to let go.
    }
}

/// <summary>What a <see cref="ScriptedChatClient"/> was asked.</summary>
/// <param name="Messages">The conversation.</param>
/// <param name="Options">The options as they were at the time, or null.</param>
internal sealed record ScriptedCall(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)
{
    /// <summary>All texts of the conversation, one below the other.</summary>
    public string Text => string.Join('\n', Messages.Select(m => m.Text));
}
