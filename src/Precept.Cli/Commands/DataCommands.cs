using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Cli.Terminal;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept data build</c> and <c>precept data export</c>: frozen datasets of preferences.</summary>
internal static class DataCommands
{
    public static Command Create() => new("data", "Freeze preferences into datasets, and export them.") { Build(), Export() };

    private static CommandWithExamples Build()
    {
        var from = new Option<string>("--from")
        {
            Description = "judgments: the workspace's current ones; spec: its graded replies; hh, jsonl: a file.",
            HelpName = "SOURCE",
            Required = true,
        };
        from.AcceptOnlyFromAmong("judgments", "spec", "hh", "jsonl");
        var spec = CommonOptions.Spec();
        var file = new Option<string>("--file") { Description = "The file of --from hh and --from jsonl.", HelpName = "FILE" };
        var name = new Option<string>("--name") { Description = "The dataset's name [default: the source].", HelpName = "NAME" };
        var split = new Option<string>("--split")
        {
            Description = "For --from judgments: prompts of this split.",
            HelpName = "SPLIT",
            DefaultValueFactory = _ => Splits.Name(Split.Train),
        };
        split.AcceptOnlyFromAmong([.. Splits.All.Select(Splits.Name)]);
        var judge = new Option<string>("--judge")
        {
            Description = "For --from judgments: only this judge's, by its name or an unambiguous part of it; human: all people, their votes together [default: all judges, their votes together].",
            HelpName = "JUDGE",
        };
        var most = new Option<int?>("--max-per-prompt") { Description = "For --from judgments: most pairs of one prompt [default: all].", HelpName = "N" };
        var strength = new Option<string>("--min-strength")
        {
            Description = "For --from judgments: of people's pairs of the best and the next answers only those at least so strong: unsure, slightly, better, significantly [default: all].",
            HelpName = "STRENGTH",
        };
        strength.AcceptOnlyFromAmong([.. Enum.GetNames<PreferenceStrength>().Select(n => n.ToLowerInvariant())]);
        var unacceptable = new Option<bool>("--include-unacceptable") { Description = "For --from judgments: pairs also of answers none of which would do, as a person says." };
        var build = new CommandWithExamples(
            "build",
            "Make a frozen dataset of preferences in the workspace.",
            "precept data build --from spec --name starter",
            "precept data build --from spec --spec specs/starter --json") { from, file, name, spec, split, judge, most, strength, unacceptable };
        return build.Runs(async run =>
        {
            var source = run.Value(from)!;
            var needsFile = source is "hh" or "jsonl";
            if (needsFile != run.Value(file) is not null)
            {
                throw new InputException(needsFile ? $"--from {source} needs --file FILE" : $"--file is for --from hh and --from jsonl, not for --from {source}");
            }

            await LabelsOfPeople.PullAsync(run);
            using var workspace = source == "judgments" ? run.OpenExistingWorkspace() : run.OpenWorkspace();
            return await FreezeAsync(run, workspace, run.Value(name) ?? source, source switch
            {
                "hh" => FromHh(run.Value(file)!),
                "jsonl" => FromFile(run.Value(file)!),
                "spec" => FromSpec(SpecInUse.Read(run.Value(spec)!)),
                _ => await new DataFromJudgments(run, workspace).BuildAsync(
                    SpecInUse.Read(run.Value(spec)!), SplitOf(run.Value(split)!), run.Value(judge), new PairOptions
                    {
                        MaxPairsPerPrompt = run.Value(most),
                        Seed = run.Seed,
                        MinStrength = run.Value(strength) is { } least ? Enum.Parse<PreferenceStrength>(least, ignoreCase: true) : null,
                        IncludeUnacceptable = run.Value(unacceptable),
                    }),
            });
        });
    }

    private static Split SplitOf(string name) => Splits.TryParse(name, out var split) ? split : Split.Train;

    private static async Task<int> FreezeAsync(Invocation run, WorkspaceFolder workspace, string name, BuiltData made)
    {
        var (dataset, spec) = (made.Dataset, made.Spec);
        if (dataset.Preferences.Count == 0)
        {
            throw new InputException($"no preferences came out of it ({string.Join(", ", dataset.Lineage.Counts.Select(c => $"{c.Key} {c.Value}"))}); there is nothing to freeze");
        }

        if (spec is not null)
        {
            await spec.SaveAsync(workspace, run.CancellationToken);
        }

        var id = await workspace.FreezeDatasetAsync(name, dataset, spec?.SectionHashes, made.Labels, run.CancellationToken);
        var kept = (await workspace.DatasetAsync(id, run.CancellationToken))!.Name;
        if (kept != name)
        {
            Terminal.Errors.Warn($"the workspace has the same dataset already, as '{kept}': it keeps that name");
        }

        run.Screen.Json(new JsonObject
        {
            ["name"] = kept,
            ["id"] = id,
            ["preferences"] = dataset.Preferences.Count,
            ["judge"] = dataset.Lineage.Judge,
            ["spec"] = dataset.Lineage.SpecHash,
            ["counts"] = new JsonObject(dataset.Lineage.Counts.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, c.Value))),
        });
        run.Screen.Line($"dataset '{kept}' {id}: {Count.Of(dataset.Preferences.Count, "preference")}");
        if (made.PromptsOfOtherSplits > 0)
        {
            run.Screen.Line($"left aside: {Count.Of(made.PromptsOfOtherSplits, "judged prompt")} of other splits; --split takes those of another split");
        }

        run.Screen.Table("Gave no preference of their own", ["reason", "count"], [.. dataset.Lineage.Counts.Where(c => c.Value > 0).Select(c => (IReadOnlyList<string>)[c.Key, Count.Of(c.Value, Counted(c.Key))])]);
        return ExitCode.Done;
    }

    // A judgment of n answers votes on each two of them; a preference may have several votes.
    private static string Counted(string reason) => reason switch
    {
        "ties" or "identical_texts" or "repeated" or "contradicted" or "below_strength" or "unacceptable" or "adjudicated" => "vote",
        "not_judged" => "judgment",
        "over_limit" => "preference",
        _ => "pair", // of a file or a spec
    };

    private static BuiltData FromHh(string file)
    {
        var pairs = AnthropicHh.Read(file);
        return new(new Dataset(pairs.Preferences, new DatasetLineage("", Path.GetFileName(file))
        {
            Counts = new Dictionary<string, int>
            {
                ["identical"] = pairs.Identical,
                ["empty_reply"] = pairs.EmptyReply,
                ["no_common_prompt"] = pairs.NoCommonPrompt,
                ["further_turn"] = pairs.FurtherTurn,
            },
        }), null);
    }

    // A file that was exported keeps its lineage; one from elsewhere has none.
    private static BuiltData FromFile(string file) =>
        new(File.Exists(Dataset.LineagePath(file)) ? Dataset.Read(file) : new Dataset(Dataset.ReadPreferences(file), new DatasetLineage("", Path.GetFileName(file))), null);

    private static BuiltData FromSpec(SpecInUse spec)
    {
        var pairs = PairBuilder.FromSpec(spec.Document);
        var counts = new Dictionary<string, int> { ["elided"] = pairs.LeftOutElided };
        return new(new Dataset(pairs.Pairs, new DatasetLineage(spec.Document.Hash, "spec") { Counts = counts }), spec);
    }

    private static CommandWithExamples Export()
    {
        var name = new Argument<string>("NAME") { Description = "The dataset's name or id; of several with one name the newest." };
        var file = new Argument<string>("FILE") { Description = "The JSON Lines file to write; its lineage is written beside it." };
        var export = new CommandWithExamples(
            "export",
            "Write a dataset as JSON Lines in Hugging Face's preference layout, with its lineage.",
            "precept data export starter starter.jsonl",
            "precept data export starter pairs.jsonl --json") { name, file };
        return export.Runs(run => ExportAsync(run, run.Value(name), run.Value(file)));
    }

    private static async Task<int> ExportAsync(Invocation run, string name, string file)
    {
        using var workspace = run.OpenExistingWorkspace();
        var entry = await FindAsync(workspace, name, DatasetKind.Preferences, run.CancellationToken);
        var frozen = (await workspace.DatasetAsync(entry.Id, run.CancellationToken))!;
        var dataset = new Dataset(await workspace.DatasetPreferencesAsync(entry.Id, run.CancellationToken), frozen.Lineage);
        dataset.Write(file);
        run.Screen.Json(new JsonObject
        {
            ["name"] = entry.Name,
            ["id"] = entry.Id,
            ["preferences"] = dataset.Preferences.Count,
            ["file"] = file,
            ["lineage"] = Dataset.LineagePath(file),
            ["hash"] = dataset.Hash,
        });
        run.Screen.Line($"{Count.Of(dataset.Preferences.Count, "preference")} in {file}, lineage in {Dataset.LineagePath(file)}");
        return ExitCode.Done;
    }

    /// <summary>A dataset of one kind by name (of several the newest) or id.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static async Task<DatasetEntry> FindAsync(WorkspaceFolder workspace, string name, DatasetKind kind, CancellationToken cancellationToken)
    {
        var items = kind.ToString().ToLowerInvariant();
        var entries = (await workspace.DatasetsAsync(cancellationToken)).Where(d => d.Kind == kind).ToArray();
        return entries.LastOrDefault(d => d.Name == name || d.Id == name)
            ?? throw new InputException($"the workspace has no dataset of {items} '{name}'; "
                + (entries.Length > 0 ? $"it has {string.Join(", ", entries.Select(d => d.Name).Distinct().Take(20))}" : kind == DatasetKind.Demonstrations ? "'precept spec train-data' makes one" : "'precept data build' makes one"));
    }
}
