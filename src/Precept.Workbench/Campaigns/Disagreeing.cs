using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Campaigns;

/// <summary>Finds tasks on which people do not agree.</summary>
public static class Disagreeing
{
    /// <summary>Whether two people order some pair of answers in opposite ways, or only one finds that none would do or that they cannot be compared. A tie contradicts nothing.</summary>
    public static bool IsSo(IReadOnlyList<LabelContent> labels)
    {
        if (labels.DistinctBy(l => (l.AllUnacceptable, l.Incomparable)).Count() > 1)
        {
            return true;
        }

        var ranked = labels.Where(l => !l.Incomparable && l.Tiers.Count > 0).ToList();
        for (var a = 0; a < ranked.Count; a++)
        {
            for (var b = a + 1; b < ranked.Count; b++)
            {
                if (IsOpposite(ranked[a].Tiers, ranked[b].Tiers))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The tasks of a campaign on which it is so.</summary>
    public static Task<HashSet<string>> TasksAsync(WorkbenchDatabase database, string campaign) => database.ReadAsync(async c =>
    {
        var labels = await c.Labels.Where(l => l.CampaignId == campaign && !l.IsWithdrawn && c.Tasks.Any(t => t.Id == l.TaskId && t.Labeled > 1))
            .Select(l => new { l.TaskId, l.Content }).ToListAsync();
        return labels.GroupBy(l => l.TaskId).Where(g => IsSo([.. g.Select(l => WorkbenchJson.Read<LabelContent>(l.Content))])).Select(g => g.Key).ToHashSet();
    });

    private static bool IsOpposite(IReadOnlyList<int?> a, IReadOnlyList<int?> b)
    {
        for (var i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            for (var j = i + 1; j < Math.Min(a.Count, b.Count); j++)
            {
                if (a[i] is { } ai && a[j] is { } aj && b[i] is { } bi && b[j] is { } bj && Math.Sign(ai - aj) * Math.Sign(bi - bj) < 0)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
