using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Spec;
using Precept.Spec.Importing;
using Precept.Spec.Syntax;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec import</c>: makes a spec of a constitution, or of prose with headings.</summary>
internal static class SpecImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("IN") { Description = "A constitution as JSON (.json), or prose with headings: Markdown or plain text." };
        var folder = new Argument<string>("OUT") { Description = "The spec's folder; it must not have a spec yet." };
        var authority = new Option<string>("--authority")
        {
            Description = "The sections' authority: root, system, developer, user, guideline or none.",
            HelpName = "LEVEL",
            DefaultValueFactory = _ => Authority.Guideline.Name(),
        };
        authority.AcceptOnlyFromAmong([.. AuthorityLevels.Names, Authority.None.Name()]);
        var import = new CommandWithExamples(
            "import",
            "Make a spec of a constitution (pairs of critique and revision), or of prose with headings.",
            "precept spec import specs/import/principles.json imported-principles",
            "precept spec import specs/import/house-rules.md imported-rules --authority user")
        {
            Notes = "Requests for critique and revision go to principles.yaml beside the spec. What would read as the spec format is escaped.",
        };
        import.Add(file);
        import.Add(folder);
        import.Add(authority);
        return import.Runs(run => Task.FromResult(Import(run, run.Value(file), run.Value(folder), Level(run.Value(authority)))));
    }

    private static int Import(Invocation run, string file, string folder, Authority authority)
    {
        string[] taken = [folder, .. new[] { "spec.md", "model_spec.md", SpecFiles.PrinciplesName }.Select(n => Path.Combine(folder, n))];
        if (Array.Find(taken, File.Exists) is { } there)
        {
            throw new InputException(there, 0, "there is a file already, and nothing is overwritten; name another folder");
        }

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var isJson = Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase);
        var files = isJson ? SpecImport.Of(Constitution.ReadJson(file), name, authority) : SpecImport.OfProse(SpecSyntaxTree.Load(file).Text, name, authority);
        var (spec, principles) = (files.Document, files.Principles); // read before anything is written
        foreach (var one in files.Files.Reverse())
        {
            AtomicFile.Write(Path.Combine(folder, one.Path), one.Content.Span); // the spec last: without it the folder is none
        }

        run.Screen.Json(new JsonObject
        {
            ["out"] = folder,
            ["files"] = new JsonArray([.. files.Files.Select(f => (JsonNode)f.Path)]),
            ["hash"] = spec.Hash,
            ["sections"] = spec.Sections.Count,
            ["principles"] = principles.Principles.Count,
            ["conversations"] = principles.Conversations.Count,
        });
        run.Screen.Table(
            "",
            ["authority", "section", "title"],
            [.. spec.Sections.Select(s => (IReadOnlyList<string>)[s.Authority == Authority.None ? "–" : s.Authority.Name(), s.Id, s.Title])]);
        run.Screen.Line($"{Count(spec.Sections.Count, "section")} in {Path.Combine(folder, "spec.md")}"
            + (isJson ? $"; {Count(principles.Principles.Count, "principle")}, {Count(principles.Conversations.Count, "conversation")} in {SpecFiles.PrinciplesName}" : ""));
        run.Screen.Line($"'precept spec check {folder}' says what is missing");
        return ExitCode.Done;
    }

    private static string Count(int count, string what) => $"{count:#,0} {what}{(count == 1 ? "" : "s")}";

    private static Authority Level(string? name) => AuthorityLevels.TryParse(name, out var authority) ? authority : Authority.None;
}
