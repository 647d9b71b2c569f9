using Microsoft.Extensions.AI;
using Precept.Spec.Checks;

namespace Precept.Endpoints;

/// <summary>Asks a model, and says how it ended.</summary>
public static class ModelCalls
{
    private const int MaxQuoted = 2000;

    /// <summary>Asks for JSON of a format; an answer that does not read is sent back once with what is wrong with it, then it is invalid.</summary>
    /// <param name="client">The model.</param>
    /// <param name="messages">The question.</param>
    /// <param name="format">The format.</param>
    /// <param name="options">Options; the response format is set here. Null for temperature 0.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="EndpointException">The endpoint cannot be used.</exception>
    public static async Task<ModelAnswer<T>> AskAsync<T>(
        this IChatClient client, IReadOnlyList<ChatMessage> messages, AnswerFormat<T> format, ChatOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        options = options?.Clone() ?? new ChatOptions { Temperature = 0 };
        options.ResponseFormat = format.Format;
        var first = await TryAsync<T>(client, messages, options, cancellationToken).ConfigureAwait(false);
        if (first.Failure is { } failure)
        {
            return failure;
        }

        var response = first.Response!;
        if (format.Read(response.Text, out var fault) is { } value)
        {
            return new(CallOutcome.Answered, value, response.Text) { LogProbs = response.LogProbs() };
        }

        if (response.IsStandIn())
        {
            return new(CallOutcome.Invalid, null, fault!); // of a dry run, which has nobody to ask again
        }

        if (RefusalDetection.IsRefusal(response.Text))
        {
            return new(CallOutcome.Refused, null, Cut(response.Text));
        }

        ChatMessage[] again =
        [
            .. messages,
            new(ChatRole.Assistant, Cut(response.Text)),
            new(ChatRole.User, $"That answer cannot be read: {fault}. Answer again with one JSON object of this schema and nothing else: {format.SchemaText}"),
        ];
        var second = await TryAsync<T>(client, again, options, cancellationToken).ConfigureAwait(false);
        if (second.Failure is { } lost)
        {
            return lost;
        }

        return format.Read(second.Response!.Text, out var still) is { } mended
            ? new(CallOutcome.Answered, mended, second.Response.Text) { LogProbs = second.Response.LogProbs(), Repaired = true }
            : new(CallOutcome.Invalid, null, $"{still}: {Cut(second.Response.Text)}");
    }

    /// <summary>Asks for a text.</summary>
    /// <param name="client">The model.</param>
    /// <param name="messages">The question.</param>
    /// <param name="options">Options, or null for the model's own.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The text; <see cref="CallOutcome.Invalid"/> where it is blank. A refusal in words is an answer: whether it is a wrong one is for the caller to say.</returns>
    /// <exception cref="EndpointException">The endpoint cannot be used.</exception>
    public static async Task<ModelAnswer<string>> AskTextAsync(
        this IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (response, failure) = await TryAsync<string>(client, messages, options, cancellationToken).ConfigureAwait(false);
        return failure
            ?? (string.IsNullOrWhiteSpace(response!.Text)
                ? new(CallOutcome.Invalid, null, "the answer is blank")
                : new(CallOutcome.Answered, response.Text, response.Text) { LogProbs = response.LogProbs(), Finished = response.FinishReason != ChatFinishReason.Length });
    }

    private static async Task<(ChatResponse? Response, ModelAnswer<T>? Failure)> TryAsync<T>(
        IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        ChatResponse response;
        try
        {
            response = await client.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            return (null, new(CallOutcome.Timeout, default, e.Message));
        }

        if (response.FinishReason == ChatFinishReason.ContentFilter)
        {
            return (null, new(CallOutcome.Filtered, default, Cut(response.Text)));
        }

        return response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().FirstOrDefault() is { } refusal
            ? (null, new(CallOutcome.Refused, default, Cut(refusal.Message)))
            : (response, null);
    }

    private static string Cut(string text) => text.Length <= MaxQuoted ? text : text[..MaxQuoted] + "…";
}
