using Microsoft.Extensions.AI;
using OpenAI;
using Precept.Endpoints;
using Precept.Workspace;

namespace Precept.Cli.Models;

/// <summary>The models that one run of a command calls: opened once each, limited, counted and closed together.</summary>
internal sealed class ModelSession(ModelLimits limits, WorkspaceFolder? workspace) : IModelCatalog, IAsyncDisposable
{
    private readonly Dictionary<string, IChatClient> _open = [];

    /// <summary>What the calls came to so far.</summary>
    public ModelUsage Usage { get; } = new();

    /// <summary>Most calls at a time.</summary>
    public int Concurrency => limits.Concurrency;

    /// <inheritdoc/>
    public Task<IChatClient> OpenAsync(ModelAddress address, CancellationToken cancellationToken = default)
    {
        _ = workspace;
        if (!_open.TryGetValue(address.Text, out var client))
        {
            _open[address.Text] = client = new OpenAIClient(
                new System.ClientModel.ApiKeyCredential(Environment.GetEnvironmentVariable(address.KeyName ?? "") is { Length: > 0 } key ? key : "none"),
                new OpenAIClientOptions { Endpoint = address.Endpoint }).GetChatClient(address.Name).AsIChatClient();
        }

        return Task.FromResult(client);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var client in _open.Values)
        {
            client.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
