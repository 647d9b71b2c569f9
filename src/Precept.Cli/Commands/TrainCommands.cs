using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Precept.Cli.Pipeline;
using Precept.Cli.Recipes;
using Precept.Cli.Terminal;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Spec;
using Precept.Training;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept train sft|reward|dpo|ppo|grpo</c>: one training stage on what the workspace has.</summary>
internal static class TrainCommands
{
    public static Command Create() => new("train", "Train one stage on what the workspace has.")
    {
        Stage("sft", "Fine-tune on the train prompts' graded replies, good or bad with equal chance.",
            "The base model that the recipe names is where it starts, unless --from names another. Of a dataset (--data) the GOOD replies are learnt, one of each prompt.", "precept train sft", "precept train sft --from models/pocket-base --set sft.epochs=2 --json"),
        Stage("reward", "Train a reward model on a dataset of preferences.", "", "precept train reward --data judgments", "precept train reward --from sft --data judgments --json"),
        Stage("dpo", "Train by direct preference optimization on a dataset of preferences.", "", "precept train dpo --data judgments", "precept train dpo --data judgments --set dpo.beta=0.2 --json"),
        Stage("ppo", "Train by PPO against a reward model, on the train prompts.", "", "precept train ppo", "precept train ppo --from sft --reward reward --json"),
        Stage("grpo", "Train by GRPO against the spec's checks or a reward model, on the train prompts.", "", "precept train grpo", "precept train grpo --reward reward --json"),
    };

    private static CommandWithExamples Stage(string kind, string description, string notes, params string[] examples)
    {
        var from = new Option<string>("--from") { Description = $"The model to start from [default: {(kind == "sft" ? "the recipe's base" : "sft")}].", HelpName = "MODEL" };
        var data = kind == "sft"
            ? new Option<string?>("--data") { Description = "A dataset of demonstrations, by name or id: its GOOD replies [default: all graded replies of the train prompts].", HelpName = "NAME" }
            : new Option<string?>("--data") { Description = "The dataset of preferences, by name or id.", HelpName = "NAME", DefaultValueFactory = _ => "judgments" };
        var reward = new Option<string>("--reward")
        {
            Description = kind == "ppo" ? "The reward model." : "checks, or a reward model.",
            HelpName = "MODEL",
            DefaultValueFactory = _ => kind == "ppo" ? "reward" : "checks",
        };
        var spec = CommonOptions.Spec();
        var recipe = RecipeFile.Recipe();
        var set = RecipeFile.Set();
        var command = new CommandWithExamples(kind, description, examples)
        {
            Notes = $"{notes}{(notes.Length > 0 ? " " : "")}Settings are the recipe's ('{kind}'); --set changes one. The model gets the name '{kind}' in the workspace. Stopped, the same command goes on where it was.",
        };
        command.Add(from);
        if (kind is "sft" or "reward" or "dpo")
        {
            command.Add(data);
        }

        if (kind is "ppo" or "grpo")
        {
            command.Add(reward);
        }

        command.Add(spec);
        command.Add(recipe);
        command.Add(set);
        return command.Runs(run => Training.RunAsync(run, kind, new Choices(
            run.Value(from),
            kind is "sft" or "reward" or "dpo" ? run.Value(data) ?? "" : "",
            kind is "ppo" or "grpo" ? run.Value(reward)! : "",
            run.Value(spec)!,
            RecipeFile.Read(run.Value(recipe)!, run.Value(set), run.GivenSeed))));
    }

    private sealed record Choices(string? From, string Data, string Reward, string Spec, Recipe Recipe);

    private static class Training
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static async Task<int> RunAsync(Invocation run, string kind, Choices choices)
        {
            var recipe = choices.Recipe;
            using var workspace = run.OpenExistingWorkspace();
            using var progress = new StageProgress();
            var context = await PipelineContext.OpenAsync(workspace, choices.Spec, recipe.Seed, progress, run.CancellationToken);
            var from = choices.From is { } named ? ShippedFiles.Find(named) : kind == "sft" ? recipe.Base ?? throw new InputException("the recipe names no base model; give --from MODEL") : "sft";
            var start = await ModelStore.FindAsync(workspace, from, run.CancellationToken);
            var model = await TrainAsync(kind, context, start, choices, run.CancellationToken);
            run.Screen.Json(new JsonObject
            {
                ["name"] = model.Name,
                ["id"] = model.Id,
                ["folder"] = model.Folder,
                ["from"] = start.Id,
                ["steps"] = model.Curve.Count,
                ["last"] = model.Curve.Count == 0 ? null : new JsonObject(model.Curve[^1].Metrics.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, double.IsFinite(m.Value) ? m.Value : null))),
            });
            run.Screen.Line($"model '{model.Name}' {model.Id} in {model.Folder}");
            return ExitCode.Done;
        }

        private static async Task<ModelReference> TrainAsync(string kind, PipelineContext context, ModelReference start, Choices choices, CancellationToken cancellationToken)
        {
            var (recipe, stages) = (choices.Recipe, TrainStages.Of(context, choices.Recipe));
            var maxTokens = recipe.Data?.MaxTokens ?? 0;
            switch (kind)
            {
                case "sft" when choices.Data.Length > 0:
                    var named = await DataCommands.FindAsync(context.Workspace, choices.Data, DatasetKind.Demonstrations, cancellationToken);
                    var good = GoodReplies(await context.Workspace.DatasetDemonstrationsAsync(named.Id, cancellationToken));
                    RequireSome(good.Count, $"GOOD replies in the dataset '{named.Name}'");
                    return await stages.SftAsync(start, good, named.Id, recipe.Sft ?? new SftOptions(), cancellationToken, named.Id);
                case "sft":
                    var (demonstrations, data) = await DemonstrationsAsync(context.Workspace, cancellationToken);
                    RequireSome(demonstrations.Count, "train prompts with graded replies; 'precept prompts build' draws some");
                    return await stages.SftAsync(start, demonstrations, data, recipe.Sft ?? new SftOptions(), cancellationToken);
                case "dpo":
                    var (pairs, id) = await PairsAsync(context.Workspace, choices.Data, cancellationToken);
                    return await stages.DpoAsync(start, pairs, id, recipe.Dpo ?? new DpoOptions(), maxTokens, cancellationToken);
                case "reward":
                    var (ranked, dataset) = await PairsAsync(context.Workspace, choices.Data, cancellationToken);
                    return await stages.RewardAsync(
                        start, limit => [.. limit.Pairs(ranked).Select(RankedReplies.Of)], dataset,
                        recipe.Reward ?? new RewardModelOptions(), maxTokens, cancellationToken);
                default:
                    var prompts = await context.Workspace.PromptsAsync(Split.Train, cancellationToken: cancellationToken);
                    RequireSome(prompts.Count, "train prompts; 'precept prompts build' draws some");
                    var hash = ContentHash.Of(prompts.Select(p => p.Id));
                    var reward = choices.Reward == "checks" ? null : await ModelStore.FindAsync(context.Workspace, ShippedFiles.Find(choices.Reward), cancellationToken);
                    if (kind == "grpo")
                    {
                        return await stages.GrpoAsync(start, reward, prompts, hash, recipe.Grpo ?? new GrpoSettings(), cancellationToken);
                    }

                    var (text, textHash) = await DemonstrationsAsync(context.Workspace, cancellationToken);
                    return await stages.PpoAsync(
                        start, reward ?? throw new InputException("PPO needs a reward model; 'precept train grpo' takes the checks"), prompts, hash, text, textHash,
                        recipe.Ppo ?? new PpoSettings(), cancellationToken);
            }
        }

        private static async Task<(IReadOnlyList<Demonstration> Demonstrations, string Hash)> DemonstrationsAsync(
            WorkspaceFolder workspace, CancellationToken cancellationToken)
        {
            var demonstrations = await workspace.DemonstrationsAsync(Split.Train, cancellationToken: cancellationToken);
            return (demonstrations, ContentHash.Of(await workspace.AddDemonstrationsAsync(demonstrations, cancellationToken)));
        }

        private static IReadOnlyList<(IReadOnlyList<Message> Prompt, string Reply)> GoodReplies(IReadOnlyList<Demonstration> demonstrations) =>
            [.. demonstrations.SelectMany(d => d.Replies.Where(r => r.Verdict == Verdict.Good).Select(r => (d.Prompt.Messages, r.Message.Content)))];

        private static async Task<(IReadOnlyList<Preference> Pairs, string Id)> PairsAsync(WorkspaceFolder workspace, string name, CancellationToken cancellationToken)
        {
            var entry = await DataCommands.FindAsync(workspace, name, DatasetKind.Preferences, cancellationToken);
            return (await workspace.DatasetPreferencesAsync(entry.Id, cancellationToken), entry.Id);
        }

        private static void RequireSome(int count, string what)
        {
            if (count == 0)
            {
                throw new InputException($"the workspace has no {what}");
            }
        }
    }
}
