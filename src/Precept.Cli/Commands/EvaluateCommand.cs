using System.CommandLine;
using System.Runtime.CompilerServices;
using Precept.Cli.Pipeline;
using Precept.Cli.Terminal;
using Precept.Evaluation;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Cli.Commands;

/// <summary><c>precept evaluate</c>: one model, graded by the spec's checks on given prompts.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model's name or id in the workspace, or a checkpoint folder." };
        var prompts = new Option<string[]>("--prompts")
        {
            Description = "JSON Lines files of prompts, or scenario files (.md) and folders of them [default: the workspace's held-out prompts].",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
        };
        var perFamily = SampleCommand.Bounded("--per-family", "Held-out prompts drawn of each family of a scenario file, 1 to 100000.", 100, 1, 100_000);
        var spec = CommonOptions.Spec();
        var decoding = new Option<string>("--decoding") { Description = "greedy, or t=1 for drawn answers.", HelpName = "HOW", DefaultValueFactory = _ => "greedy" };
        decoding.AcceptOnlyFromAmong("greedy", "t=1");
        var maxTokens = SampleCommand.Bounded("--max-tokens", "Most tokens of an answer, 1 to 4096.", 48, 1, 4096);
        var evaluate = new CommandWithExamples(
            "evaluate",
            "Grade a model by the spec's checks on held-out prompts.",
            "precept evaluate models/pocket-base --prompts specs/starter/scenarios/scope.md --per-family 20",
            "precept evaluate dpo --json") { model, prompts, perFamily, spec, decoding, maxTokens };
        return evaluate.Runs(run => Grading.RunAsync(
            run, run.Value(model), run.Value(prompts) ?? [], run.Value(perFamily), run.Value(spec)!, run.Value(decoding)!, run.Value(maxTokens)));
    }

    private static class Grading
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static async Task<int> RunAsync(
            Invocation run, string name, IReadOnlyList<string> files, int perFamily, string specPath, string decoding, int maxTokens)
        {
            var scenarios = files.Where(IsScenario).ToArray() is { Length: > 0 } paths ? ScenarioSet.Read(paths) : null;
            Prompt[] read = [.. files.Where(f => !IsScenario(f)).SelectMany(PromptFiles.Read).Concat(Drawn(run, scenarios, perFamily)).DistinctBy(p => p.Id)];
            using var workspace = files.Count > 0 ? run.OpenWorkspace() : run.OpenExistingWorkspace();
            using var progress = new StageProgress();
            var context = await PipelineContext.OpenAsync(workspace, specPath, run.Seed, progress, run.CancellationToken);
            scenarios?.RequireSectionsOf(context.Spec);
            var model = await ModelStore.FindAsync(workspace, ShippedFiles.Find(name), run.CancellationToken);
            if (files.Count > 0)
            {
                foreach (var prompt in read)
                {
                    _ = context.Judge.SectionsOf(prompt); // an unknown section is an error before anything is kept
                }

                // A prompt that is there already stays as it is: a file for grading says nothing about what was trained on.
                var known = (await workspace.PromptsAsync(cancellationToken: run.CancellationToken)).Select(p => p.Id).ToHashSet();
                await workspace.AddPromptsAsync(read.Where(p => !known.Contains(p.Id)), run.CancellationToken);
            }

            var prompts = files.Count > 0 ? read : await workspace.PromptsAsync(Split.HeldOut, cancellationToken: run.CancellationToken);
            if (prompts.Count == 0)
            {
                throw new InputException(files.Count > 0
                    ? $"{string.Join(", ", files)}: no prompts; give JSON Lines of prompts or scenario files"
                    : "the workspace has no held-out prompts; 'precept prompts build' draws some, --prompts reads a file");
            }

            var scorecard = (await EvaluateStage.RunAsync(context, model, prompts, [decoding], maxTokens, null, run.CancellationToken))[0].Scorecard;
            run.Screen.Json(ScorecardJson.ToJson(scorecard));
            ScorecardTables.Write(run.Screen, [scorecard]);
            ScorecardTables.WriteSections(run.Screen, scorecard);
            return ExitCode.Done;
        }

        private static bool IsScenario(string path) => Directory.Exists(path) || Path.GetExtension(path).Equals(".md", StringComparison.OrdinalIgnoreCase);

        private static IReadOnlyList<Prompt> Drawn(Invocation run, ScenarioSet? scenarios, int perFamily)
        {
            if (scenarios is null)
            {
                return [];
            }

            var drawn = scenarios.Build(Split.HeldOut, perFamily, run.Seed, out var shortfalls);
            foreach (var shortfall in shortfalls)
            {
                Errors.Warn(shortfall.ToString());
            }

            return [.. drawn.Select(d => d.Prompt)];
        }
    }
}
