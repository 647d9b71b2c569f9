using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Reports;

/// <summary>Everything a report shows, put together by the caller. The page is a pure function of it.</summary>
public sealed record ReportData
{
    /// <summary>The page's title.</summary>
    public required string Title { get; init; }

    /// <summary>One line under the title; empty for none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The recipe's name.</summary>
    public required string Recipe { get; init; }

    /// <summary>The spec's version (<see cref="SpecDocument.Version"/>).</summary>
    public required string SpecVersion { get; init; }

    /// <summary>The spec's content hash; every scorecard must carry the same one.</summary>
    public required string SpecHash { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>One scorecard for each model and decoding. Models and decodings are shown in the order of their first appearance.</summary>
    public required IReadOnlyList<Scorecard> Scorecards { get; init; }

    /// <summary>The name of the model whose numbers stand at the top; null for the first scorecard's.</summary>
    public string? Featured { get; init; }

    /// <summary>The name of the model that the featured one is compared with at the top (usually where training started); null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>The sections that the report names: id to title and authority. A section without an entry is shown by its id.</summary>
    public IReadOnlyDictionary<string, SectionName> SectionNames { get; init; } = new Dictionary<string, SectionName>();

    /// <summary>What the run was to reach; empty for none.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>Caveats, one sentence or two each, shown beside the headline.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Further tables, shown as they are.</summary>
    public IReadOnlyList<ExtraTable> Tables { get; init; } = [];

    /// <summary>Learning curves, grouped by stage in the order of first appearance.</summary>
    public IReadOnlyList<Curve> Curves { get; init; } = [];

    /// <summary>Conversations answered before and after training.</summary>
    public IReadOnlyList<SampleConversation> Conversations { get; init; } = [];

    /// <summary>What was made from what.</summary>
    public IReadOnlyList<LineageRow> Lineage { get; init; } = [];

    /// <summary>The settings that the run resolved to.</summary>
    public IReadOnlyList<Setting> Settings { get; init; } = [];
}

/// <summary>How a section is called and who may override it.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Authority">Its authority.</param>
public readonly record struct SectionName(string Title, Authority Authority);

/// <summary>A bound that a run was to reach.</summary>
/// <param name="Name">What it is called in the recipe.</param>
/// <param name="Model">The model it is about.</param>
/// <param name="Metric">The measured quantity.</param>
/// <param name="Bound">The bound in words (<c>at least 0.9</c>).</param>
/// <param name="Met">Whether it was reached; null when it was not measured.</param>
public sealed record Target(string Name, string Model, string Metric, string Bound, bool? Met)
{
    /// <summary>The measured share, where the metric is one; null to show only whether the bound was reached.</summary>
    public Rate? Measured { get; init; }
}

/// <summary>A table with text in its cells.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">The column headings; the first column holds the rows' names.</param>
/// <param name="Rows">The rows, each as long as <paramref name="Columns"/>.</param>
public sealed record ExtraTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A quantity followed over a training run.</summary>
/// <param name="Name">What is measured (<c>validation loss</c>).</param>
/// <param name="Stage">The stage it belongs to (<c>dpo</c>).</param>
/// <param name="YLabel">The unit or scale of the values.</param>
/// <param name="Points">The points, by rising step. Values that are not finite leave a gap.</param>
public sealed record Curve(string Name, string Stage, string YLabel, IReadOnlyList<CurvePoint> Points);

/// <summary>One point of a curve.</summary>
/// <param name="Step">The training step.</param>
/// <param name="Value">The value at it.</param>
public readonly record struct CurvePoint(long Step, double Value);

/// <summary>A prompt with one answer from before training and one from after.</summary>
/// <param name="Prompt">The conversation that was answered.</param>
/// <param name="Sections">Ids of the sections it exercises.</param>
/// <param name="Before">The earlier model's answer.</param>
/// <param name="After">The later model's answer.</param>
public sealed record SampleConversation(IReadOnlyList<Message> Prompt, IReadOnlyList<string> Sections, SampleReply Before, SampleReply After);

/// <summary>One model's answer in a sample.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Text">The answer.</param>
/// <param name="Broken">Ids of the sections it breaks; empty when nothing is broken.</param>
public sealed record SampleReply(string Model, string Text, IReadOnlyList<string> Broken);

/// <summary>One product of the run.</summary>
/// <param name="Stage">The stage that made it.</param>
/// <param name="What">What it is.</param>
/// <param name="Hash">Its content hash.</param>
/// <param name="Seconds">How long the stage took, in seconds; null where it was taken as it was found or the time is not known.</param>
public sealed record LineageRow(string Stage, string What, string Hash, double? Seconds);

/// <summary>One setting.</summary>
/// <param name="Name">Its name, as in the recipe.</param>
/// <param name="Value">Its value.</param>
public readonly record struct Setting(string Name, string Value);
