namespace Precept.Workspace;

/// <summary>A stage under way in this process: nobody else can begin it until this is disposed, or the process ends.</summary>
public sealed class StageRun : IDisposable
{
    private readonly WorkspaceFolder _workspace;
    private readonly FileLock _held;

    internal StageRun(WorkspaceFolder workspace, FileLock held, StageState state)
    {
        _workspace = workspace;
        _held = held;
        State = state;
    }

    /// <summary>How far the stage is; done already where an earlier run finished it.</summary>
    public StageState State { get; private set; }

    /// <summary>Marks the stage as done. Once this returns, running it again finds it done.</summary>
    /// <param name="outputHash">Content hash of what it made.</param>
    /// <param name="cancellationToken">The stage stays as it was.</param>
    /// <exception cref="InvalidOperationException">It was done before with another output: the stage is not deterministic.</exception>
    public async Task CompleteAsync(string outputHash, CancellationToken cancellationToken = default) =>
        State = await _workspace.CompleteStageAsync(State.Stage.Id, outputHash, cancellationToken);

    /// <summary>Frees the stage; one that was not completed stays begun and can be gone on with.</summary>
    public void Dispose() => _held.Dispose();
}
