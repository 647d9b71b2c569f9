using System.Text.Json;
using System.Text.Json.Serialization;

namespace Precept.Workspace;

/// <summary>How many things of one kind there are, and how many of them a changed spec has overtaken.</summary>
/// <param name="Kind"><c>judgments</c>, <c>preferences</c>, <c>datasets</c>, <c>models</c> or <c>scorecards</c>.</param>
/// <param name="Total">All of them.</param>
/// <param name="Stale">Those that rest on a section that changed or is gone, and that nothing newer stands in for: the work to redo.</param>
/// <param name="Replaced">Those that are stale, but whose work has been redone under the spec as it is now.</param>
public sealed record KindStatus(string Kind, int Total, int Stale, int Replaced);

/// <summary>What a section has been judged for, and what its changes have made stale.</summary>
/// <param name="Section">The section's id.</param>
/// <param name="Change"><c>unchanged</c>; <c>changed</c>: something was made under another hash; <c>gone</c>: not in the spec any more.</param>
/// <param name="Judged">Judgments made under it, stale ones included.</param>
/// <param name="Judgments">Judgments that are stale because of it, replaced ones not counted.</param>
/// <param name="Preferences">Preferences that are stale because of it, likewise.</param>
/// <param name="Datasets">Datasets, likewise.</param>
/// <param name="Models">Models, likewise.</param>
/// <param name="Scorecards">Scorecards, likewise.</param>
public sealed record SectionStatus(
    string Section, string Change, int Judged, int Judgments, int Preferences, int Datasets, int Models, int Scorecards);

/// <summary>One thing that a changed spec, or a person's changed label, has overtaken.</summary>
/// <param name="Kind">As in <see cref="KindStatus"/>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, or the judge, or empty.</param>
/// <param name="Sections">The changed sections that it rests on, directly or through what it was made from, by id.</param>
/// <param name="Replaced">Whether its work has been redone already.</param>
public sealed record StaleItem(string Kind, string Id, string Name, IReadOnlyList<string> Sections, bool Replaced)
{
    /// <summary>What became of people's labels that it rests on, directly or through what it was made from: <c>revised by human:…</c>, <c>withdrawn by human:…</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}

/// <summary>A table for people: a title, column heads and rows of the same width.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">The column heads.</param>
/// <param name="Rows">The cells.</param>
public sealed record StatusTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>What a workspace holds, and what of it a spec as it is now has made stale.</summary>
/// <param name="SpecVersion">The version compared with.</param>
/// <param name="SpecHash">Its hash.</param>
/// <param name="Kinds">Per kind, in the order of the pipeline.</param>
/// <param name="Sections">Per section: those of the spec in reading order, then those that are gone, by id.</param>
/// <param name="Stale">Everything stale, in the order of the pipeline and then of insertion.</param>
public sealed record StatusReport(
    string SpecVersion,
    string SpecHash,
    IReadOnlyList<KindStatus> Kinds,
    IReadOnlyList<SectionStatus> Sections,
    IReadOnlyList<StaleItem> Stale)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Whether nothing needs to be redone.</summary>
    [JsonIgnore]
    public bool IsCurrent => Kinds.All(k => k.Stale == 0);

    /// <summary>The report as tables: totals; sections that changed; stale datasets, models and scorecards by name.</summary>
    [JsonIgnore]
    public IReadOnlyList<StatusTable> Tables =>
    [
        new("In the workspace", ["", "total", "stale", "replaced"], [.. Kinds.Select(k => Cells(k.Kind, k.Total, k.Stale, k.Replaced))]),
        new(
            "Stale by section",
            ["section", "change", "judged", "judgments", "preferences", "datasets", "models", "scorecards"],
            [
                .. Sections.Where(s => s.Change != "unchanged").Select(s =>
                    Cells(s.Section, s.Change, s.Judged, s.Judgments, s.Preferences, s.Datasets, s.Models, s.Scorecards)),
            ]),
        new(
            "To be redone",
            ["kind", "name", "id", "because of"],
            [
                .. Stale.Where(s => !s.Replaced && s.Kind is ("datasets" or "models" or "scorecards"))
                    .Select(s => Cells(s.Kind, s.Name, s.Id, string.Join(", ", s.Sections.Concat(s.Labels.Select(l => $"label {l}"))))),
            ]),
    ];

    /// <summary>The report as JSON: the record's own fields in snake case, indented; the same report gives the same bytes.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    private static string[] Cells(params object[] cells) => [.. cells.Select(c => c.ToString() ?? "")];
}
