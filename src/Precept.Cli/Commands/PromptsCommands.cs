using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Cli.Terminal;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Cli.Commands;

/// <summary><c>precept prompts build</c> and <c>precept prompts import</c>.</summary>
internal static class PromptsCommands
{
    public static Command Create() => new("prompts", "Build prompts from scenarios, or import them from files.") { Build(), Import() };

    private static CommandWithExamples Build()
    {
        var spec = CommonOptions.Spec();
        var scenarios = new Option<string[]>("--scenarios")
        {
            Description = "Scenario files or folders [default: those of the spec].",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        var split = new Option<string>("--split") { Description = "One split [default: all three].", HelpName = "SPLIT" };
        split.AcceptOnlyFromAmong([.. Splits.All.Select(Splits.Name)]);
        var perFamily = new Option<int>("--per-family")
        {
            Description = "Prompts per family and split, 1 to 100000.",
            HelpName = "N",
            DefaultValueFactory = _ => 20,
        };
        var file = new Option<string>("--out") { Description = "Write the prompts to this JSON Lines file as well.", HelpName = "FILE" };
        var build = new CommandWithExamples(
            "build",
            "Draw prompts from scenarios into the workspace, with the replies that their authors graded.",
            "precept prompts build --split held-out --per-family 5",
            "precept prompts build --spec specs/starter --out prompts.jsonl --json") { spec, scenarios, split, perFamily, file };
        return build.Runs(run => BuildAsync(
            run,
            SpecInUse.Read(run.Value(spec)!),
            run.Value(scenarios) is { Length: > 0 } given ? given : [Path.GetDirectoryName(SpecReader.FileOf(run.Value(spec)!))!],
            Splits.TryParse(run.Value(split), out var only) ? [only] : Splits.All,
            run.Value(perFamily),
            run.Value(file)));
    }

    private static async Task<int> BuildAsync(
        Invocation run, SpecInUse spec, IReadOnlyList<string> paths, IReadOnlyList<Split> splits, int perFamily, string? file)
    {
        if (perFamily is < 1 or > 100_000)
        {
            throw new InputException($"--per-family is {perFamily}; give 1 to 100000");
        }

        var scenarios = ScenarioSet.Read(paths);
        scenarios.RequireSectionsOf(spec.Document);
        var (drawn, shortfalls) = (new List<Demonstration>(), new List<Shortfall>());
        foreach (var split in splits)
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            drawn.AddRange(scenarios.Build(split, perFamily, run.Seed, out var missing));
            shortfalls.AddRange(missing);
        }

        using (var workspace = run.OpenWorkspace())
        {
            await spec.SaveAsync(workspace, run.CancellationToken);
            await workspace.AddDemonstrationsAsync(drawn, run.CancellationToken);
        }

        if (file is not null)
        {
            PromptFiles.Write(file, drawn.Select(d => d.Prompt));
        }

        var counts = drawn.CountBy(d => (d.Prompt.Family, d.Prompt.Split)).ToDictionary();
        run.Screen.Json(new JsonObject
        {
            ["prompts"] = drawn.Count,
            ["scenarios"] = scenarios.Hash,
            ["families"] = new JsonArray([.. scenarios.Families.Select(f => (JsonNode)Entry(f, splits, counts))]),
            ["shortfalls"] = new JsonArray([.. shortfalls.Select(s => (JsonNode)new JsonObject
            {
                ["family"] = s.Family,
                ["split"] = Splits.Name(s.Split),
                ["wanted"] = s.Wanted,
                ["given"] = s.Given,
            })]),
            ["out"] = file,
        });
        run.Screen.Table(
            "",
            ["family", .. splits.Select(Splits.Name)],
            [
                .. scenarios.Families.Select(f => (IReadOnlyList<string>)
                    [f.Id, .. splits.Select(s => counts.GetValueOrDefault((f.Id, s)).ToString())]),
            ]);
        foreach (var shortfall in shortfalls)
        {
            Terminal.Errors.Warn(shortfall.ToString());
        }

        run.Screen.Line($"{Count.Of(drawn.Count, "prompt")} of {scenarios.Families.Count} families{(file is null ? "" : $", also in {file}")}");
        return ExitCode.Done;
    }

    private static JsonObject Entry(ScenarioFamily family, IReadOnlyList<Split> splits, Dictionary<(string Family, Split Split), int> counts)
    {
        var entry = new JsonObject { ["id"] = family.Id };
        foreach (var split in splits)
        {
            entry[Splits.Name(split)] = counts.GetValueOrDefault((family.Id, split));
        }

        return entry;
    }

    private static CommandWithExamples Import()
    {
        var file = new Argument<string>("FILE") { Description = "The file; for --format spec a spec's folder or Markdown file." };
        var format = new Option<string>("--format")
        {
            Description = "jsonl: JSON Lines of prompts; hh: Anthropic's preference files; spec: a spec's evaluation prompts.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "jsonl",
        };
        format.AcceptOnlyFromAmong("jsonl", "hh", "spec");
        var import = new CommandWithExamples(
            "import",
            "Import prompts from a file into the workspace. Each belongs to a split by its content.",
            "precept prompts import specs/starter --format spec",
            "precept prompts import specs/starter/spec.md --format spec --json") { file, format };
        return import.Runs(run => ImportAsync(run, run.Value(file), run.Value(format)!));
    }

    private static async Task<int> ImportAsync(Invocation run, string file, string format)
    {
        var (prompts, leftOut) = Read(file, format);
        int added;
        using (var workspace = run.OpenWorkspace())
        {
            var before = (await workspace.PromptsAsync(cancellationToken: run.CancellationToken)).Count;
            await workspace.AddPromptsAsync(prompts, run.CancellationToken);
            added = (await workspace.PromptsAsync(cancellationToken: run.CancellationToken)).Count - before;
        }

        var bySplit = prompts.CountBy(p => p.Split).ToDictionary();
        run.Screen.Json(new JsonObject
        {
            ["prompts"] = prompts.Count,
            ["added"] = added,
            ["splits"] = new JsonObject(Splits.All.Select(s => KeyValuePair.Create<string, JsonNode?>(Splits.Name(s), bySplit.GetValueOrDefault(s)))),
            ["leftOut"] = new JsonObject(leftOut.Select(l => KeyValuePair.Create<string, JsonNode?>(l.Key, l.Value))),
        });
        run.Screen.Table("", ["split", "prompts"], [.. Splits.All.Select(s => (IReadOnlyList<string>)[Splits.Name(s), $"{bySplit.GetValueOrDefault(s):#,0}"])]);
        run.Screen.Line($"{Count.Of(prompts.Count, "prompt")}, {added:#,0} of them new");
        foreach (var (reason, count) in leftOut.Where(l => l.Value > 0))
        {
            run.Screen.Line($"{reason}: {count:#,0}");
        }

        return ExitCode.Done;
    }

    private static (IReadOnlyList<Prompt> Prompts, IReadOnlyDictionary<string, int> LeftOut) Read(string file, string format)
    {
        switch (format)
        {
            case "hh":
                var hh = HhPrompts.Read(file);
                return (hh.Prompts, new Dictionary<string, int> { ["skipped"] = hh.Skipped, ["duplicates"] = hh.Duplicates });
            case "spec":
                var from = EvaluationPrompts.From(SpecReader.Read(file));
                return (from.Prompts, new Dictionary<string, int>
                {
                    ["cut"] = from.Cut,
                    ["elided"] = from.Elided,
                    ["empty"] = from.Empty,
                    ["orphans"] = from.Orphans,
                    ["duplicates"] = from.Duplicates,
                });
            default:
                return (PromptFiles.Read(file), new Dictionary<string, int>());
        }
    }
}
