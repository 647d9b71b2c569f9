using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Precept.Cli.Pipeline;
using Precept.Cli.Terminal;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Cli.Commands;

/// <summary><c>precept sample</c>: a model answers the workspace's prompts.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model's name or id in the workspace, or a checkpoint folder." };
        var spec = CommonOptions.Spec();
        var split = new Option<string>("--split") { Description = "The prompts' split.", HelpName = "SPLIT", DefaultValueFactory = _ => Splits.Name(Split.Train) };
        split.AcceptOnlyFromAmong([.. Splits.All.Select(Splits.Name)]);
        var count = Bounded("--count", "Answers to each prompt, 1 to 64.", 4, 1, 64);
        var maxTokens = Bounded("--max-tokens", "Most tokens of an answer, 1 to 4096.", 48, 1, 4096);
        var temperature = Bounded("--temperature", "0 (always the likeliest token) to 2.", 1.0, 0, 2);
        var topP = Bounded("--top-p", "Keep the likeliest tokens with this much probability, 0.01 to 1.", 1.0, 0.01, 1);
        var sample = new CommandWithExamples(
            "sample",
            "Let a model answer the prompts of the workspace.",
            "precept sample models/pocket-base --split validation --count 2",
            "precept sample sft --temperature 0.7 --json")
        {
            Notes = "Prompts come from 'precept prompts build' or 'import'. What is answered already with the same settings is not asked again.",
        };
        sample.Add(model);
        foreach (var option in (Option[])[spec, split, count, temperature, topP, maxTokens])
        {
            sample.Add(option);
        }

        return sample.Runs(run => Sampling.RunAsync(
            run,
            run.Value(model),
            run.Value(spec)!,
            Splits.TryParse(run.Value(split), out var chosen) ? chosen : Split.Train,
            new Sampler { Temperature = run.Value(temperature), TopP = run.Value(topP), MaxTokens = run.Value(maxTokens), Seed = run.Seed },
            run.Value(count)));
    }

    /// <summary>An option whose value has bounds, which its description names.</summary>
    public static Option<T> Bounded<T>(string name, string description, T value, T least, T most) where T : IComparable<T>
    {
        var option = new Option<T>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<T>() is { } given && (given.CompareTo(least) < 0 || given.CompareTo(most) > 0))
            {
                result.AddError($"{name} is {given}; give {least} to {most}");
            }
        });
        return option;
    }

    private static class Sampling
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static async Task<int> RunAsync(Invocation run, string name, string specPath, Split split, Sampler sampler, int count)
        {
            using var workspace = run.OpenExistingWorkspace();
            using var progress = new StageProgress();
            var context = await PipelineContext.OpenAsync(workspace, specPath, run.Seed, progress, run.CancellationToken);
            var model = await ModelStore.FindAsync(workspace, ShippedFiles.Find(name), run.CancellationToken);
            var prompts = await workspace.PromptsAsync(split, cancellationToken: run.CancellationToken);
            if (prompts.Count == 0)
            {
                throw new InputException($"the workspace has no {Splits.Name(split)} prompts; 'precept prompts build' draws some");
            }

            var responses = await SampleStage.RunAsync(context, "sample", model, prompts, sampler, count, run.CancellationToken);
            run.Screen.Json(new JsonObject
            {
                ["model"] = model.Name,
                ["id"] = model.Id,
                ["split"] = Splits.Name(split),
                ["sampler"] = sampler.Canonical,
                ["prompts"] = prompts.Count,
                ["responses"] = responses.Count,
            });
            run.Screen.Line($"{Count.Of(responses.Count, "answer")} of {model.Name} ({model.Id}) to {Count.Of(prompts.Count, $"{Splits.Name(split)} prompt")}");
            return ExitCode.Done;
        }
    }
}
