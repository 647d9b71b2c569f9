using Microsoft.EntityFrameworkCore;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace.Storage;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    // A person's word counts as it is now; the place in the order stays.
    private const string LabelConflict =
        """
        ON CONFLICT ("id") DO UPDATE SET "outcome" = excluded."outcome", "reason" = excluded."reason", "ranks" = excluded."ranks",
        "broken" = excluded."broken", "details" = excluded."details"
        WHERE "judgments"."outcome" <> excluded."outcome" OR "judgments"."reason" <> excluded."reason" OR "judgments"."ranks" <> excluded."ranks"
        OR "judgments"."broken" <> excluded."broken" OR "judgments"."details" <> excluded."details"
        """;

    private const string MovePosition = """ON CONFLICT ("source") DO UPDATE SET "position" = excluded."position" """;

    /// <summary>Keeps people's labels as they are now: new ones, revised ones, and none of those withdrawn.</summary>
    /// <remarks>
    /// A judgment whose id is there already replaces what was said under it and keeps its place. Preferences that were made from what a person has revised or withdrawn are stale from then
    /// on (<see cref="StatusAsync"/>); nothing frozen is changed.
    /// </remarks>
    /// <param name="prompts">The prompts that were judged; those that are there already stay as they are. Null for none.</param>
    /// <param name="responses">The responses that were judged, people's own answers among them; those that are there already stay as they are.</param>
    /// <param name="judgments">The judgments, in order; of several with one id the last counts.</param>
    /// <param name="withdrawn">Ids of judgments that their authors took back; ids that are not there are passed over.</param>
    /// <param name="position">Up to where the labels of a source are kept with these (<see cref="LabelPositionsAsync"/>): remembered in the same transaction. Null for nothing to remember.</param>
    /// <param name="cancellationToken">Nothing is kept.</param>
    /// <exception cref="InputException">
    /// A judgment is no person's, is malformed, names a prompt or response that neither is given nor is there, or is withdrawn as well; a withdrawn one is no person's.
    /// </exception>
    public Task<LabelChanges> PutLabelsAsync(
        IEnumerable<Prompt>? prompts,
        IEnumerable<Response> responses,
        IEnumerable<Judgment> judgments,
        IEnumerable<string> withdrawn,
        LabelPosition? position = null,
        CancellationToken cancellationToken = default)
    {
        var back = withdrawn.ToHashSet();
        List<Judgment> given = [.. judgments.GroupBy(j => j.Id).Select(g => g.Last())];
        foreach (var judgment in given)
        {
            PersonsJudgment.Require(judgment);
            if (back.Contains(judgment.Id))
            {
                throw new InputException($"judgment {judgment.Id} of '{judgment.Judge}' is both given and withdrawn; it can be one of them");
            }
        }

        return WriteAsync(
            async context =>
            {
                await BulkInsert.InsertAsync(context, (prompts ?? []).Select(p => p.ToRow()), cancellationToken: cancellationToken);
                await BulkInsert.InsertAsync(context, responses.Select(r => r.ToRow()), cancellationToken: cancellationToken);
                await RequireJudgedAsync(context, given, cancellationToken);
                var known = await KnownAsync(context.Judgments.Select(j => j.Id), given.Select(j => j.Id), cancellationToken);
                var changed = await BulkInsert.InsertAsync(context, given.Select(j => j.ToRow()), LabelConflict, cancellationToken: cancellationToken);
                var added = given.Count - known.Count;
                if (position is not null)
                {
                    await BulkInsert.InsertAsync(context, [new LabelPositionRow { Source = position.Source, Position = position.UpTo }], MovePosition, cancellationToken: cancellationToken);
                }

                return new LabelChanges(added, changed - added, await WithdrawAsync(context, back, cancellationToken));
            },
            cancellationToken);
    }

    /// <summary>Up to where the labels of each source are in the workspace, as <see cref="PutLabelsAsync"/> was told.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Source to position.</returns>
    public async Task<IReadOnlyDictionary<string, long>> LabelPositionsAsync(CancellationToken cancellationToken = default)
    {
        await using var context = NewContext();
        return await context.LabelPositions.AsNoTracking().ToDictionaryAsync(p => p.Source, p => p.Position, cancellationToken);
    }

    private static async Task RequireJudgedAsync(WorkspaceContext context, List<Judgment> judgments, CancellationToken cancellationToken)
    {
        var prompts = await KnownAsync(context.Prompts.Select(p => p.Id), judgments.Select(j => j.PromptId), cancellationToken);
        if (judgments.FirstOrDefault(j => !prompts.Contains(j.PromptId)) is { } stray)
        {
            throw new InputException($"judgment {stray.Id} of '{stray.Judge}' is about prompt {stray.PromptId}, which the workspace does not have; give it as well");
        }

        var ids = judgments.SelectMany(j => j.ResponseIds).ToHashSet();
        var promptOf = new Dictionary<string, string>();
        foreach (var some in ids.Chunk(AtOnce))
        {
            foreach (var row in await context.Responses.Where(r => some.Contains(r.Id)).Select(r => new { r.Id, r.PromptId }).ToListAsync(cancellationToken))
            {
                promptOf[row.Id] = row.PromptId;
            }
        }

        foreach (var judgment in judgments)
        {
            if (judgment.ResponseIds.FirstOrDefault(id => promptOf.GetValueOrDefault(id) != judgment.PromptId) is { } missing)
            {
                throw new InputException($"judgment {judgment.Id} of '{judgment.Judge}' names response {missing}, which is no answer to its prompt that the workspace has; give it as well");
            }
        }
    }

    private static async Task<int> WithdrawAsync(WorkspaceContext context, HashSet<string> ids, CancellationToken cancellationToken)
    {
        var gone = 0;
        foreach (var some in ids.Chunk(AtOnce))
        {
            var rows = await context.Judgments.Where(j => some.Contains(j.Id)).Select(j => new { j.Id, j.Judge }).ToListAsync(cancellationToken);
            if (rows.FirstOrDefault(r => JudgeKinds.Of(r.Judge) != JudgeKind.Human) is { } other)
            {
                throw new InputException($"judgment {other.Id} is of '{other.Judge}', no person's; only people withdraw what they said");
            }

            gone += await context.Judgments.Where(j => some.Contains(j.Id)).ExecuteDeleteAsync(cancellationToken);
        }

        return gone;
    }

    // How many ids one statement names.
    private const int AtOnce = 500;

    private static async Task<HashSet<string>> KnownAsync(IQueryable<string> all, IEnumerable<string> wanted, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>();
        foreach (var some in wanted.Distinct().Chunk(AtOnce))
        {
            known.UnionWith(await all.Where(id => some.Contains(id)).ToListAsync(cancellationToken));
        }

        return known;
    }

    /// <summary>People's judgments as preferences remember them, by id.</summary>
    private static async Task<Dictionary<string, PreferenceLabel>> LabelsAsync(WorkspaceContext context, CancellationToken cancellationToken)
    {
        var prefix = JudgeKinds.Person("");
        var rows = await context.Judgments.AsNoTracking().Where(j => j.Judge.StartsWith(prefix)).ToListAsync(cancellationToken);
        return rows.ToDictionary(r => r.Id, r => new PreferenceLabel(r.Id, r.Judge, r.ToJudgment().Verdict));
    }
}
