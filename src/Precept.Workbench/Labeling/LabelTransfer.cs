using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Labeling;

/// <summary>Brings the labels of a workbench into a workspace, where they are judgments as any judge's.</summary>
public static class LabelTransfer
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Brings all labels and adjudications; those that the workspace has already are left as they are.</summary>
    /// <param name="options">Where the workbench's database and the workspace are.</param>
    /// <param name="cancellationToken">Stops; what was put stays.</param>
    /// <returns>What changed in the workspace.</returns>
    /// <exception cref="InputException">There is no workbench, or another process keeps putting labels.</exception>
    public static async Task<LabelChanges> RunAsync(WorkbenchOptions options, CancellationToken cancellationToken = default)
    {
        using var database = Open(options);
        await database.PrepareAsync(cancellationToken);
        return await RunAsync(database, options.Workspace, options.Clock, cancellationToken);
    }

    /// <summary>The same from a database that is open.</summary>
    public static async Task<LabelChanges> RunAsync(WorkbenchDatabase database, string workspaceFolder, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        var time = clock ?? TimeProvider.System;
        using var specs = new SpecLibrary(database);
        var publisher = new WorkspacePublisher(database, specs, workspaceFolder, time);
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await publisher.PutAsync(all: true, cancellationToken) is { } changes)
            {
                return changes;
            }

            if (TimeProvider.System.GetElapsedTime(begun) > LongestWait)
            {
                throw new InputException(workspaceFolder, 0, $"another process has been putting labels there for {LongestWait.TotalSeconds:0} s; wait for it or end it");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Opens the database that options name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static WorkbenchDatabase Open(WorkbenchOptions options)
    {
        if (options.Database is { } connection)
        {
            return WorkbenchDatabase.Postgres(connection);
        }

        var path = Path.Combine(options.Workspace, WorkbenchDatabase.FileName);
        return File.Exists(path)
            ? WorkbenchDatabase.Sqlite(options.Workspace)
            : throw new InputException(path, 0, "is not there: no workbench has been served on this workspace; start one with 'precept serve', or name its PostgreSQL database");
    }
}

/// <summary>Puts labels into the workspace while the server runs: within about a second after they were given, when it starts and when it stops.</summary>
public sealed class LabelPublishing : BackgroundService
{
    private readonly WorkspacePublisher _publisher;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private string? _told;

    /// <summary>Into the workspace that the options name.</summary>
    public LabelPublishing(WorkbenchDatabase database, SpecLibrary specs, WorkbenchOptions options, ILogger<LabelPublishing> log) =>
        (_publisher, _clock, _log) = (new WorkspacePublisher(database, specs, options.Workspace, options.Clock), options.Clock, log);

    /// <summary>How often it looks whether there is something new.</summary>
    public static TimeSpan Every { get; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await PutAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _clock);
        do
        {
            await Task.Yield(); // whoever moves the clock is not held up
            await PutAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PutAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _publisher.IsBehindAsync(cancellationToken))
            {
                await _publisher.PutAsync(all: false, cancellationToken);
            }

            _told = null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Labels are safe in the workbench's database; the workspace gets them once it can be written again.
            if (_told != e.Message)
            {
                _told = e.Message;
                _log.LogError(e, "labels could not be put into the workspace; tried again every {Every}", Every);
            }
        }
    }
}
