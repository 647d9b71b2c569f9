using System.Threading.Channels;

namespace Precept.Judging;

/// <summary>Lets a judge do many tasks at a time.</summary>
public static class JudgingRun
{
    private const int Batch = 200;

    /// <summary>Judges all tasks and hands the judgments on in the order of the tasks, whatever the order in which they came: the same work leaves the same rows.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="inFlight">Most tasks at a time, at least 1.</param>
    /// <param name="keep">Takes judgments, some at a time, and stores them; never called twice at once.</param>
    /// <param name="onJudged">Called with each judgment as it comes, from any thread; may be null.</param>
    /// <param name="cancellationToken">Stops; what was judged is handed on first.</param>
    /// <exception cref="Endpoints.EndpointException">The judge's endpoint cannot be used; what was judged before is handed on first.</exception>
    public static async Task RunAsync(
        IJudge judge, IReadOnlyList<JudgeTask> tasks, int inFlight, Func<IReadOnlyList<Judgment>, Task> keep, Action<Judgment>? onJudged = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inFlight, 1);
        var judged = Channel.CreateUnbounded<(int Index, Judgment Judgment)>(new UnboundedChannelOptions { SingleReader = true });
        var keeping = KeepAsync(judged.Reader, keep);
        try
        {
            await Parallel.ForAsync(0, tasks.Count, new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = cancellationToken }, async (i, stop) =>
            {
                var judgment = await judge.JudgeAsync(tasks[i].Prompt, tasks[i].Responses, stop).ConfigureAwait(false);
                onJudged?.Invoke(judgment);
                judged.Writer.TryWrite((i, judgment));
            }).ConfigureAwait(false);
        }
        finally
        {
            judged.Writer.Complete();
            await keeping.ConfigureAwait(false);
        }
    }

    private static async Task KeepAsync(ChannelReader<(int Index, Judgment Judgment)> judged, Func<IReadOnlyList<Judgment>, Task> keep)
    {
        var (waiting, ready, next) = (new SortedList<int, Judgment>(), new List<Judgment>(), 0);
        await foreach (var (index, judgment) in judged.ReadAllAsync().ConfigureAwait(false))
        {
            waiting.Add(index, judgment);
            for (; waiting.Count > 0 && waiting.GetKeyAtIndex(0) == next; next++)
            {
                ready.Add(waiting.GetValueAtIndex(0));
                waiting.RemoveAt(0);
            }

            if (ready.Count >= Batch)
            {
                await keep(ready).ConfigureAwait(false);
                ready = [];
            }
        }

        // After a stop some tasks are missing: those behind them are kept all the same, as they were paid for.
        ready.AddRange(waiting.Values);
        if (ready.Count > 0)
        {
            await keep(ready).ConfigureAwait(false);
        }
    }
}
