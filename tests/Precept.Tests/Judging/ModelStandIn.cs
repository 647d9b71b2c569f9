using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Precept.Endpoints;

namespace Precept.Tests.Judging;

/// <summary>A model whose answers a test decides on, and that remembers what it was asked.</summary>
internal sealed class ModelStandIn(Func<IReadOnlyList<ChatMessage>, ChatResponse> answer) : IChatClient, IModelCatalog
{
    public ModelStandIn(string answer) : this(_ => Says(answer))
    {
    }

    public ConcurrentQueue<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Asked { get; } = [];

    public static ChatResponse Says(string text) => new(new ChatMessage(ChatRole.Assistant, text));

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatMessage[] list = [.. messages];
        Asked.Enqueue((list, options));
        return Task.FromResult(answer(list));
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IChatClient> OpenAsync(ModelAddress address, CancellationToken cancellationToken = default) => Task.FromResult<IChatClient>(this);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
