using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Site;
using Precept.Spec;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec site</c>: a spec as a static site.</summary>
internal static class SpecSiteCommand
{
    public static CommandWithExamples Create()
    {
        var folder = new Argument<string>("OUT") { Description = "The folder to write the site to; made where it is missing." };
        var spec = CommonOptions.Spec();
        var against = new Option<string[]>("--against")
        {
            Description = "An earlier version, to show what changed since: a folder, a file, REV:path or a git revision; repeatable, oldest first.",
            HelpName = "PATH",
        };
        var decisions = new Option<string>("--decisions") { Description = "Decisions on proposals of the public, as the workbench exports them (decisions.json).", HelpName = "FILE" };
        var title = new Option<string>("--title") { Description = "The site's name [default: Behaviour specification].", HelpName = "TEXT" };
        var force = new Option<bool>("--force") { Description = "Write into a folder that has other things in it; they stay." };
        var site = new CommandWithExamples(
            "site",
            "Write a spec as a static site, with search, to be put on any web server.",
            "precept spec site site",
            "precept spec site site --spec specs/starter --title \"Our assistant\" --json")
        {
            Notes = "Open index.html in OUT: the pages need no server. Pages that an earlier run wrote and that are no longer made are removed.",
        };
        site.Add(folder);
        site.Add(spec);
        site.Add(against);
        site.Add(decisions);
        site.Add(title);
        site.Add(force);
        return site.Runs(run => RunAsync(run, run.Value(folder), SpecInUse.Read(run.Value(spec)!), run.Value(against) ?? [], run.Value(decisions), run.Value(title), run.Value(force)));
    }

    private static async Task<int> RunAsync(Invocation run, string folder, SpecInUse spec, IReadOnlyList<string> against, string? decisions, string? title, bool isForced)
    {
        var earlier = new List<SiteVersion>();
        foreach (var version in against)
        {
            earlier.Add(await EarlierAsync(run, version, spec));
        }

        var files = SpecSite.Render(new SiteData(spec.Document, spec.Files.Source.Tree.Text)
        {
            Checks = spec.Checks,
            Title = title ?? SpecSettings.Beside(SpecReader.FileOf(spec.Path)).Title ?? "",
            Earlier = earlier,
            Decisions = decisions is null ? [] : PublicDecisions.Read(decisions),
        });
        var removed = await SiteFolder.WriteAsync(folder, files, isForced, run.CancellationToken);
        var size = files.Sum(f => (long)System.Text.Encoding.UTF8.GetByteCount(f.Content));
        var index = Path.GetFullPath(Path.Combine(folder, "index.html"));
        run.Screen.Json(new JsonObject
        {
            ["index"] = index,
            ["files"] = files.Count,
            ["bytes"] = size,
            ["removed"] = removed,
        });
        run.Screen.Line($"{files.Count:#,0} files, {size / 1024.0 / 1024.0:0.0} MiB{(removed > 0 ? $"; {removed:#,0} of an earlier site removed" : "")}");
        run.Screen.Line($"open {index}");
        return ExitCode.Done;
    }

    // Reading both names them apart where both are called the same.
    private static async Task<SiteVersion> EarlierAsync(Invocation run, string version, SpecInUse spec)
    {
        var (earlier, _) = await SpecVersions.ReadAsync(run, version, spec.Path);
        return new SiteVersion(earlier.Document, earlier.Checks);
    }
}
