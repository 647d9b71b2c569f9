using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Quality;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features.Quality;

/// <summary>A page of the list of disagreements.</summary>
/// <param name="Section">The section that was asked for, or empty for all.</param>
/// <param name="State"><c>open</c>, <c>decided</c>, or empty for both.</param>
/// <param name="Sections">The sections to choose from.</param>
/// <param name="Shown">The tasks of this page.</param>
/// <param name="Decided">The tasks of the campaign that were decided.</param>
/// <param name="Number">The page, from 1.</param>
/// <param name="Pages">How many pages there are.</param>
public sealed record DisagreementList(
    string Section, string State, IReadOnlyList<string> Sections, IReadOnlyList<TaskDisagreement> Shown, IReadOnlySet<string> Decided, int Number, int Pages)
{
    private const int PerPage = 50;

    /// <summary>Filters by the sections that a task's prompt names or that people decided on.</summary>
    public static async Task<DisagreementList> OfAsync(WorkbenchDatabase database, CampaignQuality quality, string campaignId, string? section, string? state, int page)
    {
        var all = await quality.DisagreementsAsync(campaignId);
        var decided = (await database.ReadAsync(c => c.Adjudications.Where(a => a.CampaignId == campaignId).Select(a => a.TaskId).ToListAsync())).ToHashSet();
        string[] sections = [.. all.SelectMany(SectionsOf).Distinct().Order(StringComparer.Ordinal)];
        var (asked, which) = (sections.Contains(section) ? section! : "", state is "open" or "decided" ? state : "");
        TaskDisagreement[] found = [.. all.Where(d => (asked.Length == 0 || SectionsOf(d).Contains(asked)) && (which.Length == 0 || decided.Contains(d.Task.Id) == (which == "decided")))];
        var pages = Math.Max(1, (found.Length + PerPage - 1) / PerPage);
        var number = Math.Clamp(page, 1, pages);
        return new DisagreementList(asked, which, sections, [.. found.Skip((number - 1) * PerPage).Take(PerPage)], decided, number, pages);
    }

    private static IEnumerable<string> SectionsOf(TaskDisagreement disagreement) => disagreement.Task.Sections.Concat(disagreement.Sections);
}
