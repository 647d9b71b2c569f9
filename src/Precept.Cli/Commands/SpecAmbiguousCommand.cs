using System.CommandLine;
using Precept.Cli.Models;
using Precept.Cli.Terminal;
using Precept.Endpoints;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Reports;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec ambiguous</c>: the sections that judges read differently, with the cases and the sentences that it comes from.</summary>
internal static class SpecAmbiguousCommand
{
    private const string PageName = "ambiguous.html";

    public static CommandWithExamples Create()
    {
        var spec = CommonOptions.Spec();
        var judge = new Option<string[]>("--judge")
        {
            Description = $"Ask this model ({ModelAddress.Forms}); give it twice or more. Without: take the judgments of the workspace.",
            HelpName = "MODEL",
        };
        var repeat = SampleCommand.Bounded("--repeat", "Ask each model so many times about each case, 1 to 50: what it does not say twice is its own noise.", 1, 1, 50);
        var responses = new Option<bool>("--responses") { Description = "Ask about the workspace's responses instead of the spec's own graded replies." };
        var limit = SampleCommand.Bounded("--limit", "Ask about at most so many cases, drawn by seed, 1 to 1000000.", 500, 1, 1_000_000);
        var sections = SampleCommand.Bounded("--sections", "Show so many sections with their sentences and cases, 0 to 1000.", 5, 0, 1000);
        var cases = SampleCommand.Bounded("--cases", "Show so many conflicting cases of each, 0 to 100; about as many models are asked for the sentence.", 3, 0, 100);
        var html = new Option<string>("--html")
        {
            Description = $"Also write one self-contained page to this file; alone, to {PageName}.",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var models = new ModelOptions();
        var command = new CommandWithExamples(
            "ambiguous",
            "Show which sections judges read differently, most of all first, with the conflicting cases and the sentences at fault.",
            "precept spec ambiguous",
            "precept spec ambiguous --spec specs/starter --html ambiguous.html")
        {
            Notes = "With --judge each model says of each case which sections it keeps and which it breaks, and of conflicting ones which sentence can be read in two ways. "
                + "Without, what judges said already is compared, and sentences are guessed from their reasons.",
        };
        foreach (var option in (Option[])[spec, judge, repeat, responses, limit, sections, cases, html])
        {
            command.Add(option);
        }

        models.AddTo(command);
        return command.Runs(async run =>
        {
            var search = new AmbiguitySearch(run, SpecInUse.Read(run.Value(spec)!), run.Value(sections), run.Value(cases));
            var asked = run.Value(judge) ?? [];
            var report = asked.Length > 0
                ? await search.AskAsync(models, asked, run.Value(repeat), run.Value(responses), run.Value(limit))
                : await search.OfWorkspaceAsync();
            if (report is null)
            {
                return ExitCode.Done;
            }

            var page = run.Has(html) ? run.Value(html) ?? PageName : null;
            if (page is not null)
            {
                var link = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(page))!, Path.GetFullPath(report.File)).Replace('\\', '/');
                await AtomicFile.WriteTextAsync(page, AmbiguityPage.Render(report, link, run.Value(sections), run.Value(cases)), run.CancellationToken);
            }

            run.Screen.Json(AmbiguityJson.ToJson(report, run.Value(cases)));
            new AmbiguityScreen(run.Screen, report).Write(run.Value(sections), run.Value(cases));
            if (page is not null)
            {
                run.Screen.Line($"page: {page}");
            }

            return ExitCode.Done;
        });
    }
}
