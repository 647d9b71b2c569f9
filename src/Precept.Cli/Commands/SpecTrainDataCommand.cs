using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Cli.Models;
using Precept.Cli.Terminal;
using Precept.Endpoints;
using Precept.Feedback.SpecData;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec train-data</c>: a writer makes prompts and answers for each section, a judge filters them; they are stored without the spec.</summary>
internal static class SpecTrainDataCommand
{
    public static Command Create()
    {
        var (options, judge, models) = (new SpecTrainDataOptions(), new JudgeOptions(JudgeMode.Sections), new ModelOptions());
        var command = new CommandWithExamples(
            "train-data",
            "Make training data from the spec itself: prompts and answers for each section, filtered by a judge, stored without the spec.",
            "precept spec train-data --writer ollama:llama3.1 --judge ollama:llama3.1",
            "precept spec train-data --writer openai:gpt-4.1 --judge openai:gpt-4.1 --section do_not_invent --per-section 20 --languages en,zh")
        {
            Notes = "Prompts are ordinary, hard, adversarial, or conflicts whose outcome the chain of command decides. Duplicates, and what is too close to anything "
                + "measured on, are left out. What passes is kept as it comes; the same command goes on where a stopped one was, without paying twice.",
        };
        options.AddTo(command);
        judge.AddTo(command);
        models.AddTo(command);
        return command.Runs(async run =>
        {
            var wanted = options.Read(run);
            var settings = judge.Settings(run);
            RequirePassOrFail(settings);
            using var workspace = run.OpenWorkspace();
            await using var opened = models.Open(run, workspace);
            return await new Making(run, workspace, wanted).RunAsync(opened, settings);
        });
    }

    /// <summary>A ranking alone does not say that an answer is good: the best of three bad ones is bad.</summary>
    private static void RequirePassOrFail(JudgeSettings settings)
    {
        if (settings.Models.FirstOrDefault(m => m.StartsWith("reward:", StringComparison.Ordinal)) is { } reward)
        {
            throw new InputException($"'{reward}' ranks answers and does not say whether one keeps the sections; give --judge a model or checks");
        }

        if (settings.Mode is not (JudgeMode.Sections or JudgeMode.Rating))
        {
            throw new InputException($"--mode {settings.Mode.ToString().ToLowerInvariant()} ranks answers and does not say whether one keeps the sections; give sections or rating");
        }

        if (settings.Ground == JudgeGround.Drawn || settings.Constitution is not null)
        {
            throw new InputException("an answer has to keep all sections that apply; leave --ground drawn and --constitution out");
        }

        if (settings.ChecksFirst)
        {
            throw new InputException("the checks are looked at in any case, and an answer that fails one does not pass; leave --checks-first out");
        }
    }

    private sealed class Making(Invocation run, WorkspaceFolder workspace, SpecTrainDataOptions.Wanted wanted)
    {
        private readonly SpecInUse _spec = wanted.Spec;

        public async Task<int> RunAsync(ModelSession models, JudgeSettings settings)
        {
            var sections = SpecDataRun.SectionsOf(_spec.Document, wanted.Options.Sections);
            if (sections.Count == 0)
            {
                throw new InputException(wanted.Spec.Path, 0, "no section has authority and a text; there is nothing to learn from");
            }

            var (measured, screen) = await ScreenAsync();
            var checks = new CheckJudge(_spec.Document, _spec.Checks);
            var judge = await new JudgeFactory(checks, _spec.SectionHashes, models, models.OpenRewardModelAsync).OpenAsync(settings, run.CancellationToken);
            var writer = await models.OpenAsync(wanted.Writer, run.CancellationToken);
            var making = new SpecDataRun(_spec.Document, new SpecDataModels(writer, wanted.Writer.Text, judge, checks, models.Concurrency), screen, wanted.Options);
            if (models.IsDryRun)
            {
                await making.PlanAsync(run.CancellationToken);
                run.Screen.Line("if every prompt passes at once; what is asked for again comes on top");
                return models.ShowPlan(run.Screen);
            }

            await _spec.SaveAsync(workspace, run.CancellationToken);
            var result = await MakeAsync(making, models);

            var manifest = new SpecDataManifest(_spec.Document, _spec.SectionHashes, wanted.Writer.Text, judge.Configuration, measured.Count, wanted.Options, result);
            var json = manifest.ToJson();
            var pairs = new Dataset(result.Kept.SelectMany(SpecDataPairs.Of), LineageOf(manifest));
            json["datasets"] = await FreezeAsync(result, pairs, manifest);
            SpecDataFiles.Write(wanted.Out(workspace), result, pairs, json.DeepClone().AsObject());
            Show(json, result, models);
            return result.Kept.Count > 0 ? ExitCode.Done : ExitCode.Failed;
        }

        /// <summary>What is measured on: the spec's evaluation prompts and graded examples, validation and held-out prompts of the workspace, and the files given.</summary>
        private async Task<(Decontamination Measured, PromptScreen Screen)> ScreenAsync()
        {
            var prompts = await workspace.PromptsAsync(cancellationToken: run.CancellationToken);
            var measured = new Decontamination(Decontamination.Of(_spec.Document)
                .Concat(Decontamination.Of(prompts.Where(p => p.Split != Split.Train)))
                .Concat(wanted.Against.SelectMany(f => Decontamination.Of(PromptFiles.Read(f)))));
            var elsewhere = prompts.Where(p => !PromptBrief.Made(p)).Select(p => p.Id).ToHashSet();
            return (measured, new PromptScreen(new Quotations(_spec.Document), measured, elsewhere));
        }

        private async Task<SpecDataResult> MakeAsync(SpecDataRun making, ModelSession models)
        {
            using var progress = new Progress();
            return await making.RunAsync(KeepAsync, p => progress.Report(p.Stage, p.Done, p.Total, $"{p.Kept:#,0} kept  {models.State}"), run.CancellationToken);
        }

        private async Task KeepAsync(KeptPrompt kept, CancellationToken cancellationToken)
        {
            await workspace.AddDemonstrationsAsync([kept.Demonstration], cancellationToken);
            await workspace.AddResponsesAsync(kept.Responses, cancellationToken);
            await workspace.AddJudgmentsAsync([kept.Judgment], cancellationToken);
            await workspace.AddPreferencesAsync(SpecDataPairs.Of(kept), cancellationToken: cancellationToken);
        }

        private DatasetLineage LineageOf(SpecDataManifest manifest) =>
            new(_spec.JudgedHash, manifest.Judge) { Models = [.. manifest.Result.Kept.SelectMany(k => k.Responses).Select(r => r.Model).Distinct()] };

        private async Task<JsonObject> FreezeAsync(SpecDataResult result, Dataset pairs, SpecDataManifest manifest)
        {
            var json = new JsonObject();
            if (result.Kept.Count > 0)
            {
                var ids = await workspace.AddDemonstrationsAsync(result.Kept.Select(k => k.Demonstration), run.CancellationToken);
                var frozen = new FrozenDataset(wanted.Name, DatasetKind.Demonstrations, ids, pairs.Lineage with { SectionHashes = manifest.Used });
                json["demonstrations"] = Entry(await workspace.FreezeDatasetAsync(frozen, run.CancellationToken), ids.Count);
            }

            if (pairs.Preferences.Count > 0)
            {
                json["preferences"] = Entry(await workspace.FreezeDatasetAsync(wanted.Name, pairs, cancellationToken: run.CancellationToken), pairs.Preferences.Count);
            }

            return json;

            JsonObject Entry(string id, int count) => new() { ["name"] = wanted.Name, ["id"] = id, ["count"] = count };
        }

        private void Show(JsonObject json, SpecDataResult result, ModelSession models)
        {
            var usage = models.Usage;
            json["folder"] = wanted.Out(workspace);
            json["requests"] = usage.Requests;
            json["cached"] = usage.Cached;
            json["tokens"] = usage.Tokens;
            json["cost"] = usage.Cost;
            run.Screen.Json(json);
            SpecDataTables.Show(run.Screen, result);
            if (result.Kept.Count > 0)
            {
                run.Screen.Line($"dataset '{wanted.Name}': {Count.Of(result.Kept.Count, "demonstration")}, {Count.Of(result.Cells.Sum(c => c.Pairs), "preference")}; files in {wanted.Out(workspace)}");
            }
            else
            {
                Errors.Print($"nothing was kept; {Path.Combine(wanted.Out(workspace), SpecDataFiles.Rejected)} says why, line by line");
            }

            if (models.Summary.Length > 0)
            {
                run.Screen.Line(models.Summary);
            }
        }
    }
}
