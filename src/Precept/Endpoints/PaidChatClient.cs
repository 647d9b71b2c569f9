using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>Takes each call from the budget, and counts what it took.</summary>
/// <param name="inner">The model.</param>
/// <param name="budget">The budget; null where calls cost nothing, such as those to a model on this machine.</param>
/// <param name="price">The price, or null where it is not known.</param>
/// <param name="meter">Counts.</param>
internal sealed class PaidChatClient(IChatClient inner, CallBudget? budget, TokenPrice? price, CallMeter meter) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    /// <exception cref="BudgetException">The budget is used up.</exception>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        using var reserved = budget?.IsLimited == true ? await ReserveAsync(budget, asked, options, cancellationToken).ConfigureAwait(false) : null;
        var response = await base.GetResponseAsync(asked, options, cancellationToken).ConfigureAwait(false);

        // An endpoint that does not count is counted by estimate; what it turned away unseen cost nothing.
        var isTurnedAway = response.Usage is null && response.FinishReason == ChatFinishReason.ContentFilter;
        var input = isTurnedAway ? 0 : response.Usage?.InputTokenCount ?? TokenEstimate.OfQuestion(asked, options);
        var output = isTurnedAway ? 0 : response.Usage?.OutputTokenCount ?? TokenEstimate.Of(response.Text);
        reserved?.Settle(input + output, price?.Of(input, output) ?? 0);
        meter.Paid(input, output, price?.Of(input, output));
        return response;
    }

    private ValueTask<CallBudget.Reservation> ReserveAsync(CallBudget limited, IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var (question, answer) = (TokenEstimate.OfQuestion(messages, options), TokenEstimate.OfAnswer(options));
        return limited.ReserveAsync(question + answer, price?.Of(question, answer) ?? 0, cancellationToken);
    }
}
