using System.Text.Json;
using Precept.Evaluation;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Training;
using Eval = Precept.Evaluation.Evaluation;

namespace Precept.Cli.Pipeline;

/// <summary>One model on one set of prompts with one decoding.</summary>
/// <param name="Scorecard">The scores.</param>
/// <param name="Responses">The answers they rest on, one a prompt, in order.</param>
public sealed record Evaluated(Scorecard Scorecard, IReadOnlyList<Response> Responses);

/// <summary>Models to scorecards.</summary>
public static class EvaluateStage
{
    /// <summary>The decodings by name.</summary>
    public static Sampler SamplerOf(string decoding, int maxTokens, long seed) => decoding switch
    {
        "greedy" => Sampler.Greedy with { MaxTokens = maxTokens, Seed = 0 },
        "t=1" => new Sampler { MaxTokens = maxTokens, Seed = seed },
        _ => throw new InputException($"decoding '{decoding}' is not known (greedy, t=1)"),
    };

    /// <summary>Answers every prompt once with each decoding and scores the answers by the checks.</summary>
    /// <param name="context">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The prompts.</param>
    /// <param name="decodings"><c>greedy</c>, <c>t=1</c>.</param>
    /// <param name="maxTokens">Most tokens of an answer.</param>
    /// <param name="reference">The model to measure the divergence from (drawn answers only), or null.</param>
    /// <param name="cancellationToken">Stops after the block at hand.</param>
    /// <returns>A scorecard for each decoding, in order.</returns>
    public static async Task<IReadOnlyList<Evaluated>> RunAsync(
        PipelineContext context, ModelReference model, IReadOnlyList<Prompt> prompts, IReadOnlyList<string> decodings, int maxTokens,
        ModelReference? reference, CancellationToken cancellationToken)
    {
        Sampler[] samplers = [.. decodings.Select(d => SamplerOf(d, maxTokens, context.Seed))];
        var answers = await SampleStage.EachAsync(context, $"evaluate {model.Name}", model, prompts, samplers, cancellationToken);
        var evaluated = new List<Evaluated>();
        foreach (var (decoding, responses) in decodings.Zip(answers))
        {
            var divergence = reference is not null && decoding != "greedy" ? Divergence(reference, prompts, responses) : null;
            var scorecard = Eval.Score(model.Name, decoding, model.Id, prompts, responses, context.Judge, context.JudgedSpecHash, divergence);
            await context.Workspace.AddScorecardAsync(scorecard, context.SectionHashes, cancellationToken);
            evaluated.Add(new Evaluated(scorecard, responses));
        }

        return evaluated;
    }

    /// <summary>For each answer log pi(answer) - log ref(answer), at temperature 1.</summary>
    private static Dictionary<string, double> Divergence(ModelReference reference, IReadOnlyList<Prompt> prompts, IReadOnlyList<Response> responses)
    {
        using var loaded = reference.LoadAsTrained();
        var promptOf = prompts.ToDictionary(p => p.Id);
        TokenSequence[] sequences = [.. responses.Select(r => TokenSequence.Of(loaded.Tokenizer.Prompt(promptOf[r.PromptId].Messages), [.. r.TokenIds]))];
        var logProbs = SequenceLogProbs.Of(loaded.Model, sequences);
        return responses.Select((r, i) => (r.Id, Value: r.LogProbs.Sum(l => (double)l) - logProbs[i])).ToDictionary(x => x.Id, x => x.Value);
    }
}
