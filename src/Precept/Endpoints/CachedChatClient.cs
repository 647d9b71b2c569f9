using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>Asks each thing once: what was answered before is found, and equal calls that are under way together are one request.</summary>
/// <remarks>
/// An answer is given when it is kept, so what a caller has seen is never asked again. Failures are not kept. A call whose callers have all gone is stopped
/// where it waits; where its request is on the wire already, it is let go on for the sake of the next run (<see cref="DrainAsync"/>).
/// </remarks>
/// <param name="inner">The model.</param>
/// <param name="model">What it is called in keys.</param>
/// <param name="store">Keeps answers; owned by the caller.</param>
/// <param name="meter">Counts.</param>
internal sealed class CachedChatClient(IChatClient inner, string model, ICallStore store, CallMeter meter) : DelegatingChatClient(inner)
{
    private readonly ConcurrentDictionary<string, Flight> _flights = [];

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<ChatMessage> asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var key = CanonicalRequest.KeyOf(model, asked, options);
        while (true)
        {
            var own = new Flight();
            var flight = _flights.GetOrAdd(key, own);
            if (flight == own)
            {
                _ = FlyAsync(key, own, asked, options);
            }
            else if (flight.TryJoin())
            {
                meter.Found();
            }
            else
            {
                // Its callers have gone; whatever becomes of it shows in a moment.
                await ((Task)flight.Answer).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
                continue;
            }

            try
            {
                return (await flight.Answer.WaitAsync(cancellationToken).ConfigureAwait(false)).ToResponse();
            }
            finally
            {
                flight.Leave();
            }
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <summary>Lets requests that are on the wire come home, and stops those that do not in time.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="clock">The clock.</param>
    public async Task DrainAsync(TimeSpan patience, TimeProvider clock)
    {
        var flights = _flights.Values.ToList();
        var home = Task.WhenAll(flights.Select(f => (Task)f.Answer));
        await home.WaitAsync(patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        flights.ForEach(static f => f.Call.Stop());
        await home.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task FlyAsync(string key, Flight flight, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        try
        {
            var answer = store.Find(key);
            if (answer is not null)
            {
                meter.Found();
            }
            else
            {
                CallInFlight.Current = flight.Call;
                answer = KeptAnswer.Of(await base.GetResponseAsync(messages, options, flight.Call.Token).ConfigureAwait(false));
                if (answer.IsWorthKeeping)
                {
                    await store.AddAsync(key, answer).ConfigureAwait(false);
                }
            }

            _flights.TryRemove(key, out _);
            flight.Succeed(answer);
        }
        catch (Exception e)
        {
            _flights.TryRemove(key, out _);
            flight.Fail(e);
        }
        finally
        {
            flight.Call.Dispose();
        }
    }

    /// <summary>A call under way, and how many wait for it.</summary>
    private sealed class Flight
    {
        private readonly TaskCompletionSource<KeptAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _waiting = 1;

        public CallInFlight Call { get; } = new();

        public Task<KeptAnswer> Answer => _answer.Task;

        public bool TryJoin()
        {
            for (var waiting = Volatile.Read(ref _waiting); waiting > 0;)
            {
                var found = Interlocked.CompareExchange(ref _waiting, waiting + 1, waiting);
                if (found == waiting)
                {
                    return true;
                }

                waiting = found;
            }

            return false;
        }

        public void Leave()
        {
            if (Interlocked.Decrement(ref _waiting) == 0 && !_answer.Task.IsCompleted)
            {
                Call.Abandon();
            }
        }

        public void Succeed(KeptAnswer answer) => _answer.SetResult(answer);

        public void Fail(Exception e)
        {
            _answer.SetException(e);
            _ = _answer.Task.Exception; // seen, also where nobody waits
        }
    }
}
