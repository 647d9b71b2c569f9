using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Judging;

/// <summary>What a judge is asked at a time: responses to one prompt.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Responses">The responses, in the order in which they are shown.</param>
public sealed record JudgeTask(Prompt Prompt, IReadOnlyList<Response> Responses)
{
    /// <summary>Tells tasks apart: the same prompt with the same responses in the same order.</summary>
    public string Key => KeyOf(Prompt.Id, Responses.Select(r => r.Id));

    /// <summary>The key of the task that a judgment came of.</summary>
    public static string KeyOf(Judgment judgment) => KeyOf(judgment.PromptId, judgment.ResponseIds);

    /// <summary>The tasks for one prompt.</summary>
    /// <remarks>
    /// The checks rank all responses at once. Other judges are asked about different texts only, and one that takes pairs about each pair:
    /// which of the two stands first is drawn by seed, so that a judge that is asked once cannot profit from the order of sampling.
    /// </remarks>
    /// <param name="judge">The judge.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="responses">Its responses.</param>
    /// <param name="maxPairs">Most pairs of a judge that takes pairs, drawn by seed; null for all.</param>
    /// <param name="seed">Seed of both draws.</param>
    public static IReadOnlyList<JudgeTask> For(IJudge judge, Prompt prompt, IReadOnlyList<Response> responses, int? maxPairs = null, long seed = 1)
    {
        if (judge is CheckJudge)
        {
            return responses.Count > 0 ? [new JudgeTask(prompt, responses)] : [];
        }

        Response[] different = [.. responses.DistinctBy(r => r.Text)];
        if (!judge.TakesPairs)
        {
            return different.Length > 0 ? [new JudgeTask(prompt, different)] : [];
        }

        var pairs = new List<JudgeTask>();
        for (var i = 0; i < different.Length; i++)
        {
            for (var j = i + 1; j < different.Length; j++)
            {
                var swapped = SeededRandom.For(seed, "shown first", different[i].Id, different[j].Id).NextInt(2) == 1;
                pairs.Add(new JudgeTask(prompt, swapped ? [different[j], different[i]] : [different[i], different[j]]));
            }
        }

        return maxPairs is { } most && pairs.Count > most ? Drawn(pairs, most, prompt, seed) : pairs;
    }

    private static IReadOnlyList<JudgeTask> Drawn(List<JudgeTask> pairs, int most, Prompt prompt, long seed)
    {
        var order = Enumerable.Range(0, pairs.Count).ToArray();
        SeededRandom.For(seed, "judged pairs", prompt.Id).Shuffle(order);
        return [.. order.Take(most).Order().Select(i => pairs[i])];
    }

    private static string KeyOf(string prompt, IEnumerable<string> responses) => prompt + " " + string.Join(' ', responses);
}
