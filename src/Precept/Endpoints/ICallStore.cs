using System.Collections.Concurrent;

namespace Precept.Endpoints;

/// <summary>Keeps answers by the keys of their calls. Safe for use by several threads.</summary>
internal interface ICallStore : IAsyncDisposable
{
    /// <summary>The answer to a call, or null.</summary>
    KeptAnswer? Find(string key);

    /// <summary>Keeps an answer; done when it is safe from the end of the process.</summary>
    Task AddAsync(string key, KeptAnswer answer);
}

/// <summary>Keeps answers as long as the process runs.</summary>
/// <param name="beneath">Where answers are looked for too, and never added; owned. Null for nowhere.</param>
internal sealed class MemoryCallStore(ICallStore? beneath = null) : ICallStore
{
    private readonly ConcurrentDictionary<string, KeptAnswer> _answers = [];

    /// <inheritdoc/>
    public KeptAnswer? Find(string key) => _answers.TryGetValue(key, out var answer) ? answer : beneath?.Find(key);

    /// <inheritdoc/>
    public Task AddAsync(string key, KeptAnswer answer)
    {
        _answers.TryAdd(key, answer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => beneath?.DisposeAsync() ?? ValueTask.CompletedTask;
}
