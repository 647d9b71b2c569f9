using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Quality;

/// <summary>How many tasks with known answers a campaign has, and how many more its spec could give.</summary>
/// <param name="Qualification">Tasks of the qualification round.</param>
/// <param name="Gold">Gold tasks.</param>
/// <param name="Unused">Graded examples of the spec that are neither.</param>
public sealed record KnownItemCounts(int Qualification, int Gold, int Unused);

/// <summary>Gives campaigns qualification and gold tasks from the graded examples of their spec. No example is both: the round shows the right answer.</summary>
public sealed class KnownItems(WorkbenchDatabase database, SpecLibrary specs, CampaignWriter writer)
{
    /// <summary>Most items of a kind that one call adds.</summary>
    public const int Most = 1000;

    /// <summary>What there is.</summary>
    public async Task<KnownItemCounts> CountAsync(string campaignId)
    {
        var (_, unused) = await UnusedAsync(campaignId);
        return new KnownItemCounts(
            await database.ReadAsync(c => c.Tasks.CountAsync(t => t.CampaignId == campaignId && t.Purpose == TaskPurpose.Qualification)),
            await database.ReadAsync(c => c.Tasks.CountAsync(t => t.CampaignId == campaignId && t.Purpose == TaskPurpose.Gold)),
            unused.Count);
    }

    /// <summary>Adds items, drawn by seed from all sections evenly among those that the campaign does not have.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="qualification">How many for the qualification round, 0 to <see cref="Most"/>.</param>
    /// <param name="gold">How many to mix in, 0 to <see cref="Most"/>.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <param name="personId">Who adds them.</param>
    /// <param name="cancellationToken">Nothing is added.</param>
    /// <returns>How many of each were added: fewer than wanted where the spec has no more.</returns>
    /// <exception cref="InputException">A number is out of bounds.</exception>
    public async Task<(int Qualification, int Gold)> AddAsync(string campaignId, int qualification, int gold, long seed, string personId, CancellationToken cancellationToken = default)
    {
        if (qualification is < 0 or > Most || gold is < 0 or > Most)
        {
            throw new InputException($"{qualification} items for the qualification round and {gold} gold items: 0 to {Most} of each");
        }

        var (_, unused) = await UnusedAsync(campaignId);
        var drawn = SpecItems.Draw(unused, qualification + gold, seed);
        // Both kinds share what there is in the proportion that was asked for, and both get it spread over the sections.
        var forRound = drawn.Count == qualification + gold ? qualification : (int)Math.Round((double)drawn.Count * qualification / (qualification + gold));
        var round = SpecItems.Draw(drawn, forRound, seed);
        NewTask[] tasks = [.. drawn.Select(i => TaskOf(i, round.Contains(i) ? TaskPurpose.Qualification : TaskPurpose.Gold))];
        if (tasks.Length > 0)
        {
            await writer.AddTasksAsync(campaignId, tasks, personId, cancellationToken);
        }

        return (forRound, drawn.Count - forRound);
    }

    private async Task<(CampaignSpec Spec, IReadOnlyList<SpecItem> Items)> UnusedAsync(string campaignId)
    {
        var spec = await specs.OfCampaignAsync(campaignId);
        var known = (await database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaignId && (t.Purpose == TaskPurpose.Qualification || t.Purpose == TaskPurpose.Gold))
            .Select(t => t.Id).ToListAsync())).ToHashSet();
        return (spec, [.. SpecItems.Of(spec.Document).Where(i =>
            !known.Contains(CampaignWriter.IdOf(campaignId, TaskOf(i, TaskPurpose.Qualification))) && !known.Contains(CampaignWriter.IdOf(campaignId, TaskOf(i, TaskPurpose.Gold))))]);
    }

    private static NewTask TaskOf(SpecItem item, TaskPurpose purpose) => new(item.Content) { Purpose = purpose, Known = item.Known };
}
