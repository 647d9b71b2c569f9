using System.Globalization;
using System.Text.Json;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>How a training run reports and saves itself.</summary>
public sealed record RunOptions
{
    /// <summary>Folder of the run's saved state and curves; null trains without saving.</summary>
    public string? Folder { get; init; }

    /// <summary>Steps between saves. Default 50.</summary>
    public int SaveEvery { get; init; } = 50;

    /// <summary>Content hash of everything that decides the run (data, settings, start weights): a saved state of another run is not resumed.</summary>
    public string Key { get; init; } = "";

    /// <summary>Called with the number of steps that are done already, where a run goes on from a saved state.</summary>
    public Action<int>? OnResume { get; init; }

    /// <summary>Called after every step.</summary>
    public Action<StepReport>? OnStep { get; init; }
}

/// <summary>What one step measured.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Total">The number of steps of the run.</param>
/// <param name="Metrics">Named values (<c>loss</c>, <c>accuracy</c>, <c>kl</c>, …) in a fixed order.</param>
public sealed record StepReport(int Step, int Total, IReadOnlyDictionary<string, double> Metrics);

/// <summary>
/// A run's saved state: weights, optimizer and curves, written together and atomically. Batches, dropout-free forward passes and sampling
/// are pure functions of seed and step, so nothing else is needed to go on to the same bytes.
/// </summary>
public sealed class RunState
{
    private readonly RunOptions _options;
    private readonly (string Name, TrainableModel Model, Optimizer Optimizer)[] _models;
    private readonly List<StepReport> _curve = [];
    private int _saved;

    /// <summary>A new state for a run.</summary>
    /// <param name="options">Where to save and report.</param>
    /// <param name="models">The models in training with their optimizers (one for SFT and DPO; policy and value model for PPO).</param>
    public RunState(RunOptions options, params (string Name, TrainableModel Model, Optimizer Optimizer)[] models) =>
        (_options, _models) = (options, models);

    /// <summary>The steps so far, the resumed ones included.</summary>
    public IReadOnlyList<StepReport> Curve => _curve;

    /// <summary>Steps between returns of freed native memory: it costs a few milliseconds.</summary>
    private const int TrimEvery = 8;

    private string StatePath => Path.Combine(_options.Folder!, "state.safetensors");

    /// <summary>Loads a saved state into models and optimizers.</summary>
    /// <returns>The step to go on with; 0 where nothing (or another run) is saved.</returns>
    public int Resume()
    {
        if (_options.Folder is null || !File.Exists(StatePath))
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        var (tensors, metadata) = Safetensors.Read(StatePath);
        foreach (var tensor in tensors.Values)
        {
            scope.Attach(tensor);
        }

        if (metadata.GetValueOrDefault("key") != _options.Key)
        {
            return 0;
        }

        using var _ = no_grad();
        foreach (var (name, model, optimizer) in _models)
        {
            model.Master.copy_(tensors[name + ".master"]);
            model.Publish();
            optimizer.Restore(
                long.Parse(metadata[name + ".updates"], CultureInfo.InvariantCulture), tensors[name + ".mean"], tensors[name + ".square"]);
        }

        _curve.Clear();
        _curve.AddRange(JsonSerializer.Deserialize<List<StepReport>>(metadata["curve"])!);
        _saved = int.Parse(metadata["step"], CultureInfo.InvariantCulture);
        _options.OnResume?.Invoke(_saved);
        return _saved;
    }

    /// <summary>Call before a step: saves and stops where that is asked for.</summary>
    /// <param name="next">The step about to be made.</param>
    /// <param name="cancellationToken">Asks for it.</param>
    /// <exception cref="OperationCanceledException">The run is to stop; its state is saved.</exception>
    public void StopIfCancelled(int next, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested && next > _saved)
        {
            Save(next);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Records a finished step, saves when it is time or the run is over, then reports.</summary>
    public void Finish(StepReport report)
    {
        _curve.Add(report);
        var next = report.Step + 1;
        if (next % TrimEvery == 0)
        {
            NativeMemory.Trim();
        }

        if (next % _options.SaveEvery == 0 || next == report.Total)
        {
            Save(next);
        }

        _options.OnStep?.Invoke(report);
    }

    private void Save(int next)
    {
        if (_options.Folder is null)
        {
            return;
        }

        Directory.CreateDirectory(_options.Folder);
        Dictionary<string, Tensor> tensors = [];
        Dictionary<string, string> metadata = new()
        {
            ["key"] = _options.Key,
            ["step"] = next.ToString(CultureInfo.InvariantCulture),
            ["curve"] = JsonSerializer.Serialize(_curve),
        };
        foreach (var (name, model, optimizer) in _models)
        {
            tensors[name + ".master"] = model.Master;
            tensors[name + ".mean"] = optimizer.Mean;
            tensors[name + ".square"] = optimizer.Square;
            metadata[name + ".updates"] = optimizer.Step.ToString(CultureInfo.InvariantCulture);
        }

        Safetensors.Write(StatePath, tensors, metadata);
        _saved = next;
    }
}
