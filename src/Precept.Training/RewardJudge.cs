using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Training.Models;
using Precept.Training.Tokenizers;

namespace Precept.Training;

/// <summary>A reward model as a judge: the higher score is better, and of two the first is with the probability sigmoid(r1 - r2) (Bradley and Terry 1952; InstructGPT, equation 1).</summary>
/// <remarks>
/// Sections take no part in it, so a change of the spec makes none of its judgments stale: they are stale when the model is another one. A response that does not fit the
/// model's context, or gets no finite score, makes the judgment invalid. One forward pass at a time.
/// </remarks>
public sealed class RewardJudge : IJudge, IDisposable
{
    private readonly Transformer _model;
    private readonly ChatTokenizer _tokenizer;
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>A judge.</summary>
    /// <param name="model">A reward model; not owned.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="id">The model's id: content hash of its checkpoint.</param>
    /// <exception cref="Spec.InputException">The model gives no scores.</exception>
    public RewardJudge(Transformer model, ChatTokenizer tokenizer, string id)
    {
        if (!model.Config.HasScore)
        {
            throw new Spec.InputException($"the model {id} is no reward model; 'precept train reward' makes one");
        }

        (_model, _tokenizer, Configuration) = (model, tokenizer, $"reward:{id}");
    }

    /// <inheritdoc/>
    public string Configuration { get; }

    /// <inheritdoc/>
    public bool TakesPairs => false;

    /// <inheritdoc/>
    public async Task<Judgment> JudgeAsync(Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken = default)
    {
        if (responses.Any(r => r.PromptId != prompt.Id))
        {
            throw new ArgumentException($"a response is not one to the prompt {prompt.Id}", nameof(responses));
        }

        TokenSequence[] sequences = [.. responses.Select(r => Demonstrations.Tokenize(_tokenizer, prompt, r.Text))];
        var longest = sequences.Select(s => s.Tokens.Length).DefaultIfEmpty().Max();
        if (longest > _model.Config.MaxPositions)
        {
            return Judgment(prompt, responses, Outcome.Invalid, [], $"prompt and response are {longest:#,0} tokens; the reward model reads {_model.Config.MaxPositions:#,0}");
        }

        float[] scores;
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            scores = await Task.Run(() => RewardModel.Score(_model, sequences), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }

        return scores.All(float.IsFinite)
            ? Judgment(prompt, responses, Outcome.Judged, VoteCount.Dense([.. scores.Select(s => -s)]), string.Join("\n", scores.Select((s, i) => $"response {i + 1}: score {s:0.000}"))) with
            {
                P = scores is [var first, var second] ? Preferred(first - second) : null,
            }
            : Judgment(prompt, responses, Outcome.Invalid, [], "the reward model's score is not a finite number");
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static double Preferred(double difference) =>
        Math.Clamp(1 / (1 + Math.Exp(-difference)), VerdictProbability.Margin, 1 - VerdictProbability.Margin);

    private Judgment Judgment(Prompt prompt, IReadOnlyList<Response> responses, Outcome outcome, IReadOnlyList<int> ranks, string reason) =>
        new(prompt.Id, [.. responses.Select(r => r.Id)], ranks, [], Configuration, new Dictionary<string, string>()) { Outcome = outcome, Reason = reason };
}
