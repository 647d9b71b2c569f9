using Precept.Judging;
using Precept.Responses;
using Precept.Spec;
using Precept.Workbench.Campaigns;

namespace Precept.Workbench.Labels;

/// <summary>What a label gives the pipeline.</summary>
/// <param name="Judgment">The judgment.</param>
/// <param name="Written">Answers that the person wrote, which the judgment ranks too.</param>
public sealed record LabeledWork(Judgment Judgment, IReadOnlyList<Response> Written);

/// <summary>Turns labels into judgments: what people said feeds preferences and training as any judge's do.</summary>
/// <remarks>
/// The responses stand in the order in which they were shown, then the person's edited answers. An edited answer is better than all that were there (edited &gt; chosen &gt; rejected); with one
/// among them something would do, so "all unacceptable" is not said, and ratings, which it has none of, are left out. Answers that are incomparable are not ranked, edited ones neither.
/// Section hashes are those of the task's sections under the spec text that the label was given under.
/// </remarks>
public static class LabelJudgment
{
    /// <summary>The judgment of a label in its normal form (<see cref="LabelForm.Normal"/>).</summary>
    /// <param name="task">The task.</param>
    /// <param name="order">The order in which the person was shown the answers.</param>
    /// <param name="label">What the person said.</param>
    /// <param name="spec">The spec that it was said under.</param>
    /// <param name="handle">The person's handle.</param>
    public static LabeledWork Of(TaskContent task, IReadOnlyList<int> order, LabelContent label, CampaignSpec spec, string handle) =>
        Of(task, order, label, spec, handle, JudgeKinds.Person(handle));

    /// <summary>The judgment of an adjudication, whose answers stand in the task's order.</summary>
    /// <param name="task">The task.</param>
    /// <param name="label">What the reviewer decided.</param>
    /// <param name="spec">The spec that it was decided under.</param>
    /// <param name="handle">The reviewer's handle.</param>
    public static LabeledWork OfAdjudication(TaskContent task, LabelContent label, CampaignSpec spec, string handle) =>
        Of(task, [.. Enumerable.Range(0, task.Answers.Count)], label, spec, handle, JudgeKinds.Adjudication(handle));

    private static LabeledWork Of(TaskContent task, IReadOnlyList<int> order, LabelContent label, CampaignSpec spec, string handle, string judge)
    {
        IReadOnlyList<Response> written = label.Incomparable ? [] : Written(task, order, label, handle);
        var above = written.Count > 0 ? 1 : 0; // what the person wrote stands above
        IReadOnlyList<string> ids = [.. order.Select(i => task.Answers[i].Id), .. written.Select(r => r.Id)];
        IReadOnlyList<IReadOnlyList<string>> broken = [.. order.Select(i => Broken(label, i, spec.Document)), .. written.Select(_ => (IReadOnlyList<string>)[])];
        var isRated = written.Count == 0 && label.Ratings.Count > 0 && label.Ratings.All(r => r is not null);
        var judgment = new Judgment(
            task.Prompt.Id,
            ids,
            label.Incomparable ? [] : [.. order.Select(i => label.Tiers[i]!.Value + above), .. written.Select(_ => 0)],
            broken,
            judge,
            task.Sections.Where(spec.Hashes.ContainsKey).Distinct().ToDictionary(s => s, s => spec.Hashes[s]))
        {
            Outcome = label.Incomparable ? Outcome.Incomparable : Outcome.Judged,
            Reason = label.Reason,
            Ratings = isRated ? [.. order.Select(i => label.Ratings[i]!.Value)] : [],
            Breaches = [.. label.Breaches.Select(b => new Breach(Shown(order, b.Answer), b.Section, b.Words, b.Reason))],
            Strength = label.Strength,
            DecidedOn = label.DecidedOn,
            AllUnacceptable = label.AllUnacceptable && written.Count == 0,
            Flags = label.Flags.Count == 0 ? [] : [.. order.Select(i => label.Flags[i]), .. written.Select(_ => (IReadOnlyList<string>)[])],
        };
        return new LabeledWork(judgment, written);
    }

    private static IReadOnlyList<Response> Written(TaskContent task, IReadOnlyList<int> order, LabelContent label, string handle) => label.Edits.Count == 0
        ? []
        : [.. order.Where(i => label.Edits[i] is not null).Select(i => new Response(task.Prompt.Id, JudgeKinds.Person(handle), new Sampler(), i, label.Edits[i]!))];

    private static IReadOnlyList<string> Broken(LabelContent label, int answer, SpecDocument spec) =>
        [.. label.Breaches.Where(b => b.Answer == answer).Select(b => b.Section).Distinct().OrderByDescending(s => spec.Find(s)?.Authority ?? Authority.None).ThenBy(s => s, StringComparer.Ordinal)];

    private static int Shown(IReadOnlyList<int> order, int answer)
    {
        for (var place = 0; place < order.Count; place++)
        {
            if (order[place] == answer)
            {
                return place;
            }
        }

        throw new ArgumentException($"the order does not show answer {answer}", nameof(order));
    }
}
