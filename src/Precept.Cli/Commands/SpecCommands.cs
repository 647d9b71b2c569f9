using System.CommandLine;
using Precept.Spec;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec</c>: the commands about a spec itself.</summary>
internal static class SpecCommands
{
    public static Command Create()
    {
        var path = PathArgument();
        var show = new CommandWithExamples(
            "show",
            "Show a spec's sections, and count what is in it.",
            "precept spec show specs/starter",
            "precept spec show specs/starter/spec.md --json") { path };
        return new Command("spec", "Read a spec and look for mistakes in it.")
        {
            show.Runs(run => Task.FromResult(Show(run, run.Value(path)))),
            SpecCheckCommand.Create(),
            SpecWriteCommand.Create(),
            SpecDiffCommand.Create(),
            SpecResolveCommand.Create(),
            SpecCoverageCommand.Create(),
            SpecAmbiguousCommand.Create(),
            SpecSiteCommand.Create(),
            SpecVersionCommands.Add(),
            SpecVersionCommands.Versions(),
            SpecImportCommand.Create(),
            SpecTrainDataCommand.Create(),
        };
    }

    /// <summary>The argument that says which spec.</summary>
    public static Argument<string> PathArgument() => new("PATH")
    {
        Description = "A folder with spec.md or model_spec.md, or a Markdown file.",
    };

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

    private static string Count(int count, string what) => $"{count:#,0} {what}{(count == 1 ? "" : "s")}";
}
