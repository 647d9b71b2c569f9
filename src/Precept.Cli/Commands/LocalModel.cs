using Microsoft.Extensions.AI;
using Precept.Cli.Pipeline;
using Precept.Training.Models;
using Precept.Training.Sampling;

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
        var folder = ShippedFiles.Find(name);
        if (File.Exists(Path.Combine(folder, "config.json")))
        {
            return Of(new ModelReference(name, Checkpoint.Id(folder), folder, []));
        }

        using var workspace = run.OpenExistingWorkspace();
        return Of(await ModelStore.FindAsync(workspace, name, run.CancellationToken));
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
