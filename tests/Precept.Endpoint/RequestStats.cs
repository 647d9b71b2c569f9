using System.Collections.Concurrent;
using System.Text.Json;

namespace Precept.TestEndpoint;

/// <summary>Counts what was asked and what came of it.</summary>
internal sealed class RequestStats
{
    private readonly long[] _faults = new long[Enum.GetValues<Fault>().Length];
    private readonly ConcurrentDictionary<int, long> _statuses = new();
    private readonly ConcurrentDictionary<string, Body> _bodies = new(StringComparer.Ordinal);
    private long _requests, _answered, _aborted, _promptTokens, _completionTokens;
    private int _inFlight, _maxInFlight;

    private sealed class Body
    {
        public int Seen;
        public int Answered;
    }

    /// <summary>A chat request came in.</summary>
    /// <returns>How many are in flight with it.</returns>
    public int Enter()
    {
        Interlocked.Increment(ref _requests);
        var now = Interlocked.Increment(ref _inFlight);
        for (var most = Volatile.Read(ref _maxInFlight); now > most; most = Volatile.Read(ref _maxInFlight))
        {
            Interlocked.CompareExchange(ref _maxInFlight, now, most);
        }

        return now;
    }

    /// <summary>It is over.</summary>
    public void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <summary>A body came in.</summary>
    /// <returns>How often it came before.</returns>
    public int See(string hash) => Interlocked.Increment(ref _bodies.GetOrAdd(hash, _ => new Body()).Seen) - 1;

    /// <summary>A status was sent.</summary>
    public void Count(int status) => _statuses.AddOrUpdate(status, 1, (_, n) => n + 1);

    /// <summary>A fault was given.</summary>
    public void Count(Fault fault) => Interlocked.Increment(ref _faults[(int)fault]);

    /// <summary>The client went away before it had its answer.</summary>
    public void CountAborted() => Interlocked.Increment(ref _aborted);

    /// <summary>A completion was sent whole: it is paid for.</summary>
    public void CountAnswered(string hash, ChatReply reply)
    {
        Interlocked.Increment(ref _answered);
        Interlocked.Increment(ref _bodies.GetOrAdd(hash, _ => new Body()).Answered);
        Interlocked.Add(ref _promptTokens, reply.PromptTokens);
        Interlocked.Add(ref _completionTokens, reply.CompletionTokens);
    }

    /// <summary>Forgets all but what is in flight.</summary>
    public void Reset()
    {
        _bodies.Clear();
        _statuses.Clear();
        Array.Clear(_faults);
        _requests = _answered = _aborted = _promptTokens = _completionTokens = 0;
        _maxInFlight = Volatile.Read(ref _inFlight);
    }

    /// <summary>Writes the counts.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        var bodies = _bodies.Values.ToArray();
        json.WriteStartObject();
        json.WriteNumber("requests", _requests);
        json.WriteNumber("answered", _answered);
        json.WriteNumber("aborted", _aborted);
        json.WriteNumber("inFlight", _inFlight);
        json.WriteNumber("maxInFlight", _maxInFlight);
        json.WriteNumber("distinctBodies", bodies.Length);
        json.WriteNumber("repeatedBodies", bodies.Count(b => b.Seen > 1));
        json.WriteNumber("paidTwice", bodies.Sum(b => Math.Max(0, b.Answered - 1)));
        json.WriteNumber("promptTokens", _promptTokens);
        json.WriteNumber("completionTokens", _completionTokens);
        json.WriteNumber("cpuSeconds", Math.Round(Environment.CpuUsage.TotalTime.TotalSeconds, 3));
        json.WriteStartObject("statuses");
        foreach (var (status, count) in _statuses.OrderBy(s => s.Key))
        {
            json.WriteNumber(status.ToString(), count);
        }

        json.WriteEndObject();
        json.WriteStartObject("faults");
        foreach (var fault in Enum.GetValues<Fault>().Where(f => _faults[(int)f] > 0 && f != Fault.None))
        {
            json.WriteNumber(FaultPlan.NameOf(fault), _faults[(int)fault]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
