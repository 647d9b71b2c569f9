using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec add</c> and <c>precept spec versions</c>: the versions of specs that a workspace keeps.</summary>
internal static class SpecVersionCommands
{
    public static Command Add()
    {
        var path = new Argument<string>("PATH") { Description = "A folder with spec.md or model_spec.md, or a Markdown file." };
        var add = new CommandWithExamples(
            "add",
            "Keep a spec in the workspace, byte for byte: its Markdown, settings, checks and evaluation prompts.",
            "precept spec add specs/starter",
            "precept spec add specs/starter/spec.md --json")
        {
            Notes = "Commands that judge, sample or train under a spec keep it, too.",
        };
        add.Add(path);
        return add.Runs(run => AddAsync(run, SpecInUse.Read(run.Value(path))));
    }

    public static Command Versions() => new CommandWithExamples(
        "versions",
        "List the specs that the workspace keeps, and what was made under each.",
        "precept spec versions",
        "precept spec versions --json").Runs(ListAsync);

    private static async Task<int> AddAsync(Invocation run, SpecInUse spec)
    {
        using var workspace = run.OpenWorkspace();
        var isNew = await workspace.SaveSpecAsync(spec.Files, spec.Path, run.CancellationToken);
        run.Screen.Json(new JsonObject
        {
            ["version"] = spec.Document.Version,
            ["hash"] = spec.Document.Hash,
            ["judgedHash"] = spec.JudgedHash,
            ["sourceHash"] = spec.Files.Hash,
            ["files"] = new JsonArray([.. spec.Files.Files.Select(f => (JsonNode)f.Path)]),
            ["new"] = isNew,
        });
        run.Screen.Line($"{spec.Document.Version}  {spec.Document.Hash}  {(isNew ? $"kept, {spec.Files.Files.Count} file{(spec.Files.Files.Count == 1 ? "" : "s")}" : "was there already")}");
        return ExitCode.Done;
    }

    private static async Task<int> ListAsync(Invocation run)
    {
        using var workspace = run.OpenExistingWorkspace();
        var versions = await workspace.SpecVersionsAsync(run.CancellationToken);
        run.Screen.Json(new JsonArray([.. versions.Select(v => (JsonNode)ToJson(v))]));
        run.Screen.Table(
            "",
            ["version", "hash", "saved", "sections", "pinned by"],
            [
                .. versions.Select(v => (IReadOnlyList<string>)
                    [v.Version, v.Hash, v.SavedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), $"{v.Sections}", PinnedBy(v)]),
            ]);
        run.Screen.Line($"{versions.Count} version{(versions.Count == 1 ? "" : "s")}; times are UTC");
        return ExitCode.Done;
    }

    private static string PinnedBy(SpecVersion version)
    {
        var pins = version.PinnedBy;
        string[] parts =
        [
            .. Some(pins.Judgments, "judgment"), .. Some(pins.Preferences, "preference"), .. Named("dataset", pins.Datasets), .. Named("model", pins.Models),
            .. Some(pins.Scorecards, "scorecard"), .. version.SourceHash is null ? ["text not kept"] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "–" : string.Join(", ", parts);
    }

    private static string[] Some(int count, string what) => count == 0 ? [] : [$"{count:#,0} {what}{(count == 1 ? "" : "s")}"];

    private static string[] Named(string what, IReadOnlyList<string> names) =>
        names.Count == 0 ? [] : [$"{what}{(names.Count == 1 ? "" : "s")} {string.Join(" ", names)}"];

    private static JsonObject ToJson(SpecVersion version) => new()
    {
        ["version"] = version.Version,
        ["hash"] = version.Hash,
        ["judgedHash"] = version.JudgedHash,
        ["sourceHash"] = version.SourceHash,
        ["savedAt"] = version.SavedAt.ToString("O", CultureInfo.InvariantCulture),
        ["path"] = version.Path,
        ["sections"] = version.Sections,
        ["pinnedBy"] = new JsonObject
        {
            ["judgments"] = version.PinnedBy.Judgments,
            ["preferences"] = version.PinnedBy.Preferences,
            ["datasets"] = new JsonArray([.. version.PinnedBy.Datasets.Select(n => (JsonNode)n)]),
            ["models"] = new JsonArray([.. version.PinnedBy.Models.Select(n => (JsonNode)n)]),
            ["scorecards"] = version.PinnedBy.Scorecards,
        },
    };
}
