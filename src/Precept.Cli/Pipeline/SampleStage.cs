using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Training.Sampling;
using Precept.Workspace;

namespace Precept.Cli.Pipeline;

/// <summary>Prompts to responses: K answers each, kept in the workspace block by block, so that a cut run goes on at the next block.</summary>
public static class SampleStage
{
    /// <summary>Samples K answers a prompt, or takes those that are there.</summary>
    /// <returns>For each prompt in order its answers.</returns>
    public static async Task<IReadOnlyList<Response>> RunAsync(
        PipelineContext context, string stage, ModelReference model, IReadOnlyList<Prompt> prompts, Sampler sampler, int count, CancellationToken cancellationToken)
    {
        var draws = Enumerable.Range(0, count).Select(index => (sampler, index)).ToArray();
        await DrawAsync(context, stage, model, prompts, draws, cancellationToken);
        return await AnswersAsync(context.Workspace, model, sampler, prompts, count, cancellationToken);
    }

    /// <summary>Samples one answer a prompt with each sampler, or takes those that are there.</summary>
    /// <returns>For each sampler the answers, in prompt order.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<Response>>> EachAsync(
        PipelineContext context, string stage, ModelReference model, IReadOnlyList<Prompt> prompts, IReadOnlyList<Sampler> samplers, CancellationToken cancellationToken)
    {
        await DrawAsync(context, stage, model, prompts, [.. samplers.Select(s => (s, 0))], cancellationToken);
        var answers = new List<IReadOnlyList<Response>>();
        foreach (var sampler in samplers)
        {
            answers.Add(await AnswersAsync(context.Workspace, model, sampler, prompts, 1, cancellationToken));
        }

        return answers;
    }

    private static Task<string> DrawAsync(
        PipelineContext context, string stage, ModelReference model, IReadOnlyList<Prompt> prompts, IReadOnlyList<(Sampler Sampler, int Index)> draws,
        CancellationToken cancellationToken) => context.StageAsync(
        stage, [model.Id, ContentHash.Of(prompts.Select(p => p.Id))], string.Join("; ", draws.Select(d => $"{d.Sampler.Canonical} #{d.Index}")), async _ =>
        {
            var kept = await KeptAsync(context.Workspace, model, draws, cancellationToken);
            if (prompts.Count(IsAnswered) is > 0 and var answered)
            {
                context.Progress.Resume(answered, "prompts");
            }

            using var loaded = model.LoadAsTrained();
            var policy = new LocalPolicy(model.Id, loaded.Model, loaded.Tokenizer);
            var done = 0;
            foreach (var block in prompts.Chunk(LocalPolicy.BlockSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!block.All(IsAnswered))
                {
                    var responses = new List<Response>();
                    await foreach (var answers in policy.SampleAsync(block, draws, cancellationToken))
                    {
                        responses.AddRange(answers.Where(a => !kept.Contains((a.Sampler, a.PromptId, a.Index))));
                    }

                    await context.Workspace.AddResponsesAsync(responses, cancellationToken);
                }

                done += block.Length;
                context.Progress.Advance(done, prompts.Count, "");
            }

            return (ContentHash.Of([model.Id, .. prompts.Select(p => p.Id), .. draws.Select(d => $"{d.Sampler.Canonical} #{d.Index}")]), $"{prompts.Count * draws.Count:N0} answers of {model.Name}");

            bool IsAnswered(Prompt prompt) => draws.All(d => kept.Contains((d.Sampler, prompt.Id, d.Index)));
        },
        cancellationToken);

    /// <summary>The answers that are there: a prompt is not given a second one where its block is drawn again for another's sake.</summary>
    private static async Task<HashSet<(Sampler Sampler, string PromptId, int Index)>> KeptAsync(
        WorkspaceFolder workspace, ModelReference model, IReadOnlyList<(Sampler Sampler, int Index)> draws, CancellationToken cancellationToken)
    {
        var kept = new HashSet<(Sampler, string, int)>();
        foreach (var sampler in draws.Select(d => d.Sampler).Distinct())
        {
            var answered = await workspace.AnsweredAsync(model.Id, sampler.Canonical, cancellationToken);
            kept.UnionWith(answered.Select(a => (sampler, a.PromptId, a.Index)));
        }

        return kept;
    }

    private static async Task<IReadOnlyList<Response>> AnswersAsync(
        WorkspaceFolder workspace, ModelReference model, Sampler sampler, IReadOnlyList<Prompt> prompts, int count, CancellationToken cancellationToken)
    {
        var found = (await workspace.ResponsesAsync(model.Id, sampler.Canonical, [.. prompts.Select(p => p.Id)], cancellationToken)).ToLookup(r => r.PromptId);
        return [.. prompts.SelectMany(p => found[p.Id].Where(r => r.Index < count).OrderBy(r => r.Index))];
    }
}
