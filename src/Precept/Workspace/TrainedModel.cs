namespace Precept.Workspace;

/// <summary>A checkpoint in the workspace, with everything it was made from.</summary>
/// <param name="Id">Content hash of the checkpoint.</param>
/// <param name="Name">Its short name (<c>sft</c>, <c>dpo</c>). Adding another model under the name moves the name to it.</param>
/// <param name="Kind">How it was made: <c>base</c>, <c>sft</c>, <c>reward</c>, <c>dpo</c>, <c>ppo</c>, <c>grpo</c>.</param>
/// <param name="Folder">The checkpoint's folder, relative to the workspace, with <c>/</c>.</param>
/// <param name="SpecHash">The spec it was trained under.</param>
/// <param name="TokenizerHash">Content hash of its tokenizer.</param>
/// <param name="TemplateHash">Content hash of its chat template.</param>
public sealed record TrainedModel(
    string Id,
    string Name,
    string Kind,
    string Folder,
    string SpecHash,
    string TokenizerHash,
    string TemplateHash)
{
    /// <summary>The model it started from, or null.</summary>
    public string? BaseId { get; init; }

    /// <summary>The dataset it was trained on, or null.</summary>
    public string? DatasetId { get; init; }

    /// <summary>The reward model that scored its samples, or null.</summary>
    public string? RewardModelId { get; init; }

    /// <summary>
    /// Sections whose checks rewarded it while training, id to the hash they had; empty for training from a dataset.
    /// </summary>
    public IReadOnlyDictionary<string, string> SectionHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>The run's seed.</summary>
    public long Seed { get; init; }
}
