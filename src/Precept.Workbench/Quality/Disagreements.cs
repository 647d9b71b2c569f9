namespace Precept.Workbench.Quality;

/// <summary>A task on which people differ.</summary>
/// <param name="Task">The task.</param>
/// <param name="Labels">How many people ranked it.</param>
/// <param name="Apart">How far apart their rankings are, as <see cref="TaskVotes.Apart"/> has it.</param>
/// <param name="Sections">The sections that they decided on.</param>
/// <param name="Unclear">How many of them find the spec silent or unclear.</param>
/// <param name="Incomparable">How many more call the answers incomparable.</param>
public sealed record TaskDisagreement(TableTask Task, int Labels, double Apart, IReadOnlyList<string> Sections, int Unclear, int Incomparable)
{
    /// <summary>Whether they differ at all: in a verdict, in whether the answers can be compared, or in the section that decides.</summary>
    public bool IsAny => Apart > 0 || (Incomparable > 0 && Labels > 0) || Sections.Count > 1;

    /// <summary>The tasks with differing labels, the most apart first.</summary>
    public static IReadOnlyList<TaskDisagreement> Of(LabelTable table) =>
    [
        .. table.Labels.Where(l => l.Task.IsOrdinary).GroupBy(l => l.Task.Id).Select(g => Of([.. g])).Where(d => d.IsAny)
            .OrderByDescending(d => d.Apart).ThenByDescending(d => d.Unclear + d.Incomparable).ThenBy(d => d.Task.Number),
    ];

    private static TaskDisagreement Of(TableLabel[] labels)
    {
        TableLabel[] ranked = [.. labels.Where(l => l.IsRanked)];
        return new TaskDisagreement(
            labels[0].Task,
            ranked.Length,
            new TaskVotes(labels[0].Task, ranked).Apart(),
            [.. labels.Select(l => l.Content.DecidedOn).Where(s => s.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            labels.Count(l => l.Content.Unclear is not null),
            labels.Count(l => l.Content.Incomparable));
    }
}
