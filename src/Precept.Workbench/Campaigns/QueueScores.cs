using Precept.Judging;

namespace Precept.Workbench.Campaigns;

/// <summary>A task as the queues see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sections">The sections that it is counted under (<see cref="TaskSections"/>).</param>
/// <param name="Missing">Labels that it still wants.</param>
public sealed record QueuedTask(string Id, IReadOnlyList<string> Sections, int Missing);

/// <summary>Scores of tasks from 0 to 1, higher first: pure functions.</summary>
public static class QueueScores
{
    /// <summary>
    /// Section coverage. Again and again the task comes next whose least covered section has the fewest labels, those of the tasks before it counted as given; of equals the
    /// earlier one. The first of n tasks scores 1, the last 1/n. Tasks without sections come last.
    /// </summary>
    /// <param name="tasks">Tasks that want labels, in their own order.</param>
    /// <param name="labels">Labels that each section has.</param>
    public static IReadOnlyDictionary<string, double> Coverage(IReadOnlyList<QueuedTask> tasks, IReadOnlyDictionary<string, int> labels)
    {
        // Tasks with the same sections are equals: of each group only the first waits.
        var counts = labels.ToDictionary();
        var groups = tasks.Index().GroupBy(t => string.Join(',', t.Item.Sections)).Select(g => new Queue<(int Place, QueuedTask Task)>(g)).ToList();
        var scores = new Dictionary<string, double>();
        while (groups.Count > 0)
        {
            var next = groups.MinBy(g => (Least(g.Peek().Task), g.Peek().Place))!;
            var task = next.Dequeue().Task;
            scores[task.Id] = 1 - ((double)scores.Count / tasks.Count);
            foreach (var section in task.Sections)
            {
                counts[section] = counts.GetValueOrDefault(section) + task.Missing;
            }

            if (next.Count == 0)
            {
                groups.Remove(next);
            }
        }

        return scores;

        int Least(QueuedTask task) => task.Sections.Count == 0 ? int.MaxValue : task.Sections.Min(s => counts.GetValueOrDefault(s));
    }

    /// <summary>
    /// Disagreement of judges about a task's answers: of its pairs the greatest 1 - |2p - 1|, where p is the mean over judges of the probability that the first is better:
    /// the judge's own, else 1, 1/2 or 0 by its ranks. 1 where judges are divided or unsure, 0 where they agree or say nothing.
    /// </summary>
    /// <param name="answers">Ids of the task's answers.</param>
    /// <param name="judgments">Judgments of the task's prompt.</param>
    public static double Disagreement(IReadOnlyCollection<string> answers, IEnumerable<Judgment> judgments)
    {
        var wanted = answers.ToHashSet();
        var votes = new Dictionary<(string, string), List<double>>();
        foreach (var judgment in judgments.Where(j => j.Outcome == Outcome.Judged))
        {
            for (var i = 0; i < judgment.ResponseIds.Count; i++)
            {
                for (var j = i + 1; j < judgment.ResponseIds.Count; j++)
                {
                    var (a, b) = (judgment.ResponseIds[i], judgment.ResponseIds[j]);
                    if (a != b && wanted.Contains(a) && wanted.Contains(b))
                    {
                        var p = judgment.ResponseIds.Count == 2 && judgment.P is { } sure ? sure : (1 - Math.Sign(judgment.Ranks[i] - judgment.Ranks[j])) / 2.0;
                        var isInOrder = string.CompareOrdinal(a, b) < 0;
                        var key = isInOrder ? (a, b) : (b, a);
                        (votes.TryGetValue(key, out var list) ? list : votes[key] = []).Add(isInOrder ? p : 1 - p);
                    }
                }
            }
        }

        return votes.Values.Select(v => 1 - Math.Abs((2 * v.Average()) - 1)).DefaultIfEmpty(0).Max();
    }

    /// <summary>Staleness: the share of sections that changed, of those that a task to be labeled again is about, at least a tenth so that each comes before fresh ones.</summary>
    /// <param name="changed">How many of its sections changed; 0 for a fresh task.</param>
    /// <param name="sections">How many it has.</param>
    public static double Staleness(int changed, int sections) => changed == 0 ? 0 : Math.Max(0.1, (double)changed / Math.Max(sections, changed));
}
