using System.Diagnostics;
using Precept.Judging;
using Precept.Reports;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Workspace;

namespace Precept.Cli.Pipeline;

/// <summary>What every stage needs: the workspace, the spec with its judge, the seed, and where to report.</summary>
public sealed class PipelineContext
{
    private readonly List<LineageRow> _lineage = [];

    private PipelineContext(WorkspaceFolder workspace, string specPath, SpecDocument spec, CheckSet checks, long seed, IPipelineProgress progress)
    {
        Workspace = workspace;
        SpecPath = specPath;
        Spec = spec;
        Checks = checks;
        Judge = new CheckJudge(spec, checks);
        Seed = seed;
        Progress = progress;
        SectionHashes = CurrentSections.Of(spec, checks);
    }

    /// <summary>Where everything is kept.</summary>
    public WorkspaceFolder Workspace { get; }

    /// <summary>The spec's folder or file.</summary>
    public string SpecPath { get; }

    /// <summary>The spec.</summary>
    public SpecDocument Spec { get; }

    /// <summary>Its checks.</summary>
    public CheckSet Checks { get; }

    /// <summary>Judges by the checks.</summary>
    public CheckJudge Judge { get; }

    /// <summary>The run's seed.</summary>
    public long Seed { get; }

    /// <summary>Where stages report.</summary>
    public IPipelineProgress Progress { get; }

    /// <summary>Section id to the hash of the section with its checks.</summary>
    public IReadOnlyDictionary<string, string> SectionHashes { get; }

    /// <summary>Hash of the spec and its checks: what judged work depends on.</summary>
    public string JudgedSpecHash => CurrentSections.JudgedHash(Spec, Checks);

    /// <summary>What the stages of this run made, in order.</summary>
    public IReadOnlyList<LineageRow> Lineage => _lineage;

    /// <summary>Reads the spec with its checks and saves it in the workspace.</summary>
    public static async Task<PipelineContext> OpenAsync(
        WorkspaceFolder workspace, string specPath, long seed, IPipelineProgress progress, CancellationToken cancellationToken)
    {
        var files = SpecFiles.Read(specPath);
        var context = new PipelineContext(workspace, specPath, files.Document, files.Checks, seed, progress);
        await workspace.SaveSpecAsync(files, specPath, cancellationToken);
        return context;
    }

    /// <summary>Runs a stage, or skips it where the workspace has its output already.</summary>
    /// <param name="kind">The stage's name.</param>
    /// <param name="inputs">Content hashes of everything it reads.</param>
    /// <param name="settings">Its settings in canonical form.</param>
    /// <param name="work">Does the work (given the stage's id) and returns the output's hash with one line for people.</param>
    /// <param name="cancellationToken">Stops; the stage can be gone on with.</param>
    /// <returns>The output's hash.</returns>
    public async Task<string> StageAsync(
        string kind, IReadOnlyList<string> inputs, string settings, Func<string, Task<(string Hash, string Summary)>> work, CancellationToken cancellationToken)
    {
        var stage = new Stage(kind, inputs, settings, Seed);
        Progress.Begin(kind);
        using var run = await Workspace.BeginStageAsync(stage, cancellationToken);
        if (run.State is { IsDone: true, OutputHash: { } known })
        {
            _lineage.Add(new LineageRow(kind, "done before", known, null));
            Progress.End("done before", skipped: true);
            return known;
        }

        var watch = Stopwatch.StartNew();
        var (hash, summary) = await work(stage.Id);
        await run.CompleteAsync(hash, cancellationToken);
        _lineage.Add(new LineageRow(kind, summary, hash, watch.Elapsed.TotalSeconds));
        Progress.End(summary, skipped: false);
        return hash;
    }
}
