using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Precept.Spec;

namespace Precept.Benchmarks.Labeling;

/// <summary>A label that the server has acknowledged.</summary>
/// <param name="Assignment">The assignment.</param>
/// <param name="Person">Who labeled it.</param>
/// <param name="Reason">The words that tell it from all others.</param>
internal sealed record Acknowledged(string Assignment, string Person, string Reason);

/// <summary>A simulated annotator over real HTTP: signs in, takes tasks, drafts, submits with a key, tries again when the server is away.</summary>
internal sealed partial class Annotator : IDisposable
{
    private static readonly TimeSpan Away = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _client;
    private readonly string _person;
    private readonly string _campaign;
    private readonly IReadOnlyList<Uri> _servers;
    private readonly SeededRandom _random;
    private readonly string _tab;
    private int _server;

    /// <summary>An annotator.</summary>
    /// <param name="number">Which one, from 0: its first server and its dice.</param>
    /// <param name="person">The name to sign in with.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="servers">The servers; another is taken when one is away.</param>
    public Annotator(int number, string person, string campaign, IReadOnlyList<Uri> servers)
    {
        (_person, _campaign, _servers, _server) = (person, campaign, servers, number % servers.Count);
        (_random, _tab) = (SeededRandom.For(1, "annotator", person), $"tab-{number}");
        var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, ConnectCallback = (to, stop) => ConnectAsync(number, to.DnsEndPoint, stop) };
        _client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>What was acknowledged.</summary>
    public List<Acknowledged> Labels { get; } = [];

    /// <summary>Each acknowledged submit: when it was sent (Stopwatch's clock), and how many milliseconds it took; tries while the server was away are left out.</summary>
    public List<(long At, double Milliseconds)> Submits { get; } = [];

    /// <summary>Requests that had to be sent again because a server was away.</summary>
    public int Retried { get; private set; }

    /// <summary>Signs in.</summary>
    public async Task SignInAsync(string password, CancellationToken cancellationToken)
    {
        var page = await _client.GetStringAsync(At("/sign-in"), cancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = _person, ["password"] = password, ["_token"] = Token(page) });
        using var answer = await _client.PostAsync(At("/sign-in"), form, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException($"{_person} cannot sign in: {(int)answer.StatusCode}");
        }

        _client.DefaultRequestHeaders.Add("X-Antiforgery", Token(await _client.GetStringAsync(At("/account"), cancellationToken)));
    }

    /// <summary>Labels until stopped or until there is nothing left, one task every <paramref name="pace"/> on average.</summary>
    /// <param name="pace">From one submit to the next.</param>
    /// <param name="stop">No new task is begun after it; one that is begun is finished.</param>
    public async Task WorkAsync(TimeSpan pace, CancellationToken stop)
    {
        await PauseAsync(pace * _random.NextDouble(), stop); // they do not all begin at once
        string? holding = null;
        while (!stop.IsCancellationRequested)
        {
            var clock = Stopwatch.StartNew();
            var next = await SendAsync(HttpMethod.Post, $"/campaigns/{_campaign}/next", new JsonObject { ["tab"] = _tab, ["holding"] = holding });
            if (next?["assignment"] is not { } assignment)
            {
                return;
            }

            holding = (string)assignment!;
            await LabelAsync(holding, pace, clock);
            holding = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // A draft half-way, a sign of life, a draft at the end, the submit: what the page sends. Also the last task is done at the pace of all, or all would submit it at once.
    private async Task LabelAsync(string assignment, TimeSpan pace, Stopwatch clock)
    {
        var path = $"/campaigns/{_campaign}/assignments/{assignment}";
        var reason = $"{_person}: {assignment[..8]}, first {_random.NextInt(1000)}";
        var content = new JsonObject { ["tiers"] = new JsonArray(0, 1, 1), ["decidedOn"] = LabelingWorkspace.Section, ["reason"] = "" };
        await PauseAsync((pace / 2) - clock.Elapsed, CancellationToken.None);
        var draft = await SendAsync(HttpMethod.Put, path + "/draft", new JsonObject { ["tab"] = _tab, ["version"] = 0, ["content"] = content.DeepClone() });
        await SendAsync(HttpMethod.Post, path + "/heartbeat", new JsonObject { ["tab"] = _tab });
        content["reason"] = reason;
        await PauseAsync((pace * 0.9) - clock.Elapsed, CancellationToken.None);
        await SendAsync(HttpMethod.Put, path + "/draft", new JsonObject { ["tab"] = _tab, ["version"] = (int?)draft?["version"] ?? 0, ["content"] = content.DeepClone() });
        await PauseAsync(pace - clock.Elapsed, CancellationToken.None);
        var submit = new JsonObject { ["key"] = Guid.NewGuid().ToString("N"), ["tab"] = _tab, ["content"] = content, ["milliseconds"] = clock.ElapsedMilliseconds };
        if (await SendAsync(HttpMethod.Post, path + "/submit", submit, Submits) is not null)
        {
            Labels.Add(new Acknowledged(assignment, _person, reason));
        }
    }

    /// <summary>Sends until a server answers; null where it says that the task is gone (its lease ran out while servers were away).</summary>
    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject body, List<(long At, double Milliseconds)>? times = null)
    {
        while (true)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                using var request = new HttpRequestMessage(method, At(path)) { Content = JsonContent.Create(body) };
                using var answer = await _client.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                times?.Add((began, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
                return answer.StatusCode switch
                {
                    HttpStatusCode.OK => text.Length > 0 ? JsonNode.Parse(text) : null,
                    HttpStatusCode.NoContent or HttpStatusCode.Gone or HttpStatusCode.Conflict => null,
                    _ => throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}"),
                };
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                Retried++;
                _server = (_server + 1) % _servers.Count;
                await Task.Delay(Away);
            }
        }
    }

    // Each from a loopback address of its own, as people have: what the server counts by address, it counts by person. Other systems than Linux have but one.
    private static async ValueTask<Stream> ConnectAsync(int number, DnsEndPoint to, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (OperatingSystem.IsLinux())
            {
                socket.Bind(new IPEndPoint(new IPAddress([127, 1, (byte)(number / 250), (byte)(1 + (number % 250))]), 0));
            }

            await socket.ConnectAsync(to, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Uri At(string path) => new(_servers[_server], path);

    private static async Task PauseAsync(TimeSpan time, CancellationToken stop)
    {
        if (time > TimeSpan.Zero)
        {
            await Task.Delay(time, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static string Token(string page) => TokenPattern().Match(page) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException("a page without a token");

    [GeneratedRegex("data-token=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
