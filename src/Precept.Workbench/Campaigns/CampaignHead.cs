using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Campaigns;

/// <summary>What every page of a campaign shows of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="SpecTextId">The spec that it is labeled under.</param>
/// <param name="SpecVersion">That spec's version.</param>
/// <param name="Settings">How it is run.</param>
public sealed record CampaignHead(string Id, string Name, CampaignState State, string SpecTextId, string SpecVersion, CampaignSettings Settings)
{
    /// <summary>Reads it; the campaign is there, since its routes are closed otherwise.</summary>
    public static async Task<CampaignHead> ReadAsync(WorkbenchDatabase database, string campaign)
    {
        var (row, version) = await database.ReadAsync(async c =>
        {
            var found = await c.Campaigns.FirstAsync(x => x.Id == campaign);
            return (found, await c.SpecTexts.Where(s => s.Id == found.SpecTextId).Select(s => s.Version).FirstAsync());
        });
        return new CampaignHead(row.Id, row.Name, row.State, row.SpecTextId, version, WorkbenchJson.Read<CampaignSettings>(row.Settings));
    }
}
