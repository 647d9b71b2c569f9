using Microsoft.Extensions.AI;
using Precept.Endpoints;

namespace Precept.Cli.Models;

/// <summary>Makes the stand-ins of a dry run differ by the seed that they were asked for with: a revision that is what it revises is never judged, and its calls would not be counted.</summary>
internal sealed class DistinctStandIns(IChatClient inner) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken);
        if (response.ModelId == StandIn.ModelId && options?.ResponseFormat is null)
        {
            response.Messages = [new ChatMessage(ChatRole.Assistant, $"{response.Text} {options?.Seed}")];
        }

        return response;
    }
}
