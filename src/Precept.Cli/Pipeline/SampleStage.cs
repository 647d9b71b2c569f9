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
            var missing = await MissingAsync(context.Workspace, model, prompts, draws, cancellationToken);
            if (prompts.Count(p => !missing.Contains(p.Id)) is > 0 and var answered)
            {
                context.Progress.Resume(answered, "prompts");
            }

            using var loaded = model.Load();
            using var policy = new LocalPolicy(model.Id, loaded.Model, loaded.Tokenizer);
            var done = 0;
            foreach (var block in prompts.Chunk(LocalPolicy.BlockSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (block.Any(p => missing.Contains(p.Id)))
                {
                    var responses = new List<Response>();
                    await foreach (var answers in policy.SampleAsync(block, draws, cancellationToken))
                    {
                        responses.AddRange(answers);
                    }

                    await context.Workspace.AddResponsesAsync(responses, cancellationToken);
                }

                done += block.Length;
                context.Progress.Advance(done, prompts.Count, "");
            }

            return (ContentHash.Of([model.Id, .. prompts.Select(p => p.Id), .. draws.Select(d => $"{d.Sampler.Canonical} #{d.Index}")]), $"{prompts.Count * draws.Count:N0} answers of {model.Name}");
        },
        cancellationToken);

    private static async Task<HashSet<string>> MissingAsync(
        WorkspaceFolder workspace, ModelReference model, IReadOnlyList<Prompt> prompts, IReadOnlyList<(Sampler Sampler, int Index)> draws, CancellationToken cancellationToken)
    {
        var missing = new HashSet<string>();
        foreach (var bySampler in draws.GroupBy(d => d.Sampler))
        {
            var answered = await workspace.AnsweredAsync(model.Id, bySampler.Key.Canonical, bySampler.Max(d => d.Index) + 1, cancellationToken);
            missing.UnionWith(prompts.Select(p => p.Id).Where(id => !answered.Contains(id)));
        }

        return missing;
    }

    private static async Task<IReadOnlyList<Response>> AnswersAsync(
        WorkspaceFolder workspace, ModelReference model, Sampler sampler, IReadOnlyList<Prompt> prompts, int count, CancellationToken cancellationToken)
    {
        var found = (await workspace.ResponsesAsync(model.Id, sampler.Canonical, [.. prompts.Select(p => p.Id)], cancellationToken)).ToLookup(r => r.PromptId);
        return [.. prompts.SelectMany(p => found[p.Id].Where(r => r.Index < count).OrderBy(r => r.Index))];
    }
}
