using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>A dataset as a command made it.</summary>
/// <param name="Dataset">Its preferences and lineage.</param>
/// <param name="Spec">The spec that they were judged under, or null.</param>
internal sealed record BuiltData(Dataset Dataset, SpecInUse? Spec)
{
    /// <summary>People's judgments that voted on each preference, or null where it was made of no judgments.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PreferenceLabel>>? Labels { get; init; }

    /// <summary>How many prompts of other splits the same judges have judged under the same texts; they are left aside.</summary>
    public int PromptsOfOtherSplits { get; init; }
}

/// <summary>Makes preferences of the workspace's current judgments, of models, checks and people.</summary>
/// <param name="run">The command's run.</param>
/// <param name="workspace">The workspace.</param>
internal sealed class DataFromJudgments(Invocation run, WorkspaceFolder workspace)
{
    /// <summary>The pairs of the judgments of one split that are current under a spec.</summary>
    /// <exception cref="InputException">There are none of such judgments.</exception>
    public async Task<BuiltData> BuildAsync(SpecInUse spec, Split split, string? judge, PairOptions options)
    {
        var prompts = await workspace.PromptsAsync(split, cancellationToken: run.CancellationToken);
        var ids = prompts.Select(p => p.Id).ToHashSet();
        var all = await workspace.JudgmentsAsync(cancellationToken: run.CancellationToken);
        var (judgments, ofOtherSplits) = new JudgmentChoice(spec, split, judge).Of(all, ids);
        var responses = await ResponsesAsync(judgments, ids);
        var pairs = PairBuilder.FromJudgments(prompts, responses, judgments, options);
        var lineage = new DatasetLineage(spec.JudgedHash, string.Join(' ', judgments.Select(j => j.Judge).Distinct().Order(StringComparer.Ordinal)))
        {
            Models = [.. responses.Select(r => r.Model).Distinct()],
            Counts = new Dictionary<string, int>
            {
                ["ties"] = pairs.Ties,
                ["not_judged"] = pairs.NotJudged,
                ["identical_texts"] = pairs.IdenticalTexts,
                ["repeated"] = pairs.Repeated,
                ["contradicted"] = pairs.Contradicted,
                ["over_limit"] = pairs.OverLimit,
                ["below_strength"] = pairs.BelowStrength,
                ["unacceptable"] = pairs.Unacceptable,
                ["adjudicated"] = pairs.Adjudicated,
            },
        };
        return new(new Dataset(pairs.Pairs, lineage), spec) { Labels = pairs.Labels, PromptsOfOtherSplits = ofOtherSplits };
    }

    private async Task<IReadOnlyList<Response>> ResponsesAsync(Judgment[] judgments, HashSet<string> promptIds)
    {
        var judged = judgments.SelectMany(j => j.ResponseIds).ToHashSet();
        var responses = new List<Response>();
        foreach (var draw in await workspace.DrawsAsync(run.CancellationToken))
        {
            responses.AddRange((await workspace.ResponsesAsync(draw.Model, draw.Sampler, promptIds, run.CancellationToken)).Where(r => judged.Contains(r.Id)));
        }

        return responses;
    }
}
