using System.CommandLine;

namespace Precept.Cli.Commands;

/// <summary><c>precept run</c>: a recipe from its first stage to its report.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var recipe = new Argument<string>("RECIPE") { Description = "A recipe's file, or the name of one in recipes/." };
        var set = RecipeFile.Set();
        var run = new CommandWithExamples(
            "run",
            "Run a recipe from its first stage to its report.",
            "precept run recipes/quickstart.yaml",
            "precept run quickstart --set dpo.beta=0.2 --workspace beta --json")
        {
            Notes = "Stages that the workspace has already are skipped; a run that was stopped goes on where it was.",
        };
        run.Add(recipe);
        run.Add(set);
        return run.Runs(r => RecipeRunner.RunAsync(r, RecipeFile.Read(r.Value(recipe), r.Value(set), r.GivenSeed)));
    }
}

/// <summary><c>precept quickstart</c>: the recipe that comes with Precept, on the small model that comes with it.</summary>
internal static class QuickstartCommand
{
    public static Command Create()
    {
        var fromScratch = new Option<bool>("--from-scratch")
        {
            Description = "Train the base model from random weights first (about an hour on two cores).",
        };
        var set = RecipeFile.Set();
        var quickstart = new CommandWithExamples(
            "quickstart",
            "From a spec to a model that follows it, and a report that shows it: no download, no key, no GPU.",
            "precept quickstart",
            "precept quickstart --seed 8 --workspace second --json")
        {
            Notes = "Takes the small base model in models/pocket-base, fine-tunes it on good and bad replies alike, samples, judges by the starter spec's checks, "
                + "trains with DPO, a reward model with PPO, and GRPO, and grades all of them on held-out prompts. Stopped, it goes on where it was.",
        };
        quickstart.Add(fromScratch);
        quickstart.Add(set);
        return quickstart.Runs(r => RecipeRunner.QuickstartAsync(r, r.Value(fromScratch), r.Value(set)));
    }
}
