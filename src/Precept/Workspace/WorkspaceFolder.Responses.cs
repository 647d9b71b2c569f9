using Microsoft.EntityFrameworkCore;
using Precept.Responses;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    /// <summary>Keeps responses.</summary>
    /// <param name="responses">The responses, in order; all answers to a prompt in one call, so that resuming finds it whole or not at all.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <returns>How many were new.</returns>
    public Task<int> AddResponsesAsync(IEnumerable<Response> responses, CancellationToken cancellationToken = default) => WriteAsync(
        context => BulkInsert.InsertAsync(context, responses.Select(r => r.ToRow()), cancellationToken: cancellationToken), cancellationToken);

    /// <summary>The responses of one draw, in the order in which they were first added.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="sampler">The sampler's canonical form.</param>
    /// <param name="promptIds">Only answers to these prompts, or null for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Response>> ResponsesAsync(
        string model, string sampler, IReadOnlyCollection<string>? promptIds = null, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var wanted = promptIds?.ToHashSet();
        var responses = new List<Response>();
        var rows = context.Responses.AsNoTracking().Where(r => r.Model == model && r.Sampler == sampler).OrderBy(r => r.Ordinal);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (wanted is null || wanted.Contains(row.PromptId))
            {
                responses.Add(row.ToResponse());
            }
        }

        return responses;
    }

    /// <summary>What a model has already answered: where a sampling that was interrupted goes on.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="sampler">The sampler's canonical form.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Prompt id and index of each answer.</returns>
    public async Task<IReadOnlySet<(string PromptId, int Index)>> AnsweredAsync(string model, string sampler, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var answered = await context.Responses.Where(r => r.Model == model && r.Sampler == sampler)
            .Select(r => new { r.PromptId, r.Draw }).Distinct().ToListAsync(cancellationToken);
        return answered.Select(r => (r.PromptId, r.Draw)).ToHashSet();
    }
}
