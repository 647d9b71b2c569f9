using Precept.Endpoints;

namespace Precept.Cli.Models;

/// <summary>Calls to models in a few words.</summary>
internal static class CallSummary
{
    /// <summary>While they go on.</summary>
    /// <param name="usage">What they came to so far.</param>
    /// <param name="pace">Answers a second.</param>
    /// <param name="inFlight">Requests under way.</param>
    public static string Of(ModelUsage usage, double pace, int inFlight) => string.Join("  ", new[]
    {
        pace >= 10 ? $"{pace:#,0}/s" : pace > 0 ? $"{pace:0.0}/s" : "",
        inFlight > 0 ? $"{inFlight:#,0} in flight" : "",
        usage.Retries > 0 ? $"{usage.Retries:#,0} {(usage.Retries == 1 ? "retry" : "retries")}" : "",
        usage.Cached > 0 ? $"{usage.Cached:#,0} cached" : "",
        usage.Tokens > 0 ? $"{Count(usage.Tokens)} tokens" : "",
        usage.Cost is { } cost ? $"${cost:0.00}" : "",
    }.Where(p => p.Length > 0));

    /// <summary>When they are over; empty where there were none.</summary>
    public static string Of(ModelUsage usage) => usage.Requests + usage.Cached == 0 ? ""
        : $"{usage.Requests:#,0} requests ({usage.Retries:#,0} retries); {usage.Cached:#,0} answers kept from before; {Count(usage.Tokens)} tokens"
            + (usage.Cost is { } cost ? $", ${cost:0.00##}" : "");

    /// <summary>A large number in three digits or so: <c>950</c>, <c>12.3 k</c>, <c>1.2 M</c>.</summary>
    public static string Count(long number) => number switch
    {
        < 10_000 => $"{number:#,0}",
        < 1_000_000 => $"{number / 1e3:0.#} k",
        < 1_000_000_000 => $"{number / 1e6:0.##} M",
        _ => $"{number / 1e9:0.##} G",
    };
}

/// <summary>How many answers come in a second, over the last five or so. Safe for use by several threads.</summary>
internal sealed class CallPace(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, long Answers)> _seen = [];
    private (long At, long Answers) _last = (clock.GetTimestamp(), 0);

    /// <summary>The pace, given the answers so far; 0 at first.</summary>
    public double Of(long answers)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            if (_seen.Count == 0 || clock.GetElapsedTime(_last.At, now) >= Apart)
            {
                _seen.Enqueue(_last = (now, answers));
            }

            while (_seen.Count > 1 && clock.GetElapsedTime(_seen.Peek().At, now) > Window)
            {
                _seen.Dequeue();
            }

            var (at, before) = _seen.Peek();
            var elapsed = clock.GetElapsedTime(at, now).TotalSeconds;
            return elapsed > 0 ? (answers - before) / elapsed : 0;
        }
    }
}
