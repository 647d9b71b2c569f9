using Microsoft.Extensions.AI;
using Precept.Cli.Pipeline;
using Precept.Training.Models;
using Precept.Training.Sampling;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>A checkpoint that is loaded for a conversation; disposing frees it.</summary>
internal sealed class LocalModel : DelegatingChatClient
{
    private readonly LoadedCheckpoint _loaded;

    private LocalModel(string id, LoadedCheckpoint loaded) : base(new LocalChatClient(id, loaded.Model, loaded.Tokenizer)) => _loaded = loaded;

    /// <summary>Opens a model of the workspace, or a checkpoint folder: that needs no workspace.</summary>
    /// <exception cref="Spec.InputException">There is no such model, or it cannot be loaded.</exception>
    public static async Task<IChatClient> OpenAsync(Invocation run, string name)
    {
        using var workspace = File.Exists(Path.Combine(ShippedFiles.Find(name), "config.json")) ? null : run.OpenExistingWorkspace();
        return await OpenAsync(workspace, name, run.CancellationToken);
    }

    /// <summary>Opens a model of a workspace that is open already, or a checkpoint folder.</summary>
    /// <exception cref="Spec.InputException">There is no such model, or it cannot be loaded.</exception>
    public static async Task<IChatClient> OpenAsync(WorkspaceFolder? workspace, string name, CancellationToken cancellationToken)
    {
        var folder = ShippedFiles.Find(name);
        return File.Exists(Path.Combine(folder, "config.json")) ? Of(new ModelReference(name, Checkpoint.Id(folder), folder, []))
            : workspace is not null ? Of(await ModelStore.FindAsync(workspace, name, cancellationToken))
            : throw new Spec.InputException($"local:{name}: there is no folder of that name with a config.json, and no workspace to look in");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _loaded.Dispose();
        }
    }

    private static LocalModel Of(ModelReference model) => new(model.Id, model.Load());
}
