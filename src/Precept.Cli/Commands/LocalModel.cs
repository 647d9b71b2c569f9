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
        var model = await FindAsync(workspace, name, cancellationToken);
        return new LocalModel(model.Id, model.Load());
    }

    /// <summary>A checkpoint folder, or a model of a workspace where there is one.</summary>
    /// <exception cref="Spec.InputException">There is no such model.</exception>
    public static async Task<ModelReference> FindAsync(WorkspaceFolder? workspace, string name, CancellationToken cancellationToken)
    {
        var folder = ShippedFiles.Find(name);
        return File.Exists(Path.Combine(folder, "config.json")) ? new ModelReference(name, Checkpoint.Id(folder), folder, [])
            : workspace is not null ? await ModelStore.FindAsync(workspace, name, cancellationToken)
            : throw new Spec.InputException($"'{name}' is no folder with a config.json, and there is no workspace to look for a model of that name in");
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
}
