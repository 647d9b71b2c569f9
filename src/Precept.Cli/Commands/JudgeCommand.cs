using System.CommandLine;
using System.Diagnostics;
using Precept.Cli.Models;
using Precept.Cli.Terminal;
using Precept.Judging;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept judge</c>: judges what the workspace's models answered and this judge has not judged under the spec as it is now.</summary>
internal static class JudgeCommand
{
    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var model = new Option<string>("--model") { Description = "Only this model's responses: a name or an id [default: all].", HelpName = "MODEL" };
        var maxPairs = new Option<int?>("--max-pairs") { Description = "Of a judge that takes pairs: most pairs of one prompt, drawn by seed [default: all].", HelpName = "N" };
        var (judge, options) = (new JudgeOptions(), new ModelOptions());
        var command = new CommandWithExamples(
            "judge",
            "Judge all responses that have no current judgment: by the spec's checks, language models, a reward model, or several together.",
            "precept judge",
            "precept judge --spec specs/starter --json")
        {
            Notes = "The responses of one model to one prompt are compared. What this judge has judged already under the spec as it is now is left alone.",
        };
        command.Add(JudgeTestCommand.Create());
        command.Add(spec);
        command.Add(model);
        command.Add(maxPairs);
        judge.AddTo(command);
        options.AddTo(command);
        command.Add(JudgeAgreementCommand.Create());
        return command.Runs(async run =>
        {
            using var workspace = run.OpenExistingWorkspace();
            var judging = new JudgingOfWorkspace(run, workspace, SpecInUse.Read(run.Value(spec)!));
            await using var models = options.Open(run, workspace);
            return await judging.RunAsync(models, judge.Settings(run), run.Value(model), run.Value(maxPairs));
        });
    }

    private sealed class JudgingOfWorkspace(Invocation run, WorkspaceFolder workspace, SpecInUse spec)
    {
        private readonly CheckJudge _checks = new(spec.Document, spec.Checks);

        public async Task<int> RunAsync(ModelSession models, JudgeSettings settings, string? model, int? maxPairs)
        {
            var draws = await DrawsAsync(model);
            await spec.SaveAsync(workspace, run.CancellationToken);
            var began = Stopwatch.GetTimestamp();
            var judge = await new JudgeFactory(_checks, spec.SectionHashes, models, models.OpenRewardModelAsync).OpenAsync(settings, run.CancellationToken);
            var tally = new JudgeTally(_checks);
            var tasks = await TasksAsync(judge, draws, maxPairs, tally);
            await JudgeAsync(judge, tasks, models, tally);
            if (models.IsDryRun)
            {
                return models.ShowPlan(run.Screen);
            }

            run.Screen.Json(tally.ToJson(spec, judge.Configuration, models.Usage, Stopwatch.GetElapsedTime(began)));
            run.Screen.Table("", ["section", "responses", "broken", "share broken (95 %)"], [.. tally.Rows(spec)]);
            foreach (var line in tally.Lines())
            {
                run.Screen.Line(line);
            }

            return ExitCode.Done;
        }

        private async Task<IReadOnlyList<ResponseDraw>> DrawsAsync(string? model)
        {
            var draws = await workspace.DrawsAsync(run.CancellationToken);
            if (model is null)
            {
                return draws;
            }

            var id = (await workspace.ModelAsync(model, run.CancellationToken))?.Id ?? model;
            ResponseDraw[] ofModel = [.. draws.Where(d => d.Model == id)];
            return ofModel.Length > 0
                ? ofModel
                : throw new InputException($"the workspace has no responses of a model '{model}'; 'precept status' lists the models, 'precept sample' draws responses");
        }

        /// <summary>What this judge has not judged under the spec as it is now; the tally counts what it has.</summary>
        private async Task<IReadOnlyList<JudgeTask>> TasksAsync(IJudge judge, IReadOnlyList<ResponseDraw> draws, int? maxPairs, JudgeTally tally)
        {
            var prompts = (await workspace.PromptsAsync(cancellationToken: run.CancellationToken)).ToDictionary(p => p.Id);
            var current = (await workspace.JudgmentsAsync(judge.Configuration, spec.SectionHashes, run.CancellationToken))
                .Where(j => j.Outcome == Outcome.Judged).GroupBy(JudgeTask.KeyOf).ToDictionary(g => g.Key, g => g.Last());
            var tasks = new List<JudgeTask>();
            foreach (var draw in draws)
            {
                foreach (var answers in (await workspace.ResponsesAsync(draw.Model, draw.Sampler, cancellationToken: run.CancellationToken)).GroupBy(r => r.PromptId))
                {
                    if (!prompts.TryGetValue(answers.Key, out var prompt) || (judge is CheckJudge && prompt.Sections.Count == 0))
                    {
                        tally.WithoutSections++;
                        continue;
                    }

                    foreach (var task in JudgeTask.For(judge, prompt, [.. answers], maxPairs, run.Seed))
                    {
                        if (current.TryGetValue(task.Key, out var judgment))
                        {
                            tally.Add(judgment, task, isNew: false);
                        }
                        else
                        {
                            tasks.Add(task);
                        }
                    }
                }
            }

            return tasks;
        }

        private async Task JudgeAsync(IJudge judge, IReadOnlyList<JudgeTask> tasks, ModelSession models, JudgeTally tally)
        {
            var tasksByKey = tasks.DistinctBy(t => t.Key).ToDictionary(t => t.Key);
            var done = 0;
            using var progress = new Progress();
            await JudgingRun.RunAsync(
                judge, tasks, judge is CheckJudge ? 1 : models.Concurrency,
                async judgments =>
                {
                    if (models.IsDryRun)
                    {
                        return; // stand-ins judge nothing
                    }

                    await workspace.AddJudgmentsAsync(judgments);
                    foreach (var judgment in judgments)
                    {
                        tally.Add(judgment, tasksByKey[JudgeTask.KeyOf(judgment)], isNew: true);
                    }
                },
                _ => progress.Report("judge", Interlocked.Increment(ref done), tasks.Count, models.State),
                run.CancellationToken);
        }
    }
}
