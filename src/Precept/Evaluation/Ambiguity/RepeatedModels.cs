using Microsoft.Extensions.AI;
using Precept.Endpoints;

namespace Precept.Evaluation;

/// <summary>The same models asked once more: every call carries the number of the repeat, so that no answer of an earlier one is taken from a cache.</summary>
/// <param name="models">The models.</param>
/// <param name="repeat">The repeat, 0 for the first time.</param>
public sealed class RepeatedModels(IModelCatalog models, int repeat) : IModelCatalog
{
    /// <inheritdoc/>
    public async Task<IChatClient> OpenAsync(ModelAddress address, CancellationToken cancellationToken = default)
    {
        var client = await models.OpenAsync(address, cancellationToken).ConfigureAwait(false);
        return repeat == 0 ? client : new RepeatedClient(client, repeat);
    }

    // Nobody disposes of it: the catalog owns the client within.
    private sealed class RepeatedClient(IChatClient inner, int repeat) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GetResponseAsync(messages, (options?.Clone() ?? new ChatOptions()).WithRepeat(repeat), cancellationToken);
    }
}
