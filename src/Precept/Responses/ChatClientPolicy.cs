// A remote model as a policy, through Microsoft.Extensions.AI's IChatClient: whatever retries, caches or logs is wrapped around the client.
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Responses;

/// <summary>Answers prompts by calling a chat client, K calls a prompt; remote models give no tokens and no log-probabilities.</summary>
public sealed class ChatClientPolicy : IPolicy
{
    private readonly IChatClient _client;
    private readonly int _concurrency;

    /// <summary>A policy over a client; does not take ownership of it.</summary>
    /// <param name="id">The model's id in responses and lineage: the endpoint's name with the model's.</param>
    /// <param name="client">The client; called from several threads.</param>
    /// <param name="concurrency">Most calls at a time, at least 1.</param>
    public ChatClientPolicy(string id, IChatClient client, int concurrency = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        (Id, _client, _concurrency) = (id, client, concurrency);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    /// <remarks>A call that fails ends the whole: the calls under way are cancelled, and its exception comes out.</remarks>
    public async IAsyncEnumerable<IReadOnlyList<Response>> SampleAsync(
        IReadOnlyList<Prompt> prompts, Sampler sampler, int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var calls = new Queue<Task<Response>>(); // under way or done, in the order of their answers
        var started = 0L;
        try
        {
            foreach (var _ in prompts)
            {
                var answers = new Response[count];
                for (var i = 0; i < count; i++)
                {
                    for (; calls.Count < _concurrency && started < (long)prompts.Count * count; started++)
                    {
                        calls.Enqueue(AnswerAsync(prompts[(int)(started / count)], sampler, (int)(started % count), stop.Token));
                    }

                    answers[i] = await calls.Dequeue().ConfigureAwait(false);
                }

                yield return answers;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(calls)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the first failure is on its way already
        }
    }

    private async Task<Response> AnswerAsync(Prompt prompt, Sampler sampler, int index, CancellationToken cancellationToken)
    {
        var options = new ChatOptions
        {
            Temperature = (float)sampler.Temperature,
            TopP = sampler.TopP < 1 ? (float)sampler.TopP : null, // some endpoints refuse both, and 1 is what it is without
            MaxOutputTokens = sampler.MaxTokens,
            Seed = Seed(sampler, prompt, index),
        };
        var answer = await _client.GetResponseAsync(ChatMessages.Of(prompt.Messages), options, cancellationToken).ConfigureAwait(false);
        return new Response(prompt.Id, Id, sampler, index, answer.Text) { Finished = answer.FinishReason != ChatFinishReason.Length };
    }

    /// <summary>A seed for each answer, or K greedy-minded endpoints would give K times the same. 31 bits: some endpoints take no more.</summary>
    private static long Seed(Sampler sampler, Prompt prompt, int index) =>
        (long)(SeededRandom.For(sampler.Seed, "answer", prompt.Id, index.ToString(System.Globalization.CultureInfo.InvariantCulture)).NextUInt64() >> 33);
}
