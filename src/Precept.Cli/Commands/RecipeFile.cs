using System.CommandLine;
using Precept.Cli.Recipes;
using Precept.Spec;

namespace Precept.Cli.Commands;

/// <summary>A recipe on the command line: which file, and what is changed of it.</summary>
internal static class RecipeFile
{
    /// <summary><c>--set</c>.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        Description = "Change a setting of the recipe: a dotted key and its value. May be given several times.",
        HelpName = "KEY=VALUE",
    };

    /// <summary><c>--recipe</c> of a command that takes its settings from one.</summary>
    public static Option<string> Recipe() => new("--recipe")
    {
        Description = "The recipe whose settings are used.",
        HelpName = "RECIPE",
        DefaultValueFactory = _ => "quickstart",
    };

    /// <summary>Reads a recipe.</summary>
    /// <param name="nameOrPath">A file, or the name of a recipe that comes with Precept.</param>
    /// <param name="changes">Values of <c>--set</c>.</param>
    /// <param name="seed">The seed of the command line, or null for the recipe's.</param>
    /// <exception cref="InputException">There is no such recipe, or it or a change cannot be used.</exception>
    public static Recipe Read(string nameOrPath, IReadOnlyList<string>? changes = null, long? seed = null)
    {
        var shipped = ShippedFiles.Find($"recipes/{nameOrPath}.yaml");
        var path = File.Exists(nameOrPath) ? nameOrPath : File.Exists(shipped) ? shipped : ShippedFiles.Find(nameOrPath);
        var overrides = new Dictionary<string, string>();
        foreach (var change in changes ?? [])
        {
            var at = change.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new InputException($"--set {change}: expected a key and a value, such as dpo.beta=0.2");
            }

            overrides[change[..at]] = change[(at + 1)..];
        }

        if (seed is { } given)
        {
            overrides["seed"] = $"{given}";
        }

        return RecipeReader.Read(path, overrides);
    }
}
