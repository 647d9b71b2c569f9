using System.Globalization;
using Precept.Spec;

namespace Precept.Workspace;

/// <summary>A piece of work that is named by what goes into it: the same stage twice is done once.</summary>
/// <param name="Kind">The stage: <c>prompts</c>, <c>sample</c>, <c>judge</c>, <c>train-dpo</c>, …</param>
/// <param name="Inputs">Content hashes of everything it reads, in a fixed order.</param>
/// <param name="Settings">Its settings in canonical form (the recipe's part as JSON, say).</param>
/// <param name="Seed">Its seed.</param>
public sealed record Stage(string Kind, IReadOnlyList<string> Inputs, string Settings, long Seed)
{
    private Derived<string> _id;

    /// <summary>Content hash of kind, inputs, settings and seed.</summary>
    public string Id => _id.Of(
        this, static s => ContentHash.Of([s.Kind, s.Settings, s.Seed.ToString(CultureInfo.InvariantCulture), .. s.Inputs]));
}

/// <summary>How far a stage is.</summary>
public enum StageStatus
{
    /// <summary>Begun; under way, or interrupted where nobody holds its lock.</summary>
    Started,

    /// <summary>Finished; its output is recorded.</summary>
    Done,
}

/// <summary>What the workspace knows about a stage.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Status">How far it is.</param>
/// <param name="OutputHash">Content hash of what it made, once done.</param>
/// <param name="StartedAt">When it was begun, the last time (UTC, milliseconds).</param>
/// <param name="DoneAt">When it was finished the first time, or null.</param>
public sealed record StageState(Stage Stage, StageStatus Status, string? OutputHash, DateTimeOffset StartedAt, DateTimeOffset? DoneAt)
{
    /// <summary>Whether the stage is finished.</summary>
    public bool IsDone => Status == StageStatus.Done;
}
