using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Campaigns;

/// <summary>A page of a campaign in its bar of links.</summary>
/// <param name="Path">Its address below the campaign's; empty for the first.</param>
/// <param name="Name">Its name.</param>
/// <param name="Least">Who sees the link.</param>
public sealed record CampaignTab(string Path, Phrase Name, PersonRole Least);

/// <summary>The pages of a campaign: one line each, in the order of the bar.</summary>
public static class CampaignTabs
{
    public static IReadOnlyList<CampaignTab> All { get; } =
    [
        new("", CampaignWords.Overview, PersonRole.Labeler),
        new("tasks", CampaignWords.Tasks, PersonRole.Reviewer),
        new("quality", QualityWords.Quality, PersonRole.Reviewer),
        new("spec", CampaignWords.Spec, PersonRole.Labeler),
        new("members", CampaignWords.Members, PersonRole.Researcher),
        new("settings", CampaignWords.Settings, PersonRole.Researcher),
        new("queues", CampaignWords.Queues, PersonRole.Researcher),
        new("consultations", ConsultationWords.Tab, PersonRole.Researcher),
        new("export", CampaignWords.Export, PersonRole.Researcher),
        new("webhooks", CampaignWords.Webhooks, PersonRole.Researcher),
    ];
}
