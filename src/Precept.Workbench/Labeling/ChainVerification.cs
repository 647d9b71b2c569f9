using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Something that does not fit in the events or the labels.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Number">The event's number in the campaign's chain; 0 where it is about a row.</param>
/// <param name="Code">What is wrong, for programs: <c>number</c>, <c>previous</c>, <c>hash</c>, <c>head</c>, <c>label</c>, <c>adjudication</c>, <c>line</c>.</param>
/// <param name="Text">The same for people, with the place.</param>
public sealed record ChainFinding(string Campaign, long Number, string Code, string Text);

/// <summary>What a verification saw.</summary>
/// <param name="Campaigns">Campaigns with events or labels.</param>
/// <param name="Events">Events.</param>
/// <param name="Labels">Labels and adjudications that were held against their events; 0 for a file.</param>
/// <param name="Findings">What does not fit, at most <see cref="ChainVerification.MostFindings"/>; empty where all is well.</param>
public sealed record ChainReport(int Campaigns, long Events, long Labels, IReadOnlyList<ChainFinding> Findings)
{
    /// <summary>Whether all is well.</summary>
    public bool IsWhole => Findings.Count == 0;
}

/// <summary>Verifies that no event was changed, put in or taken out, and that every label is what its last event says.</summary>
/// <remarks>What it cannot see is a chain that was cut at its end together with its head, or written anew from some event on: hold the last hash against an earlier export for that.</remarks>
public static class ChainVerification
{
    /// <summary>After so many findings it stops.</summary>
    public const int MostFindings = 100;

    /// <summary>Verifies while others may go on writing: what they write meanwhile is left for the next time.</summary>
    /// <param name="database">The workbench's database.</param>
    /// <param name="campaignId">One campaign, or null for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InputException">There is no such campaign.</exception>
    public static Task<ChainReport> RunAsync(WorkbenchDatabase database, string? campaignId = null, CancellationToken cancellationToken = default) => database.ReadAsync(async context =>
    {
        if (campaignId is not null && !await context.Campaigns.AnyAsync(c => c.Id == campaignId, cancellationToken))
        {
            throw new InputException($"the workbench has no campaign {campaignId}");
        }

        // All that say something of a campaign: a head, event or label that was taken out must not hide the others.
        var campaigns = await context.Events.Select(e => e.CampaignId)
            .Union(context.Labels.Select(l => l.CampaignId)).Union(context.Adjudications.Select(a => a.CampaignId)).Union(context.ChainHeads.Select(h => h.CampaignId))
            .Where(c => campaignId == null || c == campaignId).OrderBy(c => c).ToListAsync(cancellationToken);
        var report = new ChainReport(campaigns.Count, 0, 0, []);
        foreach (var campaign in campaigns)
        {
            var chain = await ChainAsync(context, campaign, cancellationToken);
            var (labels, found) = await LabelEvents.CheckAsync(context, campaign, chain.LastSeq, chain.Last, cancellationToken);
            report = report with { Events = report.Events + chain.Events, Labels = report.Labels + labels, Findings = [.. report.Findings.Concat(chain.Findings).Concat(found).Take(MostFindings)] };
        }

        return report;
    });

    private sealed record Chain(long Events, long LastSeq, Dictionary<string, long> Last, List<ChainFinding> Findings);

    private static async Task<Chain> ChainAsync(WorkbenchContext context, string campaign, CancellationToken cancellationToken)
    {
        var head = await context.ChainHeads.FirstOrDefaultAsync(h => h.CampaignId == campaign, cancellationToken);
        var (links, upTo) = (new ChainLinks(campaign), head?.Number ?? long.MaxValue);
        var (last, seq) = (new Dictionary<string, long>(), 0L);
        await foreach (var e in context.Events.Where(e => e.CampaignId == campaign && e.Number <= upTo).OrderBy(e => e.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            links.Add(e, $"event {e.Number}");
            seq = Math.Max(seq, e.Seq);
            if (e.Kind is EventKinds.LabelSubmitted or EventKinds.LabelRevised or EventKinds.LabelWithdrawn or EventKinds.TaskAdjudicated)
            {
                last[e.Subject] = e.Seq;
            }
        }

        links.End(head);
        return new Chain(links.Count, seq, last, links.Findings);
    }
}

/// <summary>Follows a campaign's chain, event by event.</summary>
/// <param name="campaign">The campaign.</param>
internal sealed class ChainLinks(string campaign)
{
    private long _number;
    private string _hash = EventLog.Origin;

    /// <summary>Events so far.</summary>
    public long Count { get; private set; }

    /// <summary>What does not fit.</summary>
    public List<ChainFinding> Findings { get; } = [];

    /// <summary>The next event.</summary>
    public void Add(EventRow e, string place)
    {
        Count++;
        if (e.Number != _number + 1)
        {
            Find(e.Number, "number", $"{place}: follows number {_number}; something between was taken out or put in");
        }
        else if (e.PreviousHash != _hash)
        {
            Find(e.Number, "previous", $"{place}: names another event before it than the one that stands there");
        }

        if (EventLog.HashOf(e.CampaignId, e.Number, e.At, e.PersonId, e.Kind, e.Subject, e.Content, e.PreviousHash) != e.Hash)
        {
            Find(e.Number, "hash", $"{place}: its hash does not fit what it says; it was changed");
        }

        (_number, _hash) = (e.Number, e.Hash);
    }

    /// <summary>The end, against the head that is kept apart; null where it is gone.</summary>
    public void End(ChainHeadRow? head)
    {
        if (head is null)
        {
            Find(_number, "head", $"the chain ends with number {_number}, its head is gone");
        }
        else if (head.Number != _number || head.Hash != _hash)
        {
            Find(head.Number, "head", $"the chain ends with number {_number}, its head says {head.Number}{(head.Number == _number ? " with another hash" : "; events at its end are missing")}");
        }
    }

    private void Find(long number, string code, string text)
    {
        if (Findings.Count < ChainVerification.MostFindings)
        {
            Findings.Add(new ChainFinding(campaign, number, code, text));
        }
    }
}
