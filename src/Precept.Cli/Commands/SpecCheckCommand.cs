using System.CommandLine;
using System.Reflection;
using Precept.Cli.Terminal;
using Precept.Prompts;
using Precept.Spec;
using Precept.Spec.Linting;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec check</c>: the linter, for people and for machines.</summary>
internal static class SpecCheckCommand
{
    private const string Text = "text";
    private const string Json = "json";
    private const string Sarif = "sarif";
    private const string GitHub = "github";

    public static Command Create()
    {
        var path = SpecCommands.PathArgument();
        var format = new Option<string>("--format")
        {
            Description = "text; json, a list; sarif, SARIF 2.1.0 for code scanning; github, annotations of a workflow.",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => Text,
        };
        format.AcceptOnlyFromAmong(Text, Json, Sarif, GitHub);
        var severity = new Option<string[]>("--severity")
        {
            Description = $"Give the findings of a code another severity: {FindingSeverities.Names}. May be given several times.",
            HelpName = "CODE=SEVERITY",
        };
        var notes = new Option<bool>("--notes")
        {
            Description = "Show every note in text and annotations, not only how many there are.",
        };
        var check = new CommandWithExamples(
            "check",
            "Look for mistakes in a spec, in the checks.yaml beside it and in its scenarios.",
            "precept spec check specs/starter",
            "precept spec check specs/starter --severity PS005=error --format sarif")
        {
            Notes = "Exits with 1 when there is an error; warnings and notes are no failure. Severities of a spec.yaml beside the spec count, too.",
        };
        check.Add(path);
        check.Add(format);
        check.Add(severity);
        check.Add(notes);
        return check.Runs(run => Task.FromResult(Run(run, run.Value(path), run.Value(format)!, Severities(run.Value(severity) ?? []), run.Value(notes))));
    }

    private static int Run(Invocation run, string path, string format, Dictionary<string, FindingSeverity?> severities, bool withNotes)
    {
        var file = SpecReader.FileOf(path);
        var findings = SpecLinter.Run(path, severities, spec => Scenarios(Path.GetDirectoryName(file)!, spec));
        Write(run.Screen.IsJson && format == Text ? Json : format, findings, file, withNotes);
        return findings.Any(f => f.Severity == FindingSeverity.Error) ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Write(string format, IReadOnlyList<SpecFinding> findings, string file, bool withNotes)
    {
        switch (format)
        {
            case Json:
                new Screen(isJson: true).Json(FindingsJson.Of(findings));
                break;
            case Sarif:
                new Screen(isJson: true).Json(FindingsSarif.Of(findings, InRepository, new SourceLines(), Version));
                break;
            case GitHub:
                foreach (var finding in findings.Where(f => withNotes || f.Severity > FindingSeverity.Info))
                {
                    Console.Out.WriteLine(Printable.Of(GitHubAnnotations.Of(finding, InRepository(finding.File))));
                }

                break;
            default:
                new FindingsText(Console.Out, Ansi.Width, Ansi.OnOutput).Write(findings, file, withNotes);
                break;
        }
    }

    /// <summary>Scenarios are read by the stage after the spec, so that the linter does not know them.</summary>
    private static List<SpecFinding> Scenarios(string folder, SpecDocument spec)
    {
        var findings = new List<SpecFinding>();
        if (Directory.Exists(Path.Combine(folder, "scenarios")))
        {
            findings.Read(folder, () =>
            {
                var scenarios = ScenarioSet.Read(folder);
                scenarios.RequireSectionsOf(spec);
                return scenarios;
            });
        }

        return findings;
    }

    private static Dictionary<string, FindingSeverity?> Severities(string[] given)
    {
        var severities = new Dictionary<string, FindingSeverity?>(StringComparer.Ordinal);
        foreach (var setting in given)
        {
            var at = Math.Max(0, setting.IndexOf('=', StringComparison.Ordinal));
            if (!SpecRules.IsConfigurable(setting[..at]))
            {
                throw new InputException($"--severity {setting}: expected a code and a severity, such as PS005=error");
            }

            severities[setting[..at]] = FindingSeverities.TryParse(setting[(at + 1)..], out var severity)
                ? severity
                : throw new InputException($"--severity {setting}: '{setting[(at + 1)..]}' is not a severity; expected {FindingSeverities.Names}");
        }

        return severities;
    }

    /// <summary>A file as seen from the current folder, which in a workflow is the repository's.</summary>
    private static string InRepository(string file) => Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(file)).Replace('\\', '/');

    private static string Version =>
        typeof(SpecCheckCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
