using System.Text.Json;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Prompts;
using Precept.Reports;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Pipeline;

/// <summary>A report about a workspace, whatever filled it: all that a run's own report shows, except what only its recipe knows.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="judge">The spec's checks: they mark what a sample answer breaks.</param>
/// <param name="judgedSpecHash">Hash of the spec and its checks; scorecards under another are not shown.</param>
/// <param name="seed">Draws the sample conversations.</param>
internal sealed class WorkspaceReport(WorkspaceFolder workspace, CheckJudge judge, string judgedSpecHash, long seed)
{
    private const string Greedy = "greedy";

    /// <summary>Puts the report together.</summary>
    /// <exception cref="InputException">There is no scorecard under the spec, or a model's learning curve is damaged.</exception>
    public async Task<ReportData> DataAsync(CancellationToken cancellationToken)
    {
        var current = (await workspace.ScorecardsAsync(cancellationToken: cancellationToken)).Where(s => s.SpecHash == judgedSpecHash).ToArray();
        if (current.Length == 0)
        {
            throw new InputException("the workspace has no scorecard under the spec as it is now; 'precept evaluate MODEL' makes one");
        }

        var shown = Newest(current);
        var baseline = shown.FirstOrDefault(s => s.Name == "sft") ?? shown[0];
        var (featured, isChosenHere) = await BestAsync(shown, baseline.Name, current, cancellationToken);
        var models = await ModelsAsync(shown, cancellationToken);
        var stages = (await workspace.StagesAsync(cancellationToken)).Where(s => s.IsDone).ToArray();
        return new ReportData
        {
            Title = "Scorecards",
            Recipe = "none: what the workspace holds",
            SpecVersion = judge.Spec.Version,
            SpecHash = judgedSpecHash,
            Seed = seed,
            Scorecards = shown,
            Featured = featured?.Name,
            Baseline = featured is null ? null : baseline.Name,
            SectionNames = ReportParts.SectionNames(judge.Spec),
            Notes = isChosenHere
                ? [$"'{featured!.Name}' stands at the top because it did best on the very prompts shown here, so its figures are a little optimistic. Where every model was evaluated on the validation prompts, those choose."]
                : [],
            Curves = [.. models.SelectMany(ReportParts.Curves)],
            Conversations = featured is null ? [] : await ConversationsAsync(baseline, featured, cancellationToken),
            Lineage = [.. stages.Select(s => new LineageRow(s.Stage.Kind, "", s.OutputHash ?? "", Seconds(s)))],
            Settings = [.. models.SelectMany(m => Settings(m, stages))],
        };
    }

    /// <summary>Of each model and decoding the newest scorecard, over the prompts of the newest one; a name stands for one checkpoint throughout.</summary>
    private static Scorecard[] Newest(IReadOnlyList<Scorecard> current)
    {
        var same = current.Where(s => s.PromptsHash == current[^1].PromptsHash).ToArray();
        var model = same.GroupBy(s => s.Name).ToDictionary(g => g.Key, g => g.Last().Model);
        return [.. same.Where(s => s.Model == model[s.Name]).Reverse().DistinctBy(s => (s.Name, s.Decoding)).Reverse()];
    }

    /// <summary>
    /// The best model beside the baseline: on the validation prompts where all were evaluated on them, otherwise on those that are shown.
    /// </summary>
    /// <returns>Its scorecard, or null where there is no other model; and whether it was chosen among several by what is shown.</returns>
    private async Task<(Scorecard? Best, bool IsChosenHere)> BestAsync(
        Scorecard[] shown, string baseline, Scorecard[] current, CancellationToken cancellationToken)
    {
        var decoding = shown.Any(s => s.Decoding == Greedy && s.Name != baseline) ? Greedy : shown[0].Decoding;
        var others = shown.Where(s => s.Name != baseline && s.Decoding == decoding).ToArray();
        if (others.Length < 2)
        {
            return (others.FirstOrDefault(), false);
        }

        var validation = ContentHash.Of((await workspace.PromptsAsync(Split.Validation, cancellationToken: cancellationToken)).Select(p => p.Id));
        var scores = current.Where(s => s.Decoding == Greedy && s.PromptsHash == validation).ToLookup(s => s.Model);
        return others.All(o => scores.Contains(o.Model))
            ? (others.MaxBy(o => scores[o.Model].Last().Adherence.Value), false)
            : (others.MaxBy(o => o.Adherence.Value), true);
    }

    /// <summary>The model of each name in the workspace: the one whose scorecard is shown, or the newest.</summary>
    private async Task<IReadOnlyList<ModelReference>> ModelsAsync(IReadOnlyList<Scorecard> shown, CancellationToken cancellationToken)
    {
        var models = new List<ModelReference>();
        foreach (var name in (await workspace.ModelsAsync(cancellationToken)).Select(m => m.Name).Distinct())
        {
            if (await workspace.ModelAsync(shown.FirstOrDefault(s => s.Name == name)?.Model ?? name, cancellationToken) is { } model)
            {
                var folder = Path.GetFullPath(model.Folder, workspace.Folder);
                models.Add(new ModelReference(name, model.Id, folder, await ModelStore.CurveAsync(folder, cancellationToken)));
            }
        }

        return models;
    }

    /// <summary>Held-out prompts that both models answered greedily in the same way; none where the workspace has no such answers.</summary>
    private async Task<IReadOnlyList<SampleConversation>> ConversationsAsync(Scorecard before, Scorecard after, CancellationToken cancellationToken)
    {
        var sections = judge.Spec.Sections.Select(s => s.Id).ToHashSet();
        var heldOut = (await workspace.PromptsAsync(Split.HeldOut, cancellationToken: cancellationToken)).Where(p => p.Sections.All(sections.Contains)).ToArray();
        (Prompt[] Prompts, Response[] Before, Response[] After) most = ([], [], []);
        var draws = (await workspace.DrawsAsync(cancellationToken)).Where(d => d.Sampler.StartsWith("t=0 ", StringComparison.Ordinal)).ToArray();
        foreach (var sampler in draws.Where(d => d.Model == before.Model).Select(d => d.Sampler).Intersect(draws.Where(d => d.Model == after.Model).Select(d => d.Sampler)))
        {
            var (earlier, later) = (await AnswersAsync(before.Model, sampler, heldOut, cancellationToken), await AnswersAsync(after.Model, sampler, heldOut, cancellationToken));
            var prompts = heldOut.Where(p => earlier.ContainsKey(p.Id) && later.ContainsKey(p.Id)).ToArray();
            if (prompts.Length > 0 && prompts.Length >= most.Prompts.Length)
            {
                most = (prompts, [.. prompts.Select(p => earlier[p.Id])], [.. prompts.Select(p => later[p.Id])]);
            }
        }

        return ReportParts.Conversations(judge, seed, most.Prompts, most.Before, most.After, before.Name, after.Name);
    }

    private async Task<Dictionary<string, Response>> AnswersAsync(string model, string sampler, IReadOnlyList<Prompt> prompts, CancellationToken cancellationToken) =>
        (await workspace.ResponsesAsync(model, sampler, [.. prompts.Select(p => p.Id)], cancellationToken)).Where(r => r.Index == 0).DistinctBy(r => r.PromptId).ToDictionary(r => r.PromptId);

    /// <summary>What a model was trained with: its stage keeps that as JSON.</summary>
    private static IEnumerable<Setting> Settings(ModelReference model, IReadOnlyList<StageState> stages)
    {
        if (stages.LastOrDefault(s => s.OutputHash == model.Id && s.Stage.Kind == model.Name) is not { } stage)
        {
            return [];
        }

        using var json = JsonDocument.Parse(stage.Stage.Settings);
        return ReportParts.Settings(json.RootElement, model.Name);
    }

    private static double? Seconds(StageState stage) =>
        stage.DoneAt is { } done && done >= stage.StartedAt ? (done - stage.StartedAt).TotalSeconds : null;
}
