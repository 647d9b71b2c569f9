using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Precept.Cli.Models;
using Precept.Cli.Pipeline;
using Precept.Cli.Recipes;
using Precept.Cli.Terminal;
using Precept.Endpoints;
using Precept.Evaluation;
using Precept.Feedback;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept cai</c>: a writer answers, criticises and revises; a judge compares; the workspace gets data for fine-tuning and for preference training.</summary>
internal static class CaiCommand
{
    private const string Train = "train";

    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var writer = new Option<string>("--writer") { Description = $"Who answers, criticises and revises: {ModelAddress.Forms}.", HelpName = "ADDRESS", Required = true };
        var answers = new Option<string>("--answers") { Description = "Who answers the prompts for preferences [default: the writer].", HelpName = "ADDRESS" };
        var rounds = SampleCommand.Bounded("--rounds", "Rounds of critique and revision, 1 to 16.", 1, 1, 16);
        var prompts = new Option<string>("--prompts") { Description = "train: the workspace's train prompts; or a JSON Lines file of prompts.", HelpName = "SOURCE", DefaultValueFactory = _ => Train };
        var count = new Option<int?>("--count") { Description = "Most prompts, drawn by seed [default: all].", HelpName = "N" };
        var fewShots = new Option<string>("--few-shots")
        {
            Description = "Few-shot conversations that teach the wrong thing: refuse the run, or drop them; none uses no few-shots.",
            HelpName = "refuse|drop|none",
            DefaultValueFactory = _ => "refuse",
        };
        fewShots.AcceptOnlyFromAmong("refuse", "drop", "none");
        var temperature = SampleCommand.Bounded("--temperature", "The writer's temperature, 0 to 2.", 1.0, 0, 2);
        var maxTokens = SampleCommand.Bounded("--max-tokens", "Most tokens of an answer, a critique and a revision, 1 to 32768.", 512, 1, 32_768);
        var keepUnrevised = new Option<bool>("--keep-unrevised") { Description = "Learn also from first answers that no revision was better than." };
        var export = new Option<string>("--export") { Description = "Write cai-sft.jsonl and cai-preferences.jsonl into this folder.", HelpName = "FOLDER" };
        var (judge, options) = (new JudgeOptions(), new ModelOptions());
        var cai = new CommandWithExamples(
            "cai",
            "Constitutional AI: make data by critique and revision, and by comparisons under the spec.",
            "precept cai --writer ollama:llama3.1:8b --judge ollama:qwen2.5:14b --count 200",
            "precept cai --writer openai:gpt-4o-mini --judge openai:gpt-4o-mini --rounds 2 --dry-run")
        {
            Notes = "One half of the prompts (by family) is answered, criticised and revised, and gives the dataset 'cai-sft'; the other half is answered twice and compared, and gives 'cai-preferences'. "
                + "A revision counts only where the judge prefers it. Stopped, the same command goes on where it was, and pays for nothing twice.",
        };
        foreach (var option in (Option[])[spec, writer, answers, rounds, prompts, count, fewShots, temperature, maxTokens, keepUnrevised, export])
        {
            cai.Add(option);
        }

        judge.AddTo(cai);
        options.AddTo(cai);
        return cai.Runs(async run =>
        {
            var judgeSettings = judge.Settings(run);
            var settings = new CaiSettings
            {
                Rounds = run.Value(rounds),
                Constitution = judgeSettings.Constitution,
                FewShots = run.Value(fewShots)!,
                Temperature = run.Value(temperature),
                MaxTokens = run.Value(maxTokens),
                KeepUnrevised = run.Value(keepUnrevised),
            };
            var (write, answer) = (ModelAddress.Parse(run.Value(writer)!), ModelAddress.Parse(run.Value(answers) ?? run.Value(writer)!));
            if (run.Value(count) < 2)
            {
                throw new InputException($"--count is {run.Value(count)}; give at least 2, one prompt for each half");
            }

            using var workspace = run.Value(prompts) == Train ? run.OpenExistingWorkspace() : run.OpenWorkspace();
            using var progress = new StageProgress();
            var context = await PipelineContext.OpenAsync(workspace, run.Value(spec)!, run.Seed, progress, run.CancellationToken);
            await using var models = options.Open(run, workspace);
            return await new Making(run, context, models, settings).RunAsync(write, answer, judgeSettings, run.Value(prompts)!, run.Value(count), run.Value(export));
        });
    }

    private sealed class Making(Invocation run, PipelineContext context, ModelSession models, CaiSettings settings)
    {
        private CancellationToken Stop => run.CancellationToken;

        public async Task<int> RunAsync(ModelAddress writer, ModelAddress answerer, JudgeSettings judgeSettings, string source, int? count, string? export)
        {
            var began = Stopwatch.GetTimestamp();
            var by = Constitutional.Of(context, settings);
            foreach (var dropped in by.Dropped)
            {
                Errors.Warn($"few-shots: {dropped}; it is left out");
            }

            var (prompts, halves) = await HalvesAsync(source, count);
            var judge = await new JudgeFactory(context.Judge, context.SectionHashes, models, models.OpenRewardModelAsync).OpenAsync(judgeSettings, Stop);
            var stages = new CaiStages(context, settings, models);
            var revisions = await stages.ReviseAsync(writer, await OpenAsync(writer), judge, by, halves.FineTuning, Stop);
            var responses = await stages.SampleAsync(answerer, await OpenAsync(answerer), halves.Preferences, Stop);
            var compared = await CompareStage.RunAsync(context, models, judge, halves.Preferences, responses, Stop);
            if (models.IsDryRun)
            {
                return models.ShowPlan(run.Screen);
            }

            var demonstrations = await stages.FreezeAsync(writer, judge, revisions, Stop);
            var data = await stages.FreezeAsync(judge, answerer.Text, halves.Preferences, responses, compared.Judgments, Stop);
            var files = export is null ? [] : await ExportAsync(export, demonstrations, data);
            var made = new CaiResult(writer.Text, answerer.Text, judge.Configuration, RevisionTally.Of(revisions), compared.Tally, halves, prompts.LeftOut, demonstrations, data, files);
            run.Screen.Json(made.ToJson(models.Usage, Stopwatch.GetElapsedTime(began)));
            made.Write(run.Screen);
            if (models.Summary is { Length: > 0 } summary)
            {
                run.Screen.Line(summary);
            }

            return ExitCode.Done;
        }

        private async Task<(TrainablePrompts Prompts, PromptHalves Halves)> HalvesAsync(string source, int? count)
        {
            if (source != Train)
            {
                await context.Workspace.AddPromptsAsync(PromptFiles.Read(source), Stop);
            }

            var known = await context.Workspace.PromptsAsync(cancellationToken: Stop);
            var asked = source == Train ? known.Where(p => p.Split == Split.Train) : PromptFiles.Read(source);
            var prompts = TrainablePrompts.Of(asked, context.Spec, known);
            if (count is { } most)
            {
                prompts = prompts.Drawn(most, run.Seed);
            }

            var halves = PromptHalves.Of(prompts.Prompts, run.Seed);
            return halves.FineTuning.Count > 0 && halves.Preferences.Count > 0
                ? (prompts, halves)
                : throw new InputException($"{prompts.Prompts.Count:N0} train prompts of fewer than two families are not enough ({prompts.LeftOut:N0} are left out because they are measured on); "
                    + "'precept prompts build' or 'precept prompts import' gives more");
        }

        // The run owns its clients.
        private async Task<IChatClient> OpenAsync(ModelAddress address)
        {
            var client = await models.OpenAsync(address, Stop);
            return models.IsDryRun ? new DistinctStandIns(client) : client;
        }

        private async Task<IReadOnlyList<string>> ExportAsync(string folder, DemonstrationSet demonstrations, DataSet data)
        {
            Directory.CreateDirectory(folder);
            var (sft, preferences) = (Path.Combine(folder, CaiStages.FineTuning + ".jsonl"), Path.Combine(folder, CaiStages.Preferences + ".jsonl"));
            DemonstrationFiles.Write(sft, demonstrations.Demonstrations);
            new Dataset(data.Preferences, (await context.Workspace.DatasetAsync(data.Id, Stop))!.Lineage).Write(preferences);
            return [sft, preferences];
        }
    }
}
