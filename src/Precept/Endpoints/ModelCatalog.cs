using Microsoft.Extensions.AI;
using Precept.Spec;

namespace Precept.Endpoints;

/// <summary>What a <see cref="ModelCatalog"/> works with.</summary>
public sealed record ModelCatalogSettings
{
    /// <summary>Limits of each endpoint.</summary>
    public EndpointLimits Limits { get; init; } = new();

    /// <summary>Calls at a time to a model that runs here. Default 1.</summary>
    public int LocalConcurrency { get; init; } = 1;

    /// <summary>What the run may take.</summary>
    public CallBudget Budget { get; init; } = new();

    /// <summary>A model's price; null where nobody knows it.</summary>
    public Func<ModelAddress, TokenPrice?> Price { get; init; } = static _ => null;

    /// <summary>The file that keeps answers; null keeps them in memory.</summary>
    public string? AnswersFile { get; init; }

    /// <summary>The file to record to, or null.</summary>
    public string? RecordTo { get; init; }

    /// <summary>Whether nothing is asked, only counted.</summary>
    public bool DryRun { get; init; }

    /// <summary>The value of a secret by its name, or null where it is not set.</summary>
    public Func<string, string?> Secret { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Opens a model that runs here (<c>local:</c>) by its name; null where none can be.</summary>
    public Func<string, CancellationToken, Task<IChatClient>>? OpenLocal { get; init; }

    /// <summary>Told once of each thing that an endpoint does not take.</summary>
    public Action<string> Notice { get; init; } = static _ => { };

    /// <summary>How long requests on the wire are waited for when the run ends early.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Opens models by their addresses; each client is safe for use by any number of threads, and owned by the catalog.</summary>
/// <remarks>From outside to inside: recording, cache, budget, telemetry, then the endpoint with its limits and retries, or the model that runs here.</remarks>
/// <param name="settings">Settings.</param>
public sealed class ModelCatalog(ModelCatalogSettings settings) : IModelCatalog, IAsyncDisposable
{
    private static readonly TimeSpan TroubleFrom = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task<IChatClient>> _clients = [];
    private readonly Dictionary<Uri, EndpointConnection> _connections = [];
    private readonly List<CachedChatClient> _caches = [];
    private ICallStore? _store;
    private Recorder? _recorder;

    /// <summary>Counts the calls.</summary>
    public CallMeter Meter { get; } = new();

    /// <summary>What is wrong at the moment, for people who watch: an endpoint that does not answer is waited for. Null where nothing is.</summary>
    public string? Trouble
    {
        get
        {
            lock (_lock)
            {
                return _connections.Where(c => c.Value.Health.FailingFor > TroubleFrom)
                    .Select(c => $"{c.Key.Host} has not answered for {c.Value.Health.FailingFor.TotalSeconds:0} s: waiting").FirstOrDefault();
            }
        }
    }

    /// <inheritdoc/>
    public Task<IChatClient> OpenAsync(ModelAddress address, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (!_clients.TryGetValue(address.Text, out var client) || client.IsFaulted || client.IsCanceled)
            {
                _clients[address.Text] = client = ComposeAsync(address, cancellationToken);
            }

            return client;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Task<IChatClient>> clients;
        lock (_lock)
        {
            clients = [.. _clients.Values];
        }

        await Task.WhenAll(_caches.Select(c => c.DrainAsync(settings.DrainTime, settings.Clock))).ConfigureAwait(false);
        foreach (var client in clients.Where(c => c.IsCompletedSuccessfully))
        {
            client.Result.Dispose();
        }

        foreach (var connection in _connections.Values)
        {
            connection.Dispose();
        }

        if (_store is not null)
        {
            await _store.DisposeAsync().ConfigureAwait(false);
        }

        _recorder?.Dispose();
    }

    private async Task<IChatClient> ComposeAsync(ModelAddress address, CancellationToken cancellationToken)
    {
        if (address.Kind == ModelKind.Replay)
        {
            return Recorded(address, new ReplayChatClient(Recording.Read(address.Name), Meter));
        }

        var price = address.Kind == ModelKind.Local ? TokenPrice.Free : settings.Price(address);
        if (settings.DryRun)
        {
            return Cached(new PlanningChatClient(price, Meter), address.Text);
        }

        if (address.Kind == ModelKind.Endpoint)
        {
            var paid = new PaidChatClient(Traced(Endpoint(address)), settings.Budget, price, Meter);
            return Recorded(address, Cached(paid, address.Text));
        }

        var open = settings.OpenLocal ?? throw new InputException($"{address}: no model runs here; name an endpoint ({ModelAddress.Forms})");
        var local = await open(address.Name, cancellationToken).ConfigureAwait(false);
        var identity = (local.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.DefaultModelId ?? address.Text;
        lock (_lock)
        {
            return Recorded(address, Cached(new PaidChatClient(new LimitedChatClient(local, settings.LocalConcurrency, Meter), null, price, Meter), identity));
        }
    }

    private EndpointChatClient Endpoint(ModelAddress address)
    {
        var key = address.KeyName is { } name && settings.Secret(name) is { Length: > 0 } secret ? secret.Trim() : null;
        if (address.KeyName == "OPENAI_API_KEY" && key is null)
        {
            throw new InputException($"{address} needs a key; put it into the environment variable {address.KeyName}, or into the user secrets: dotnet user-secrets set {address.KeyName} … --id precept");
        }

        if (!_connections.TryGetValue(address.Endpoint!, out var connection))
        {
            _connections[address.Endpoint!] = connection = new EndpointConnection(address.Endpoint!, settings.Limits, Meter, settings.Clock);
        }

        return new EndpointChatClient(address, connection, key, settings.Notice);
    }

    private static OpenTelemetryChatClient Traced(IChatClient inner) => new(inner, logger: null, CallMeter.SourceName) { EnableSensitiveData = false };

    private CachedChatClient Cached(IChatClient inner, string identity)
    {
        var cache = new CachedChatClient(inner, identity, _store ??= OpenStore(), Meter);
        _caches.Add(cache);
        return cache;
    }

    private ICallStore OpenStore() => settings.AnswersFile is not { } file ? new MemoryCallStore()
        : settings.DryRun ? new MemoryCallStore(CallDatabase.OpenToRead(file))
        : CallDatabase.Open(file);

    private IChatClient Recorded(ModelAddress address, IChatClient inner) => settings.RecordTo is { } file && !settings.DryRun
        ? new RecordingChatClient(inner, address.Text, _recorder ??= new Recorder(file))
        : inner;
}
