using Precept.Cli.Commands;
using Precept.Judging;
using Precept.Training;
using Precept.Training.Models;
using Precept.Workspace;

namespace Precept.Cli.Models;

/// <summary>Reward models that judge, each loaded once; disposing frees them.</summary>
/// <param name="workspace">Where models are looked for by name; null for checkpoint folders only.</param>
internal sealed class RewardModels(WorkspaceFolder? workspace) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<string, (LoadedCheckpoint Loaded, RewardJudge Judge)> _open = [];

    /// <summary>Opens a reward model as a judge.</summary>
    /// <param name="name">A name or an id in the workspace, or a checkpoint folder.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="Spec.InputException">There is no such model, or it gives no scores.</exception>
    public async Task<IJudge> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var model = await LocalModel.FindAsync(workspace, name, cancellationToken);
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!_open.TryGetValue(model.Id, out var open))
            {
                var loaded = model.LoadAsTrained();
                try
                {
                    _open[model.Id] = open = (loaded, new RewardJudge(loaded.Model, loaded.Tokenizer, model.Id));
                }
                catch
                {
                    loaded.Dispose();
                    throw;
                }
            }

            return open.Judge;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (loaded, judge) in _open.Values)
        {
            judge.Dispose();
            loaded.Dispose();
        }

        _one.Dispose();
    }
}
