using System.Globalization;
using Precept.Prompts;
using Precept.Spec;
using Precept.Training.Optimizers;
using Precept.Training.Sampling;
using Precept.Training.Tokenizers;

namespace Precept.Training;

/// <summary>Scores answers: a reward model, the checks of a spec, or both.</summary>
/// <param name="prompts">The prompt of each answer.</param>
/// <param name="sequences">Prompt and answer each, as tokens.</param>
/// <param name="texts">The answers' texts.</param>
/// <param name="finished">Whether the model ended each answer itself.</param>
/// <returns>A score for each, higher is better.</returns>
public delegate float[] RewardFunction(
    IReadOnlyList<Prompt> prompts, IReadOnlyList<TokenSequence> sequences, IReadOnlyList<string> texts, IReadOnlyList<bool> finished);

/// <summary>Answers drawn from the policy in training, with their scores.</summary>
/// <param name="Sequences">Prompt and answer each; the K answers of a prompt stand next to each other.</param>
/// <param name="Rewards">Each answer's score.</param>
/// <param name="Finished">Whether the policy ended each answer itself.</param>
public sealed record Rollouts(IReadOnlyList<TokenSequence> Sequences, float[] Rewards, bool[] Finished)
{
    /// <summary>Draws K answers to each prompt and scores them.</summary>
    /// <param name="policy">The policy; the copy that computes answers.</param>
    /// <param name="tokenizer">Turns prompts into tokens.</param>
    /// <param name="prompts">The prompts.</param>
    /// <param name="count">K.</param>
    /// <param name="temperature">Sampling temperature.</param>
    /// <param name="maxTokens">Most tokens of an answer.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="iteration">The iteration: other answers in each.</param>
    /// <param name="reward">Scores the answers.</param>
    public static Rollouts Draw(
        TrainableModel policy, ChatTokenizer tokenizer, IReadOnlyList<Prompt> prompts, int count, double temperature, int maxTokens, long seed,
        int iteration, RewardFunction reward)
    {
        var requests = new List<GenerationRequest>();
        foreach (var prompt in prompts)
        {
            var tokens = tokenizer.Prompt(prompt.Messages);
            requests.AddRange(Enumerable.Range(0, count).Select(k => new GenerationRequest(
                tokens, SeededRandom.For(seed, "rollout", iteration.ToString(), prompt.Id, k.ToString()))));
        }

        NativeMemory.Trim();
        var answers = Generation.Run(policy.Compute, requests, maxTokens, temperature, topP: 1);
        TokenSequence[] sequences = [.. requests.Zip(answers, (r, a) => TokenSequence.Of(r.Prompt, a.Tokens))];
        bool[] finished = [.. answers.Select(a => a.Finished)];
        var rewards = reward(
            [.. prompts.SelectMany(p => Enumerable.Repeat(p, count))], sequences, [.. answers.Select(a => tokenizer.ReplyText(a.Tokens))], finished);
        return new Rollouts(sequences, rewards, finished);
    }

    /// <summary>The prompts of an iteration: the next ones of a shuffled list, which is shuffled anew when it is used up.</summary>
    public static IReadOnlyList<Prompt> PromptsOf(IReadOnlyList<Prompt> prompts, int perIteration, int iteration, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfZero(prompts.Count, nameof(prompts));
        var first = (long)iteration * perIteration;
        var passes = new Dictionary<long, int[]>();
        return [.. Enumerable.Range(0, perIteration).Select(i => prompts[OrderOf((first + i) / prompts.Count)[(first + i) % prompts.Count]])];

        int[] OrderOf(long pass)
        {
            if (!passes.TryGetValue(pass, out var order))
            {
                order = [.. Enumerable.Range(0, prompts.Count)];
                SeededRandom.For(seed, "rollout prompts", pass.ToString(CultureInfo.InvariantCulture)).Shuffle(order);
                passes[pass] = order;
            }

            return order;
        }
    }
}
