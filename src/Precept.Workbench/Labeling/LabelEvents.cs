using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Quality;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Holds labels and adjudications against the last event about each.</summary>
internal static class LabelEvents
{
    /// <summary>Checks a campaign's rows.</summary>
    /// <param name="context">To read with.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="upTo">The last event that was read; rows of later ones are left out.</param>
    /// <param name="last">Assignment or task to the sequence number of the last event about its label.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<(long Checked, List<ChainFinding> Findings)> CheckAsync(
        WorkbenchContext context, string campaign, long upTo, Dictionary<string, long> last, CancellationToken cancellationToken)
    {
        var (count, findings, open) = (0L, new List<ChainFinding>(), last.Keys.ToHashSet());
        var labels = context.Labels.Where(l => l.CampaignId == campaign).OrderBy(l => l.EventSeq)
            .Select(l => new { Label = l, Event = context.Events.FirstOrDefault(e => e.Seq == l.EventSeq && e.CampaignId == campaign) });
        await foreach (var row in labels.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            open.Remove(row.Label.AssignmentId);
            if (row.Event is null || row.Label.EventSeq <= upTo)
            {
                count++;
                Find("label", $"label {row.Label.Id}", row.Event, Fault(row.Label, row.Event, last.GetValueOrDefault(row.Label.AssignmentId)));
            }
        }

        var decided = context.Adjudications.Where(a => a.CampaignId == campaign).OrderBy(a => a.EventSeq)
            .Select(a => new { Row = a, Event = context.Events.FirstOrDefault(e => e.Seq == a.EventSeq && e.CampaignId == campaign) });
        await foreach (var row in decided.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            open.Remove(row.Row.TaskId);
            if (row.Event is null || row.Row.EventSeq <= upTo)
            {
                count++;
                Find("adjudication", $"adjudication of task {row.Row.TaskId}", row.Event, Fault(row.Row, row.Event, last.GetValueOrDefault(row.Row.TaskId)));
            }
        }

        foreach (var subject in open.Order(StringComparer.Ordinal))
        {
            Find("label", $"assignment or task {subject}", null, "its label stands in the events but is gone from the table");
        }

        return (count, findings);

        void Find(string code, string place, EventRow? e, string? fault)
        {
            if (fault is not null && findings.Count < ChainVerification.MostFindings)
            {
                findings.Add(new ChainFinding(campaign, e?.Number ?? 0, code, $"{place}: {fault}"));
            }
        }
    }

    private static string? Fault(LabelRow label, EventRow? e, long last)
    {
        if (e is null || e.Subject != label.AssignmentId || e.Seq != last)
        {
            return "the event that it names is not the last one about it";
        }

        if (Read<LabelEvent>(e.Content) is not { } said)
        {
            return $"event {e.Number} cannot be read as a label's";
        }

        var isSame = said.Label == label.Id && said.Task == label.TaskId && said.Revision == label.Revision && said.Spec == label.SpecTextId && said.Milliseconds == label.Milliseconds
            && e.PersonId == label.PersonId && (e.Kind == EventKinds.LabelWithdrawn) == label.IsWithdrawn && (label.IsWithdrawn || said.Key == label.SubmissionKey)
            && IsSame(said.Content, label.Content);
        return isSame ? null : $"is not what event {e.Number} says; the row was changed";
    }

    private static string? Fault(AdjudicationRow row, EventRow? e, long last)
    {
        if (e is null || e.Subject != row.TaskId || e.Seq != last)
        {
            return "the event that it names is not the last one about it";
        }

        return Read<AdjudicationEvent>(e.Content) is { } said && said.Spec == row.SpecTextId && e.PersonId == row.PersonId && IsSame(said.Content, row.Content)
            ? null
            : $"is not what event {e.Number} says; the row was changed";
    }

    // Both written anew: an older version may have written the same otherwise.
    private static bool IsSame(LabelContent said, string stored) => Read<LabelContent>(stored) is { } content && WorkbenchJson.Of(said) == WorkbenchJson.Of(content);

    private static T? Read<T>(string json) where T : class
    {
        try
        {
            return WorkbenchJson.Read<T>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
