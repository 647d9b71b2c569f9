using Precept.Cli.Pipeline;

namespace Precept.Cli.Terminal;

/// <summary>Shows a pipeline on standard error: a line for each stage when it is over, progress while it is long.</summary>
internal sealed class StageProgress : IPipelineProgress, IDisposable
{
    private readonly TextWriter _to;
    private readonly TimeProvider _clock;
    private readonly Progress _progress;
    private string _stage = "";
    private long _began;

    /// <summary>On standard error.</summary>
    public StageProgress() : this(Console.Error, TimeProvider.System, new Progress())
    {
    }

    /// <summary>Anywhere.</summary>
    public StageProgress(TextWriter to, TimeProvider clock, Progress progress) => (_to, _clock, _progress) = (to, clock, progress);

    /// <inheritdoc/>
    public void Begin(string stage)
    {
        (_stage, _began) = (stage, _clock.GetTimestamp());
        _progress.Report(stage, 0, 0);
    }

    /// <inheritdoc/>
    public void Resume(long done, string unit)
    {
        _progress.Clear();
        _to.WriteLine(Printable.Of($"{_stage,-20} goes on: {done:#,0} {unit} were done before"));
        _progress.Report(_stage, done, 0);
    }

    /// <inheritdoc/>
    public void Advance(long done, long total, string detail) => _progress.Report(_stage, done, total, detail);

    /// <inheritdoc/>
    public void End(string summary, bool skipped)
    {
        _progress.Clear();
        var time = skipped ? "" : $"  [{Progress.Duration(_clock.GetElapsedTime(_began))}]";
        _to.WriteLine(Printable.Of($"{_stage,-20} {summary}{time}"));
    }

    /// <inheritdoc/>
    public void Dispose() => _progress.Dispose();
}
