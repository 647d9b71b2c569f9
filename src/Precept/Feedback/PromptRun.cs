using System.Threading.Channels;
using Precept.Prompts;

namespace Precept.Feedback;

/// <summary>Does something for many prompts at a time, and stores what came of them in the order of the prompts, whatever the order in which it came: the same work leaves the same rows.</summary>
public static class PromptRun
{
    /// <summary>Does the work for all prompts.</summary>
    /// <typeparam name="T">What comes of a prompt.</typeparam>
    /// <param name="prompts">The prompts.</param>
    /// <param name="inFlight">Most prompts at a time, at least 1.</param>
    /// <param name="work">The work; called from several threads.</param>
    /// <param name="keep">Stores results, as many as have come in order since it was called last; never called twice at once. Where it fails the run stops.</param>
    /// <param name="onDone">Called with each result as it comes, from any thread.</param>
    /// <param name="cancellationToken">Stops; what came before is stored first.</param>
    /// <returns>The results, in the order of the prompts.</returns>
    public static async Task<IReadOnlyList<T>> RunAsync<T>(
        IReadOnlyList<Prompt> prompts, int inFlight, Func<Prompt, CancellationToken, Task<T>> work, Func<IReadOnlyList<T>, Task> keep, Action<T> onDone,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inFlight, 1);
        var results = new T[prompts.Count];
        var done = Channel.CreateUnbounded<(int Index, T Result)>(new UnboundedChannelOptions { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = KeepAsync(done.Reader, keep, stop);
        try
        {
            await Parallel.ForAsync(0, prompts.Count, new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = stop.Token }, async (i, token) =>
            {
                results[i] = await work(prompts[i], token).ConfigureAwait(false);
                done.Writer.TryWrite((i, results[i]));
                onDone(results[i]);
            }).ConfigureAwait(false);
        }
        finally
        {
            done.Writer.Complete();
            await keeping.ConfigureAwait(false);
        }

        return results;
    }

    private static async Task KeepAsync<T>(ChannelReader<(int Index, T Result)> done, Func<IReadOnlyList<T>, Task> keep, CancellationTokenSource stop)
    {
        var (waiting, next) = (new PriorityQueue<T, int>(), 0);
        try
        {
            while (await done.WaitToReadAsync().ConfigureAwait(false))
            {
                while (done.TryRead(out var one))
                {
                    waiting.Enqueue(one.Result, one.Index);
                }

                var ready = new List<T>();
                for (; waiting.TryPeek(out _, out var index) && index == next; next++)
                {
                    ready.Add(waiting.Dequeue());
                }

                if (ready.Count > 0)
                {
                    await keep(ready).ConfigureAwait(false);
                }
            }

            // After a stop some are missing: those behind them are kept all the same, as they were paid for.
            var rest = new List<T>();
            while (waiting.TryDequeue(out var result, out _))
            {
                rest.Add(result);
            }

            if (rest.Count > 0)
            {
                await keep(rest).ConfigureAwait(false);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false); // no further call is paid for that cannot be stored
            throw;
        }
    }
}
