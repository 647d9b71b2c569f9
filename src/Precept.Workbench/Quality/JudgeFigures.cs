using Microsoft.EntityFrameworkCore;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Quality;

/// <summary>The people of a campaign against one judge of the workspace.</summary>
/// <param name="Judge">The judge's configuration.</param>
/// <param name="Majority">The majority of people on each pair of answers against the judge: people are the first judge.</param>
/// <param name="Single">Each single person against the judge, which compares with the agreement of two people.</param>
public sealed record JudgeAgainstPeople(string Judge, JudgeAgreement Majority, VerdictAgreement Single);

/// <summary>The people of a campaign against each model judge and the checks.</summary>
/// <param name="Judges">The judges that judged answers of the campaign, the most agreement first.</param>
/// <param name="Stale">Judgments of these answers that were made under sections which have changed since: they do not count.</param>
/// <param name="Tasks">The tasks by prompt.</param>
/// <param name="Answers">The answers by id.</param>
public sealed record JudgeFigures(
    IReadOnlyList<JudgeAgainstPeople> Judges, int Stale, ILookup<string, TableTask> Tasks, IReadOnlyDictionary<string, Response> Answers)
{
    /// <summary>The name of the judge that is the majority of people.</summary>
    public const string People = "people";

    /// <summary>What judgments of people begin with: they are the labels once more, and no judges here.</summary>
    public const string PersonPrefix = "human:";

    /// <summary>The task that shows two answers to a prompt, or null.</summary>
    public TableTask? TaskOf(ResponsePair pair) => Tasks[pair.PromptId].FirstOrDefault(t => t.Answers.Any(a => a.Id == pair.First) && t.Answers.Any(a => a.Id == pair.Second));

    /// <summary>Compares.</summary>
    /// <param name="table">The campaign's labels.</param>
    /// <param name="contents">What the labeled tasks show, by task id.</param>
    /// <param name="judgments">The workspace's judgments, oldest first.</param>
    /// <param name="isCurrent">Whether a judgment was made under the sections as they are in the campaign's spec.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static JudgeFigures Of(
        LabelTable table, IReadOnlyDictionary<string, TaskContent> contents, IEnumerable<Judgment> judgments, Func<Judgment, bool> isCurrent, long seed = 1)
    {
        TableLabel[] labels = [.. table.Labels.Where(l => l.IsRanked && l.Task.IsOrdinary)];
        TableTask[] tasks = [.. labels.Select(l => l.Task).DistinctBy(t => t.Id)];
        var answers = tasks.SelectMany(t => contents[t.Id].Answers).DistinctBy(a => a.Id).ToDictionary(a => a.Id);
        Prompt[] prompts = [.. tasks.OrderBy(t => t.Number).Select(t => contents[t.Id].Prompt)];
        Judgment[] about = [.. judgments.Where(j => !j.Judge.StartsWith(PersonPrefix, StringComparison.Ordinal)).Select(j => Only(j, answers)).OfType<Judgment>()];
        Judgment[] current = [.. about.Where(isCurrent)];
        var people = labels.GroupBy(l => l.By.PersonId).SelectMany(g => g.Select(l => JudgmentOf(l, contents[l.Task.Id], $"{PersonPrefix}{l.By.Handle}"))).ToList();
        var all = JudgeVerdicts.Of([.. people.Select(j => j with { Judge = People }), .. people, .. current], answers);
        var majority = all.FirstOrDefault(j => j.Judge == People);
        JudgeVerdicts[] persons = [.. all.Where(j => j.Judge.StartsWith(PersonPrefix, StringComparison.Ordinal))];
        return new JudgeFigures(
            majority is null
                ? []
                : [.. all.Where(j => j != majority && !persons.Contains(j))
                    .Select(j => new JudgeAgainstPeople(j.Judge, JudgeAgreement.Between(majority, j, prompts, answers, seed), SingleOf(persons, j, seed)))
                    .Where(j => j.Majority.Verdicts.Tally.Pairs > 0)
                    .OrderByDescending(j => j.Majority.Verdicts.WithTies.Value).ThenBy(j => j.Judge, StringComparer.Ordinal)],
            about.Length - current.Length,
            tasks.ToLookup(t => t.PromptId),
            answers);
    }

    /// <summary>A label as a judgment, for comparison only: what the workspace is given is made by the labeling server.</summary>
    public static Judgment JudgmentOf(TableLabel label, TaskContent content, string judge) => new(
        label.Task.PromptId,
        [.. content.Answers.Select(a => a.Id)],
        [.. label.Content.Tiers.Select(t => t!.Value)],
        [.. content.Answers.Select((_, a) => (IReadOnlyList<string>)[.. label.Content.Breaches.Where(b => b.Answer == a).Select(b => b.Section).Distinct()])],
        judge,
        new Dictionary<string, string>())
    {
        Reason = label.Content.Reason,
        DecidedOn = label.Content.DecidedOn,
    };

    // A judgment cut down to the answers of the campaign; null where it compares no two of them. Ranks are places: what is left keeps its order.
    private static Judgment? Only(Judgment judgment, Dictionary<string, Response> answers)
    {
        int[] kept = [.. Enumerable.Range(0, judgment.ResponseIds.Count).Where(i => answers.TryGetValue(judgment.ResponseIds[i], out var a) && a.PromptId == judgment.PromptId)];
        return kept.Length < 2 || judgment.Outcome != Outcome.Judged || judgment.Ranks.Count != judgment.ResponseIds.Count
            ? null
            : judgment with
            {
                ResponseIds = [.. kept.Select(i => judgment.ResponseIds[i])],
                Ranks = [.. kept.Select(i => judgment.Ranks[i])],
                Broken = judgment.Broken.Count == 0 ? [] : [.. kept.Select(i => judgment.Broken[i])],
            };
    }

    private static VerdictAgreement SingleOf(IReadOnlyList<JudgeVerdicts> persons, JudgeVerdicts judge, long seed) => VerdictAgreement.Of(
        persons.SelectMany(p => p.Pairs.Where(o => judge.Pairs.ContainsKey(o.Key)).Select(o => (o.Key.PromptId, Tally: PairTally.Of(o.Value.Verdict, judge.Pairs[o.Key].Verdict))))
            .GroupBy(t => t.PromptId, t => t.Tally).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => PairTally.Sum([.. g])),
        seed);
}
