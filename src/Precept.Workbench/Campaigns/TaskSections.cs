using Precept.Workbench.Labels;

namespace Precept.Workbench.Campaigns;

/// <summary>The sections that a task is counted under in progress, lists and queues.</summary>
public static class TaskSections
{
    /// <summary>How many of the sections that apply are counted where the prompt names none.</summary>
    public const int MostFound = 3;

    /// <summary>The ids: those that the prompt names, else the first of those that apply.</summary>
    public static IReadOnlyList<string> Of(TaskContent content) => content.Prompt.Sections.Count > 0 ? [.. content.Prompt.Sections.Distinct()] : [.. content.Sections.Take(MostFound)];

    /// <summary>As the database holds them: each between commas, empty for none.</summary>
    public static string Column(TaskContent content) => Of(content) is { Count: > 0 } sections ? "," + string.Join(',', sections) + "," : "";

    /// <summary>Reads a column back.</summary>
    public static string[] Read(string column) => column.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
