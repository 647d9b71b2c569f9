using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Prompts;
using Precept.Responses;

namespace Precept.Feedback;

/// <summary>Draws several answers of one model to a prompt, for a judge to compare.</summary>
/// <remarks>Unlike <see cref="ChatClientPolicy"/> one answer that does not come leaves the others standing.</remarks>
/// <param name="address">The model's address, which is its name in responses.</param>
/// <param name="client">The model; not owned.</param>
/// <param name="settings">Sampling and seed; rounds do not matter.</param>
public sealed class AnswerDraw(ModelAddress address, IChatClient client, WriterSettings settings)
{
    private readonly WriterCalls _calls = new(client, settings);

    /// <summary>How answers are drawn.</summary>
    public Sampler Sampler => settings.Sampler;

    /// <summary>Draws the answers to a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="count">How many.</param>
    /// <param name="known">Answers that are there already; those are not asked for again.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The answers that came, in order of their index.</returns>
    /// <exception cref="EndpointException">The endpoint cannot be used.</exception>
    public async Task<IReadOnlyList<Response>> RunAsync(Prompt prompt, int count, IReadOnlyList<Response> known, CancellationToken cancellationToken = default)
    {
        var messages = ChatMessages.Of(prompt.Messages);
        var answers = new List<Response>();
        for (var i = 0; i < count; i++)
        {
            if (known.FirstOrDefault(r => r.Index == i) is { } there)
            {
                answers.Add(there);
                continue;
            }

            var answer = await _calls.AskAsync(messages, prompt.Id, "sample", i, cancellationToken).ConfigureAwait(false);
            if (answer.Value is { } text)
            {
                answers.Add(new Response(prompt.Id, address.Text, Sampler, i, text) { Finished = answer.Finished });
            }
        }

        return answers;
    }
}
