using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Precept.Cli.Commands;
using Precept.Cli.Terminal;
using Precept.Endpoints;
using Precept.Judging;
using Precept.Workspace;

namespace Precept.Cli.Models;

/// <summary>The models that one run of a command calls: opened once each, limited, counted and closed together.</summary>
/// <remarks>Nothing is opened before the first model is: a run by checks alone loads no client, and makes no file.</remarks>
internal sealed class ModelSession : IModelCatalog, IAsyncDisposable
{
    /// <summary>The file in a workspace that keeps models' answers.</summary>
    public const string AnswersFile = "calls.db";

    private readonly ModelLimits _limits;
    private readonly ModelCatalog _catalog;
    private readonly CallPace _pace = new(TimeProvider.System);
    private readonly Lock _lock = new();
    private readonly Lazy<RewardModels> _rewards;
    private IDisposable? _telemetry;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="limits">How much, and how fast.</param>
    /// <param name="workspace">Keeps the answers; null keeps them for the run only.</param>
    /// <param name="recordTo">A file to record to, or null.</param>
    /// <param name="dryRun">Whether nobody is asked.</param>
    /// <exception cref="Spec.InputException">Limits do not go together.</exception>
    public ModelSession(ModelLimits limits, WorkspaceFolder? workspace, string? recordTo = null, bool dryRun = false)
    {
        (_limits, IsDryRun) = (limits, dryRun);
        _rewards = new(() => new RewardModels(workspace));
        _catalog = new ModelCatalog(new ModelCatalogSettings
        {
            Limits = limits.OfEndpoint,
            LocalConcurrency = limits.LocalConcurrency,
            Budget = new CallBudget(limits.BudgetTokens, limits.BudgetUsd),
            Price = limits.PriceOf(),
            AnswersFile = workspace is null ? null : Path.Combine(workspace.Folder, AnswersFile),
            RecordTo = recordTo,
            DryRun = dryRun,
            Secret = ApiKeys.Find,
            OpenLocal = (name, cancellationToken) => LocalModel.OpenAsync(workspace, name, cancellationToken),
            Notice = Errors.Warn,
        });
    }

    /// <summary>What the calls came to so far.</summary>
    public ModelUsage Usage => _catalog.Meter.Usage;

    /// <summary>Whether nobody is asked: answers are stand-ins, and must not be kept as work that was done. End with <see cref="ShowPlan"/>.</summary>
    public bool IsDryRun { get; }

    /// <summary>How many pieces of work to have under way: more than an endpoint takes at a time, so that calls that wait to be tried again leave no place empty.</summary>
    public int Concurrency => (2 * _limits.Concurrency) + 8;

    /// <summary>The state of the calls in a few words, for the detail of <see cref="Progress"/>: <c>312/s  256 in flight  3 retries  1.2 M tokens  $0.42</c>.</summary>
    public string State => _catalog.Trouble ?? CallSummary.Of(Usage, _pace.Of(_catalog.Meter.Answered), _catalog.Meter.InFlight);

    /// <summary>What the calls came to in one line for the end of a run; empty where there were none.</summary>
    public string Summary => CallSummary.Of(Usage);

    /// <inheritdoc/>
    public Task<IChatClient> OpenAsync(ModelAddress address, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_telemetry is null && IsTelemetryWanted)
            {
                _telemetry = StartTelemetry();
            }
        }

        return _catalog.OpenAsync(address, cancellationToken);
    }

    /// <summary>Opens a reward model as a judge, for <see cref="JudgeFactory"/>.</summary>
    /// <param name="name">A name or an id in the workspace, or a checkpoint folder.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="Spec.InputException">There is no such model, or it gives no scores.</exception>
    public Task<IJudge> OpenRewardModelAsync(string name, CancellationToken cancellationToken) => _rewards.Value.OpenAsync(name, cancellationToken);

    /// <summary>Shows what the run would take; the last line of a dry run.</summary>
    /// <returns>The exit code.</returns>
    public int ShowPlan(Screen screen)
    {
        var usage = Usage;
        var plan = new CallPlan { Requests = usage.Requests, Cached = usage.Cached, InputTokens = usage.InputTokens, OutputTokens = usage.OutputTokens, Cost = usage.Cost };
        var time = plan.Time(_limits.OfEndpoint);
        screen.Json(new JsonObject
        {
            ["dryRun"] = true,
            ["requests"] = plan.Requests,
            ["cached"] = plan.Cached,
            ["inputTokens"] = plan.InputTokens,
            ["outputTokens"] = plan.OutputTokens,
            ["cost"] = plan.Cost,
            ["seconds"] = Math.Round(time.TotalSeconds, 1),
        });
        screen.Line($"a dry run: {plan.Requests:#,0} calls would go out, {plan.Cached:#,0} are answered already");
        screen.Line($"tokens   about {CallSummary.Count(plan.InputTokens)} in, {CallSummary.Count(plan.OutputTokens)} out");
        screen.Line($"cost     {(plan.Cost is { } cost ? $"about ${cost:0.00}" : "unknown: give --price-in and --price-out, or --prices FILE")}");
        screen.Line($"time     about {Progress.Duration(time)} at {_limits.Concurrency:#,0} at a time, if an answer takes 1 s and 20 ms for each token");
        return ExitCode.Done;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _catalog.DisposeAsync();
        if (_rewards.IsValueCreated)
        {
            _rewards.Value.Dispose();
        }

        _telemetry?.Dispose();
    }

    private static bool IsTelemetryWanted => Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 };

    // A method of its own: where nobody listens, no OpenTelemetry is loaded.
    private static IDisposable StartTelemetry() => Telemetry.Start();
}
