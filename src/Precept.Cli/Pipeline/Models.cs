using System.Text.Json;
using Precept.Cli.Terminal;
using Precept.Spec;
using Precept.Training;
using Precept.Training.Models;
using Precept.Workspace;
using static TorchSharp.torch;

namespace Precept.Cli.Pipeline;

/// <summary>A trained model in the workspace, by name and content.</summary>
/// <param name="Name">Its short name (<c>sft</c>).</param>
/// <param name="Id">Content hash of its checkpoint.</param>
/// <param name="Folder">The checkpoint's full path.</param>
/// <param name="Curve">Its learning curve; empty for models from elsewhere.</param>
public sealed record ModelReference(string Name, string Id, string Folder, IReadOnlyList<StepReport> Curve)
{
    /// <summary>Loads the checkpoint in float32; the caller disposes it.</summary>
    public LoadedCheckpoint Load() => Checkpoint.Load(Folder, ScalarType.Float32);

    /// <summary>Loads the checkpoint in the element type that it was trained in, which it answers in as well; the caller disposes it.</summary>
    public LoadedCheckpoint LoadAsTrained() => Checkpoint.Load(
        Folder, ComputeType.Of(ComputeType.Available(Checkpoint.Lineage(Folder).GetValueOrDefault("compute") == "bf16" ? "bf16" : "fp32")));
}

/// <summary>Finds and stores models.</summary>
public static class ModelStore
{
    /// <summary>Steps between saves: a few seconds of work for a small model.</summary>
    private const int SaveEvery = 20;

    private const string CurveFile = "curve.json";

    /// <summary>The names that <c>precept train</c> gives its models.</summary>
    private static readonly string[] Trained = ["sft", "reward", "dpo", "ppo", "grpo"];

    /// <summary>A model by its name in the workspace, its content id, or its folder.</summary>
    /// <exception cref="InputException">There is no such model.</exception>
    public static async Task<ModelReference> FindAsync(WorkspaceFolder workspace, string nameOrFolder, CancellationToken cancellationToken)
    {
        if (await workspace.ModelAsync(nameOrFolder, cancellationToken) is { } known)
        {
            return new ModelReference(known.Name, known.Id, Path.GetFullPath(known.Folder, workspace.Folder), []);
        }

        if (File.Exists(Path.Combine(nameOrFolder, "config.json")))
        {
            var folder = Path.GetFullPath(nameOrFolder);
            return new ModelReference(Path.GetFileName(folder.TrimEnd('/')), Checkpoint.Id(folder), folder, []);
        }

        var names = (await workspace.ModelsAsync(cancellationToken)).Select(m => m.Name).Distinct();
        var hint = Trained.Contains(nameOrFolder) ? $"; 'precept train {nameOrFolder}' makes it" : "";
        throw new InputException($"'{nameOrFolder}' is neither a model of workspace {workspace.Folder} ({string.Join(", ", names.DefaultIfEmpty("it has none"))}) nor a checkpoint folder with a config.json{hint}");
    }

    /// <summary>Runs a training stage: skipped when done, resumed when it was cut, stored as a checkpoint with its learning curve.</summary>
    /// <param name="context">The run.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="kind">How it is made: <c>base</c>, <c>sft</c>, <c>reward</c>, <c>dpo</c>, <c>ppo</c>, <c>grpo</c>.</param>
    /// <param name="inputs">Hashes of what it is made from (models, dataset).</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="describe">Fills in the workspace's lineage.</param>
    /// <param name="train">Trains, and saves the checkpoint into the folder it is given.</param>
    /// <param name="cancellationToken">Stops after the step at hand.</param>
    public static async Task<ModelReference> TrainAsync(
        PipelineContext context, string name, string kind, IReadOnlyList<string> inputs, object settings,
        Func<TrainedModel, TrainedModel> describe, Func<RunOptions, string, IReadOnlyList<StepReport>> train, CancellationToken cancellationToken)
    {
        var folder = "";
        var hash = await context.StageAsync(name, inputs, JsonSerializer.Serialize(settings, settings.GetType()), async stageId =>
        {
            var runFolder = Path.Combine(context.Workspace.RunsFolder, stageId);
            folder = Path.Combine(context.Workspace.ModelsFolder, $"{name}-{stageId[..8]}");
            var steps = train(
                new RunOptions
                {
                    Folder = runFolder,
                    Key = stageId,
                    SaveEvery = kind is "ppo" or "grpo" ? 1 : SaveEvery, // a round is many updates, and as long as their sampling
                    OnResume = done => context.Progress.Resume(done, "steps"),
                    OnStep = s => context.Progress.Advance(s.Step + 1, s.Total, Figures(s)),
                },
                folder);
            await AtomicFile.WriteTextAsync(Path.Combine(folder, CurveFile), JsonSerializer.Serialize(steps), cancellationToken);
            var id = Checkpoint.Id(folder);
            var lineage = Checkpoint.Lineage(folder);
            await context.Workspace.AddModelAsync(
                describe(new TrainedModel(
                    id, name, kind, Path.GetRelativePath(context.Workspace.Folder, folder).Replace('\\', '/'), context.Spec.Hash,
                    lineage["tokenizer"], lineage["template"])
                { Seed = context.Seed }),
                cancellationToken);
            if (Directory.Exists(runFolder))
            {
                Directory.Delete(runFolder, recursive: true); // the resumable state has served its purpose
            }

            return (id, steps.Count > 0 ? $"{Count.Of(steps.Count, "step")}; last: {Figures(steps[^1])}" : "no steps");
        }, cancellationToken);
        var model = await context.Workspace.ModelAsync(hash, cancellationToken)
            ?? throw new InputException($"stage '{name}' is done, but its model {hash} is not in the workspace; start a new workspace");
        folder = Path.GetFullPath(model.Folder, context.Workspace.Folder);
        return new ModelReference(name, hash, folder, await CurveAsync(folder, cancellationToken));
    }

    /// <summary>The learning curve that stands beside a checkpoint; empty where there is none.</summary>
    /// <param name="folder">The checkpoint's folder.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InputException">The file is damaged.</exception>
    public static async Task<IReadOnlyList<StepReport>> CurveAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, CurveFile);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<List<StepReport>>(await File.ReadAllTextAsync(path, cancellationToken)) ?? [];
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: is no learning curve ({e.Message}); delete it to go on without one", e);
        }
    }

    private static string Figures(StepReport step) =>
        string.Join("  ", step.Metrics.Where(m => m.Key is "loss" or "accuracy" or "reward" or "kl" or "margin").Select(m => $"{m.Key} {m.Value:0.000}"));
}
