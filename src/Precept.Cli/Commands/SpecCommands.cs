using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Prompts;
using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec show</c> and <c>precept spec check</c>.</summary>
internal static class SpecCommands
{
    /// <summary>Something cannot be read at all: the spec, its checks or its scenarios.</summary>
    private const string Unreadable = "PS000";

    public static Command Create()
    {
        var path = new Argument<string>("PATH")
        {
            Description = "A folder with spec.md or model_spec.md, or a Markdown file.",
        };
        var show = new CommandWithExamples(
            "show",
            "Show a spec's sections, and count what is in it.",
            "precept spec show specs/starter",
            "precept spec show specs/starter/spec.md --json") { path };
        var check = new CommandWithExamples(
            "check",
            "Look for mistakes in a spec, in the checks.yaml beside it and in its scenarios.",
            "precept spec check specs/starter",
            "precept spec check specs/starter --json")
        {
            Notes = "Exits with 1 when there is an error; warnings alone are no failure.",
        };
        check.Add(path);
        return new Command("spec", "Read a spec and look for mistakes in it.")
        {
            show.Runs(run => Task.FromResult(Show(run, run.Value(path)))),
            check.Runs(run => Task.FromResult(Check(run, run.Value(path)))),
            SpecResolveCommand.Create(),
        };
    }

    private static int Show(Invocation run, string path)
    {
        var spec = SpecReader.Read(path);
        var summary = SpecSummary.Of(spec);
        run.Screen.Json(summary.ToJson());
        run.Screen.Table(
            $"{spec.Version}  {spec.Hash}",
            ["section", "authority", "kind", "examples"],
            [
                .. spec.Sections.Select(s => (IReadOnlyList<string>)
                [
                    new string(' ', 2 * (s.Level - 1)) + s.Id, s.Authority == Authority.None ? "–" : s.Authority.Name(), s.Kind.ToString().ToLowerInvariant(), s.Examples.Count.ToString(),
                ]),
            ]);
        run.Screen.Line($"{Count(summary.Sections, "section")}, {Count(summary.Examples, "example")}, {Count(summary.Comparisons, "comparison")}");
        run.Screen.Line($"authority: {summary.Authority.Root} root, {summary.Authority.System} system, {summary.Authority.Developer} developer, "
            + $"{summary.Authority.User} user, {summary.Authority.Guideline} guideline, {summary.Authority.None} none");
        run.Screen.Line($"graded replies: {summary.Verdicts.Good} GOOD, {summary.Verdicts.Ok} OK, {summary.Verdicts.Bad} BAD");
        run.Screen.Line($"{Count(summary.CrossReferences, "reference")}, {Count(summary.Footnotes, "footnote")}, "
            + $"{Count(summary.Commentary, "block")} of commentary, {Count(summary.EvaluationPrompts, "evaluation prompt")}");
        return ExitCode.Done;
    }

    private static int Check(Invocation run, string path)
    {
        var file = SpecReader.FileOf(path);
        var findings = Findings(path, file);
        run.Screen.Json(new JsonArray([.. findings.Select(f => (JsonNode)new JsonObject
        {
            ["code"] = f.Code,
            ["severity"] = f.Severity == FindingSeverity.Error ? "error" : "warning",
            ["file"] = f.File,
            ["line"] = f.Line,
            ["message"] = f.Message,
        })]));
        foreach (var finding in findings)
        {
            run.Screen.Line(finding.ToString());
        }

        var errors = findings.Count(f => f.Severity == FindingSeverity.Error);
        run.Screen.Line($"{file}: {Count(errors, "error")}, {Count(findings.Count - errors, "warning")}");
        return errors > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static List<SpecFinding> Findings(string path, string file)
    {
        var findings = new List<SpecFinding>();
        if (Try(findings, file, () => SpecReader.Read(path)) is not { } spec)
        {
            return findings;
        }

        findings.AddRange(SpecCheck.Run(spec, file));
        var checksPath = SpecInUse.ChecksPath(file);
        if (File.Exists(checksPath) && Try(findings, checksPath, () => CheckSet.Read(checksPath)) is { } checks)
        {
            Try(findings, checksPath, () => { checks.RequireSectionsOf(spec); return checks; });
            findings.AddRange(CheckedExamples.Run(spec, checks, file));
        }

        var folder = Path.GetDirectoryName(file)!;
        if (Directory.Exists(Path.Combine(folder, "scenarios")))
        {
            Try(findings, folder, () => { var set = ScenarioSet.Read(folder); set.RequireSectionsOf(spec); return set; });
        }

        return findings;
    }

    // What cannot be read is a finding like any other: an editor or a build shows it at its place.
    private static T? Try<T>(List<SpecFinding> findings, string file, Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (InputException e)
        {
            findings.Add(new SpecFinding(Unreadable, FindingSeverity.Error, e.File ?? file, e.Line, e.Problem));
            return null;
        }
    }

    private static string Count(int count, string what) => $"{count:#,0} {what}{(count == 1 ? "" : "s")}";
}
