using System.Globalization;
using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Feedback;

/// <summary>Asks a writer for a text, and takes of it what may be taken (<see cref="WriterText"/>).</summary>
/// <param name="client">The writer; not owned.</param>
/// <param name="settings">Sampling and seed.</param>
internal sealed class WriterCalls(IChatClient client, WriterSettings settings)
{
    /// <summary>Asks.</summary>
    /// <param name="messages">The question.</param>
    /// <param name="promptId">The prompt that it is about; with <paramref name="what"/> and <paramref name="number"/> it gives the call its own seed.</param>
    /// <param name="what">What is asked for: <c>answer</c>, <c>critique</c>, <c>revision</c>.</param>
    /// <param name="number">The round, or which of several answers.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<ModelAnswer<string>> AskAsync(
        IReadOnlyList<ChatMessage> messages, string promptId, string what, int number, CancellationToken cancellationToken)
    {
        var options = new ChatOptions
        {
            Temperature = (float)settings.Temperature,
            MaxOutputTokens = settings.MaxTokens,
            StopSequences = [.. WriterText.StopSequences],
            // 31 bits: some endpoints take no more.
            Seed = (long)(SeededRandom.For(settings.Seed, what, promptId, number.ToString(CultureInfo.InvariantCulture)).NextUInt64() >> 33),
        };
        var answer = await client.AskTextAsync(messages, options, cancellationToken).ConfigureAwait(false);
        if (answer.Value is not { } text)
        {
            return answer;
        }

        var clean = WriterText.Clean(text);
        return clean.Length > 0
            ? answer with { Value = clean, Finished = answer.Finished && text.Length <= WriterText.MaxLength }
            : answer with { Outcome = CallOutcome.Invalid, Value = null, Text = $"nothing but the mark of a turn: {answer.Text}" };
    }
}
