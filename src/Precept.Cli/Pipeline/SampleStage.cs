using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Training.Sampling;
using Precept.Workspace;

namespace Precept.Cli.Pipeline;

/// <summary>Prompts to responses: K answers each, kept in the workspace block by block, so that a cut run goes on at the next block.</summary>
public static class SampleStage
{
    /// <summary>Prompts a block. What a block holds depends on the prompt list alone, so a resumed run computes the same batches.</summary>
    private const int BlockSize = 256;

    /// <summary>Samples, or takes the answers that are there.</summary>
    /// <returns>For each prompt in order its answers.</returns>
    public static async Task<IReadOnlyList<Response>> RunAsync(
        PipelineContext context, string stage, ModelReference model, IReadOnlyList<Prompt> prompts, Sampler sampler, int count, CancellationToken cancellationToken)
    {
        await context.StageAsync(
            stage, [model.Id, ContentHash.Of(prompts.Select(p => p.Id))], $"{sampler.Canonical} k={count}", async _ =>
            {
                var answered = await context.Workspace.AnsweredAsync(model.Id, sampler.Canonical, count, cancellationToken);
                using var loaded = model.Load();
                var policy = new LocalPolicy(model.Id, loaded.Model, loaded.Tokenizer);
                var done = 0;
                foreach (var block in prompts.Chunk(BlockSize))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!block.All(p => answered.Contains(p.Id)))
                    {
                        var responses = new List<Response>();
                        await foreach (var answers in policy.SampleAsync(block, sampler, count, cancellationToken))
                        {
                            responses.AddRange(answers);
                        }

                        await context.Workspace.AddResponsesAsync(responses, cancellationToken);
                    }

                    done += block.Length;
                    context.Progress.Advance(done, prompts.Count, "");
                }

                var all = await AnswersAsync(context.Workspace, model, sampler, prompts, count, cancellationToken);
                return (ContentHash.Of(all.Select(r => r.Id)), $"{all.Count:N0} answers of {model.Name}");
            },
            cancellationToken);
        return await AnswersAsync(context.Workspace, model, sampler, prompts, count, cancellationToken);
    }

    private static async Task<IReadOnlyList<Response>> AnswersAsync(
        WorkspaceFolder workspace, ModelReference model, Sampler sampler, IReadOnlyList<Prompt> prompts, int count, CancellationToken cancellationToken)
    {
        var found = (await workspace.ResponsesAsync(model.Id, sampler.Canonical, [.. prompts.Select(p => p.Id)], cancellationToken)).ToLookup(r => r.PromptId);
        return [.. prompts.SelectMany(p => found[p.Id].Where(r => r.Index < count).OrderBy(r => r.Index))];
    }
}
