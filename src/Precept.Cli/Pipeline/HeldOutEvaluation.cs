using Precept.Cli.Recipes;
using Precept.Prompts;
using Precept.Reports;
using Precept.Spec;

namespace Precept.Cli.Pipeline;

/// <summary>What ends a run on scenarios: the models answer the held-out prompts, and the report shows first the one that did best on the validation prompts.</summary>
public sealed class HeldOutEvaluation(PipelineContext context, Recipe recipe)
{
    /// <summary>Evaluates the models that the recipe names and puts the report together.</summary>
    /// <param name="models">The models that the run has, by name.</param>
    /// <param name="sets">The prompts.</param>
    /// <param name="cancellationToken">Stops after the block at hand.</param>
    /// <exception cref="InputException">The recipe names a model that the run does not make.</exception>
    public async Task<ReportData> RunAsync(Dictionary<string, ModelReference> models, PromptSets sets, CancellationToken cancellationToken)
    {
        var settings = recipe.Evaluate ?? new EvaluateSettings();
        var reference = models.GetValueOrDefault("sft");
        var names = settings.Models.Count > 0 ? settings.Models : [.. models.Keys.Where(n => n is not ("reward" or "base"))];
        var chosen = await ChooseAsync(models, names, sets, settings, cancellationToken);
        var evaluated = new List<(ModelReference Model, Evaluated Result)>();
        foreach (var name in InOrder(names, chosen))
        {
            var model = Required(models, name, "evaluate");
            var against = reference is not null && reference.Id != model.Id ? reference : null;
            var results = await EvaluateStage.RunAsync(
                context, model, Prompts(sets.HeldOut), settings.Decodings, settings.MaxTokens, against, cancellationToken);
            evaluated.AddRange(results.Select(r => (model, r)));
        }

        var report = new ReportStage(context, recipe);
        return report.Data([.. evaluated.Select(e => e.Result.Scorecard)], [.. models.Values]) with
        {
            Featured = chosen,
            Baseline = models.ContainsKey("sft") ? "sft" : null,
            Conversations = report.Conversations(
                Prompts(sets.HeldOut), evaluated.Find(e => e.Model.Name == "sft").Result?.Responses, evaluated.Find(e => e.Model.Name == chosen).Result?.Responses, "sft", chosen),
        };
    }

    /// <summary>The model that is shown first: the best on the validation prompts, so that the held-out ones choose nothing.</summary>
    private async Task<string> ChooseAsync(
        Dictionary<string, ModelReference> models, IReadOnlyList<string> names, PromptSets sets, EvaluateSettings settings, CancellationToken cancellationToken)
    {
        if (sets.Validation.Count == 0 || names.Count == 1)
        {
            return names[^1];
        }

        var scores = new List<(string Name, double Rate)>();
        foreach (var name in names)
        {
            var result = await EvaluateStage.RunAsync(
                context, Required(models, name, "evaluate"), Prompts(sets.Validation), ["greedy"], settings.MaxTokens, null, cancellationToken);
            scores.Add((name, result[0].Scorecard.Adherence.Value));
        }

        return scores.MaxBy(s => s.Rate).Name;
    }

    /// <summary>The recipe's order, with the better of PPO and GRPO first of the two.</summary>
    private static IEnumerable<string> InOrder(IReadOnlyList<string> names, string chosen) =>
        chosen == "grpo" && names.Contains("ppo") ? names.OrderBy(n => n is "grpo" ? 1 : n is "ppo" ? 2 : 0) : names;

    /// <summary>A model of the run.</summary>
    /// <exception cref="InputException">The run has not made it.</exception>
    public static ModelReference Required(Dictionary<string, ModelReference> models, string name, string stage) =>
        models.GetValueOrDefault(name) ?? throw new InputException($"stage '{stage}' needs the model '{name}', which the recipe does not make before it (it has: {string.Join(", ", models.Keys)})");

    private static IReadOnlyList<Prompt> Prompts(IReadOnlyList<Demonstration> demonstrations) => [.. demonstrations.Select(d => d.Prompt)];
}
