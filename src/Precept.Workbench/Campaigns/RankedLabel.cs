using Precept.Judging;
using Precept.Responses;
using Precept.Workbench.Labels;

namespace Precept.Workbench.Campaigns;

/// <summary>A label's ranking as a judgment, for pairs.</summary>
internal static class RankedLabel
{
    /// <summary>The judgment: answers that a person wrote stand above all others, then the tiers. What was not placed is left out.</summary>
    /// <param name="task">The task.</param>
    /// <param name="label">What was said.</param>
    /// <param name="judge">Who.</param>
    /// <param name="hashes">The sections that it was given under.</param>
    public static (Judgment Judgment, IReadOnlyList<Response> Edits) Of(TaskContent task, LabelContent label, string judge, IReadOnlyDictionary<string, string> hashes)
    {
        var placed = label.Tiers.Index().Where(t => t.Item is not null && t.Index < task.Answers.Count).ToList();
        if (label.Incomparable || placed.Count == 0)
        {
            return (new Judgment(task.Prompt.Id, [.. task.Answers.Select(a => a.Id)], [], [], judge, hashes) { Outcome = Outcome.Incomparable }, []);
        }

        var texts = task.Answers.Select(a => a.Text).ToHashSet();
        List<Response> edits = [.. label.Edits.Index().Where(e => !string.IsNullOrWhiteSpace(e.Item) && texts.Add(e.Item)).Select(e => new Response(task.Prompt.Id, judge, new Sampler(), e.Index, e.Item!))];
        string[] ids = [.. edits.Select(e => e.Id), .. placed.Select(p => task.Answers[p.Index].Id)];
        var below = edits.Count > 0 ? 1 : 0;
        int[] ranks = [.. edits.Select(_ => 0), .. placed.Select(p => p.Item!.Value + below)];
        IReadOnlyList<string>[] broken =
        [
            .. edits.Select(_ => (IReadOnlyList<string>)[]),
            .. placed.Select(p => (IReadOnlyList<string>)[.. label.Breaches.Where(b => b.Answer == p.Index).Select(b => b.Section).Distinct()]),
        ];
        return (new Judgment(task.Prompt.Id, ids, ranks, broken, judge, hashes) { Reason = label.Reason, DecidedOn = label.DecidedOn, AllUnacceptable = label.AllUnacceptable }, edits);
    }
}
