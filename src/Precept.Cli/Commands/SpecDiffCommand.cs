using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Reports;
using Precept.Spec.Diff;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec diff</c>: what changed from one version of a spec to another, by meaning.</summary>
internal static class SpecDiffCommand
{
    private const string PageName = "spec-diff.html";
    private const string Version = "A folder or Markdown file, REV:path as 'git show' reads it, a git revision of the other side's path, or workspace:VERSION.";

    public static CommandWithExamples Create()
    {
        var a = new Argument<string>("A") { Description = $"The first version. {Version}" };
        var b = new Argument<string>("B") { Description = "The second version, likewise." };
        var html = new Option<string>("--html")
        {
            Description = $"Also write one self-contained page to this file; alone, to {PageName}.",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "Show every change; by default long lists of small ones are cut." };
        var fails = new Option<bool>("--exit-code") { Description = "Exit with 1 when there are changes, as 'git diff' does." };
        var diff = new CommandWithExamples(
            "diff",
            "Show what changed between two versions of a spec, and what of a workspace goes stale.",
            "precept spec diff HEAD~1 specs/starter",
            "precept spec diff HEAD~1:specs/starter specs/starter --html spec-diff.html")
        {
            Notes = "Sections, demands, examples and grades are compared, not lines. At the end stand the step that the version number ought to take, with its reasons, and "
                + "what goes stale in the workspace where there is one. With --json the changes alone.",
        };
        diff.Add(a);
        diff.Add(b);
        diff.Add(html);
        diff.Add(all);
        diff.Add(fails);
        return diff.Runs(run => RunAsync(run, run.Value(a), run.Value(b), run.Has(html) ? run.Value(html) ?? PageName : null, run.Value(all), run.Value(fails)));
    }

    private static async Task<int> RunAsync(Invocation run, string from, string to, string? html, bool all, bool fails)
    {
        var (a, b) = await SpecVersions.ReadAsync(run, from, to);
        var diff = SpecDiff.Compare(a.Document, b.Document, a.Checks, b.Checks);
        var consequences = run.Screen.IsJson && html is null ? null : await ConsequencesAsync(run, a, b);
        if (html is not null)
        {
            await AtomicFile.WriteTextAsync(html, SpecDiffPage.Render(diff, a.Document, b.Document, consequences), run.CancellationToken);
        }

        run.Screen.Json(ToJson(diff));
        new SpecDiffScreen(run.Screen, all).Write(diff, consequences);
        if (html is not null)
        {
            run.Screen.Line($"page: {html}");
        }

        return fails && !diff.IsEmpty ? ExitCode.Failed : ExitCode.Done;
    }

    // A workspace that was asked for by name must be there; the default one need not be.
    private static async Task<SpecConsequences?> ConsequencesAsync(Invocation run, SpecInUse a, SpecInUse b)
    {
        if (!run.HasWorkspace && !run.IsWorkspaceGiven)
        {
            return null;
        }

        using var workspace = run.OpenExistingWorkspace();
        return await workspace.ConsequencesAsync(a.SectionHashes, b.SectionHashes, run.CancellationToken);
    }

    private static JsonArray ToJson(SpecDiff diff) =>
    [
        .. diff.Changes.Select(c => (JsonNode)new JsonObject
        {
            ["kind"] = c.Kind.Name(),
            ["section"] = c.Section,
            ["from"] = c.From,
            ["to"] = c.To,
            ["detail"] = c.Detail,
        }),
    ];
}
