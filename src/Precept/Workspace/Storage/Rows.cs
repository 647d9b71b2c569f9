namespace Precept.Workspace.Storage;

// The tables of precept.db, one class each. They know nothing of the domain records; the *Mapping classes translate.
// Every row of content has an ordinal, given at insertion, and an id, the hash of its content.

/// <summary>What all rows of content have in common.</summary>
internal abstract class ContentRow
{
    /// <summary>Place in the order of insertion; given by the database.</summary>
    public long Ordinal { get; init; }

    /// <summary>Content hash, unique in the table.</summary>
    public required string Id { get; init; }
}

/// <summary>Table <c>specs</c>: one row per version of a spec; the id is the spec's hash.</summary>
internal sealed class SpecRow : ContentRow
{
    public required string Version { get; init; }

    public required string Path { get; init; }

    public required string ChecksHash { get; init; }

    public required long SavedAt { get; init; }
}

/// <summary>Table <c>sections</c>: the sections of each spec version, in reading order.</summary>
internal sealed class SectionRow
{
    public required string SpecId { get; init; }

    public required int Position { get; init; }

    public required string SectionId { get; init; }

    public required string Title { get; init; }

    public required string Authority { get; init; }

    public string? ParentId { get; init; }

    public required string Body { get; init; }

    public required int Line { get; init; }

    /// <summary>The section's own hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash that judgments carry: the section with its checks.</summary>
    public required string JudgedHash { get; init; }
}

/// <summary>Table <c>spec_sources</c>: one row per text of a spec; the id is the hash of all its files.</summary>
internal sealed class SpecSourceRow : ContentRow
{
    /// <summary>The spec's hash, which several texts may share.</summary>
    public required string SpecId { get; init; }

    public required string Version { get; init; }

    public required string Path { get; init; }

    /// <summary>Hash of the spec and its checks: what datasets and scorecards name.</summary>
    public required string JudgedHash { get; init; }

    /// <summary>Section id to the hash that judgments carry, JSON.</summary>
    public required string SectionHashes { get; init; }

    /// <summary>When it was saved last.</summary>
    public required long SavedAt { get; init; }
}

/// <summary>Table <c>spec_files</c>: the files of each text; position 0 is the Markdown.</summary>
internal sealed class SpecFileRow
{
    public required string SourceId { get; init; }

    public required int Position { get; init; }

    public required string Path { get; init; }

    public required string BlobId { get; init; }
}

/// <summary>Table <c>spec_blobs</c>: files byte for byte, each content once.</summary>
internal sealed class SpecBlobRow
{
    public required string Id { get; init; }

    public required byte[] Content { get; init; }
}

/// <summary>Table <c>prompts</c>.</summary>
internal sealed class PromptRow : ContentRow
{
    public required string Split { get; init; }

    public required string Family { get; init; }

    public string? Wrapping { get; init; }

    public required string Source { get; init; }

    public required string Messages { get; init; }

    public required string Sections { get; init; }

    public required string Slots { get; init; }

    public required string Tags { get; init; }
}

/// <summary>Table <c>demonstrations</c>: graded replies to a prompt.</summary>
internal sealed class DemonstrationRow : ContentRow
{
    public required string PromptId { get; init; }

    public required string Replies { get; init; }
}

/// <summary>Table <c>responses</c>.</summary>
internal sealed class ResponseRow : ContentRow
{
    public required string PromptId { get; init; }

    public required string Model { get; init; }

    /// <summary>The sampler's canonical form: the key for resuming.</summary>
    public required string Sampler { get; init; }

    /// <summary>All of the sampler's settings, JSON.</summary>
    public required string SamplerSettings { get; init; }

    public required int Draw { get; init; }

    public required string Text { get; init; }

    public required bool Finished { get; init; }

    /// <summary>Int32, little-endian.</summary>
    public required byte[] TokenIds { get; init; }

    /// <summary>IEEE 754 single, little-endian.</summary>
    public required byte[] LogProbs { get; init; }
}

/// <summary>Table <c>judgments</c>.</summary>
internal sealed class JudgmentRow : ContentRow
{
    public required string PromptId { get; init; }

    public required string Judge { get; init; }

    public required string Outcome { get; init; }

    public required string Reason { get; init; }

    public required string ResponseIds { get; init; }

    public required string Ranks { get; init; }

    public required string Broken { get; init; }

    public required string SectionHashes { get; init; }

    /// <summary>Probability, ratings, breaches, votes and the like, JSON; <c>{}</c> where there are none.</summary>
    public required string Details { get; init; }
}

/// <summary>Table <c>revisions</c>: one round of critique and revision each.</summary>
internal sealed class RevisionRow : ContentRow
{
    public required string PromptId { get; init; }

    /// <summary>The writer's address with its settings.</summary>
    public required string Writer { get; init; }

    public required int Round { get; init; }

    /// <summary>The principle's requests, JSON.</summary>
    public required string Principle { get; init; }

    public required string InitialId { get; init; }

    public required string Critique { get; init; }

    /// <summary>The revised response; null where there is none.</summary>
    public string? RevisedId { get; init; }

    public required string Outcome { get; init; }

    public required string Reason { get; init; }

    public required string Judge { get; init; }

    public required string SectionHashes { get; init; }
}

/// <summary>Table <c>preferences</c>.</summary>
internal sealed class PreferenceRow : ContentRow
{
    public required string PromptId { get; init; }

    public required string Messages { get; init; }

    public required string Chosen { get; init; }

    public required string Rejected { get; init; }

    public required double P { get; init; }

    public required double Weight { get; init; }

    public required string Sections { get; init; }

    public required string Origin { get; init; }

    public required string Family { get; init; }
}

/// <summary>Table <c>label_positions</c>: up to where people's labels of a source are in the workspace.</summary>
internal sealed class LabelPositionRow
{
    public required string Source { get; init; }

    public required long Position { get; init; }
}

/// <summary>Table <c>preference_origins</c>: every judgment or spec example that a preference came from.</summary>
internal sealed class PreferenceOriginRow
{
    public required string PreferenceId { get; init; }

    public required string Origin { get; init; }

    /// <summary>For an origin that is no judgment: the hashes of the sections it stands under, JSON.</summary>
    public required string SectionHashes { get; init; }

    /// <summary>People's judgments that voted on the pair, with what they said then, JSON; <c>[]</c> where there are none.</summary>
    public required string Labels { get; init; }
}

/// <summary>Table <c>datasets</c>: frozen lists of prompts, demonstrations or preferences.</summary>
internal sealed class DatasetRow : ContentRow
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required string Lineage { get; init; }

    public required int Count { get; init; }
}

/// <summary>Table <c>dataset_items</c>.</summary>
internal sealed class DatasetItemRow
{
    public required string DatasetId { get; init; }

    public required int Position { get; init; }

    public required string ItemId { get; init; }
}

/// <summary>Table <c>models</c>; the id is the checkpoint's content hash.</summary>
internal sealed class ModelRow : ContentRow
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required string Folder { get; init; }

    public string? BaseId { get; init; }

    public string? DatasetId { get; init; }

    public string? RewardModelId { get; init; }

    public required string SpecHash { get; init; }

    public required string TokenizerHash { get; init; }

    public required string TemplateHash { get; init; }

    public required string SectionHashes { get; init; }

    public required long Seed { get; init; }
}

/// <summary>Table <c>model_names</c>: which model a name stands for now.</summary>
internal sealed class ModelNameRow
{
    public required string Name { get; init; }

    public required string ModelId { get; init; }
}

/// <summary>Table <c>scorecards</c>.</summary>
internal sealed class ScorecardRow : ContentRow
{
    public required string Name { get; init; }

    public required string Model { get; init; }

    public required string SpecHash { get; init; }

    public required string Json { get; init; }

    /// <summary>The hashes of the sections that it reports on, as they were then, JSON.</summary>
    public required string SectionHashes { get; init; }
}

/// <summary>Table <c>stages</c>.</summary>
internal sealed class StageRow : ContentRow
{
    public required string Kind { get; init; }

    public required string Inputs { get; init; }

    public required string Settings { get; init; }

    public required long Seed { get; init; }

    public required string Status { get; init; }

    public string? Output { get; init; }

    public required long StartedAt { get; init; }

    public long? DoneAt { get; init; }
}
