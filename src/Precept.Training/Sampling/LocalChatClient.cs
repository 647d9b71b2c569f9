// A model of our own behind Microsoft.Extensions.AI's IChatClient, so that whatever takes a remote model takes a local one.
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Training.Models;
using Precept.Training.Tokenizers;

namespace Precept.Training.Sampling;

/// <summary>A local checkpoint as a chat client.</summary>
/// <remarks>
/// Honours temperature (default 1), top-p (default 1), the token limit (default 64), the seed (default 1) and instructions; other
/// options are ignored. Calls may come from several threads. The same seed and conversation give the answer that
/// <see cref="LocalPolicy"/> gives at index 0, up to rounding in its larger batches.
/// </remarks>
public sealed class LocalChatClient : IChatClient
{
    private readonly string _id;
    private readonly Transformer _model;
    private readonly ChatTokenizer _tokenizer;

    /// <summary>A client over a model; does not take ownership of it.</summary>
    /// <param name="id">The model's id: the checkpoint's content hash.</param>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    public LocalChatClient(string id, Transformer model, ChatTokenizer tokenizer)
    {
        (_id, _model, _tokenizer) = (id, model, tokenizer);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A role is unknown, or there is no message.</exception>
    /// <exception cref="InputException">The conversation leaves no room for an answer.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var prompt = PromptOf(messages, options);
        var tokens = _tokenizer.Prompt(prompt.Messages);
        var answer = await Task.Run(() => Generate(prompt, tokens, options, null, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, _tokenizer.ReplyText(answer.Tokens)))
        {
            ModelId = _id,
            FinishReason = Reason(answer),
            Usage = new UsageDetails
            {
                InputTokenCount = tokens.Length,
                OutputTokenCount = answer.Tokens.Length,
                TotalTokenCount = tokens.Length + answer.Tokens.Length,
            },
        };
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="GetResponseAsync" path="/exception"/>
    /// <remarks>Whole code points only: a character of several tokens comes when its last byte is there.</remarks>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = PromptOf(messages, options);
        var tokens = _tokenizer.Prompt(prompt.Messages);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var drawn = Channel.CreateUnbounded<int>();
        var generation = Task.Run(
            () =>
            {
                try
                {
                    return Generate(prompt, tokens, options, token => drawn.Writer.TryWrite(token), stop.Token);
                }
                finally
                {
                    drawn.Writer.Complete();
                }
            },
            CancellationToken.None);
        try
        {
            var text = new StreamedText(_tokenizer);
            await foreach (var token in drawn.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (token != _tokenizer.EndId && text.Add(token) is { Length: > 0 } more)
                {
                    yield return new ChatResponseUpdate(ChatRole.Assistant, more) { ModelId = _id };
                }
            }

            var answer = await generation.ConfigureAwait(false);
            yield return new ChatResponseUpdate(ChatRole.Assistant, text.End()) { ModelId = _id, FinishReason = Reason(answer) };
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false); // the reader may have gone away early
            await ((Task)generation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("precept", null, _id)
        : serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The model belongs to the caller, and there is nothing else to let go.
    }

    private GeneratedTokens Generate(Prompt prompt, int[] tokens, ChatOptions? options, Action<int>? onToken, CancellationToken cancellationToken)
    {
        var stream = LocalPolicy.Stream(options?.Seed ?? 1, prompt.Id, 0);
        return Generation.Run(
            _model, [new GenerationRequest(tokens, stream)], options?.MaxOutputTokens ?? 64, options?.Temperature ?? 1, options?.TopP ?? 1,
            onToken is null ? null : (_, token) => onToken(token), cancellationToken)[0];
    }

    private static ChatFinishReason Reason(GeneratedTokens answer) => answer.Finished ? ChatFinishReason.Stop : ChatFinishReason.Length;

    private static Prompt PromptOf(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var conversation = messages.Where(m => m.Contents.Any(c => c is not FunctionCallContent)).Select(MessageOf).ToList();
        if (options?.Instructions is { Length: > 0 } instructions)
        {
            conversation.Insert(0, new Message(Role.System, instructions));
        }

        return conversation.Count > 0 ? new Prompt(conversation, []) : throw new ArgumentException("There is no message to answer.", nameof(messages));
    }

    private static Message MessageOf(ChatMessage message) => Roles.TryParse(message.Role.Value, out var role)
        ? new Message(role, message.Text + string.Concat(message.Contents.OfType<FunctionResultContent>().Select(r => r.Result?.ToString())))
        : throw new ArgumentException($"The role '{message.Role.Value}' is not known here (system, developer, user, assistant, tool).", nameof(message));

    /// <summary>Turns tokens into text as they come: the bytes of unfinished code points wait, and the space that opens a reply is left out.</summary>
    private sealed class StreamedText(ChatTokenizer tokenizer)
    {
        private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
        private bool _begun;

        public string Add(int token) => Read(tokenizer.Bytes(token), flush: false);

        public string End() => Read([], flush: true);

        private string Read(ReadOnlySpan<byte> bytes, bool flush)
        {
            var chars = new char[_decoder.GetCharCount(bytes, flush)];
            _decoder.GetChars(bytes, chars, flush);
            var text = new string(chars);
            if (_begun || text.Length == 0)
            {
                return text;
            }

            _begun = true;
            return text[0] == ' ' ? text[1..] : text;
        }
    }
}
