using Microsoft.EntityFrameworkCore;
using Precept.Prompts;
using Precept.Spec;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    // A prompt is its messages; what else is said about it follows its source as that is edited. The split alone never moves.
    private const string PromptConflict =
        """
        ON CONFLICT ("id") DO UPDATE SET "family" = excluded."family", "wrapping" = excluded."wrapping", "source" = excluded."source",
        "messages" = excluded."messages", "sections" = excluded."sections", "slots" = excluded."slots", "tags" = excluded."tags"
        WHERE "prompts"."split" = excluded."split"
        """;

    /// <summary>
    /// Keeps prompts. A prompt that is already there keeps its place and takes the new sections, slots, tags, family and source.
    /// </summary>
    /// <param name="prompts">The prompts, in order.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <exception cref="InputException">A prompt is already there in another split: training data would leak into the held-out.</exception>
    public Task AddPromptsAsync(IEnumerable<Prompt> prompts, CancellationToken cancellationToken = default) =>
        WriteAsync(context => InsertPromptsAsync(context, prompts, cancellationToken), cancellationToken);

    /// <summary>The prompts, in the order in which they were first added.</summary>
    /// <param name="split">Only this split, or null.</param>
    /// <param name="family">Only this family, or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Prompt>> PromptsAsync(Split? split = null, string? family = null, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var rows = await Selected(context, split, family).OrderBy(p => p.Ordinal).ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.ToPrompt())];
    }

    /// <summary>Keeps demonstrations, and their prompts as <see cref="AddPromptsAsync"/> does.</summary>
    /// <param name="demonstrations">The demonstrations, in order.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <returns>The demonstrations' ids, in order: what a dataset of demonstrations lists.</returns>
    /// <exception cref="InputException">A prompt is already there in another split.</exception>
    public Task<IReadOnlyList<string>> AddDemonstrationsAsync(IEnumerable<Demonstration> demonstrations, CancellationToken cancellationToken = default)
    {
        var given = demonstrations.ToList();
        return WriteAsync<IReadOnlyList<string>>(
            async context =>
            {
                await InsertPromptsAsync(context, given.Select(d => d.Prompt), cancellationToken);
                var rows = given.Select(d => d.ToRow()).ToList();
                await BulkInsert.InsertAsync(context, rows, cancellationToken: cancellationToken);
                return [.. rows.Select(r => r.Id)];
            },
            cancellationToken);
    }

    /// <summary>The demonstrations, in the order in which they were first added.</summary>
    /// <param name="split">Only those whose prompt is in this split, or null.</param>
    /// <param name="family">Only those whose prompt is of this family, or null.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<Demonstration>> DemonstrationsAsync(
        Split? split = null, string? family = null, CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        var rows = await context.Demonstrations.AsNoTracking()
            .Join(Selected(context, split, family), d => d.PromptId, p => p.Id, (d, p) => new { Demonstration = d, Prompt = p })
            .OrderBy(r => r.Demonstration.Ordinal)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.Demonstration.ToDemonstration(r.Prompt.ToPrompt()))];
    }

    private static IQueryable<PromptRow> Selected(WorkspaceContext context, Split? split, string? family)
    {
        var prompts = context.Prompts.AsNoTracking();
        if (split is { } wanted)
        {
            var name = Stored.Name(wanted);
            prompts = prompts.Where(p => p.Split == name);
        }

        return family is null ? prompts : prompts.Where(p => p.Family == family);
    }

    private static Task<int> InsertPromptsAsync(WorkspaceContext context, IEnumerable<Prompt> prompts, CancellationToken cancellationToken) =>
        BulkInsert.InsertAsync(
            context,
            prompts.Select(p => p.ToRow()),
            PromptConflict,
            row => throw new InputException(
                $"{(row.Source.Length > 0 ? row.Source : "prompt " + row.Id)}: this prompt is now in split '{row.Split}' but the workspace has it in another; "
                + "what was trained on would leak into what is measured, so use a new workspace"),
            cancellationToken);
}
