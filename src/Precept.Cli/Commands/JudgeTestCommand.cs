using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Precept.Cli.Models;
using Precept.Cli.Terminal;
using Precept.Endpoints;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Reports;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept judge test</c>: what a judge is worth on the graded replies of the spec itself.</summary>
internal static class JudgeTestCommand
{
    private const string PageName = "judge-test.html";

    public static CommandWithExamples Create()
    {
        var spec = CommonOptions.Spec();
        var each = new Option<bool>("--each") { Description = "Test every --judge by itself and show them side by side, in place of a panel." };
        var visible = new Option<bool>("--with-examples") { Description = "Also test with each example in the judge's view, to see what that would feign." };
        var html = new Option<string>("--html")
        {
            Description = $"Also write one self-contained page to this file; alone, to {PageName}.",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var latex = new Option<string>("--latex") { Description = "Also write the figures as a LaTeX table (booktabs) to this file.", HelpName = "FILE" };
        var (judge, models) = (new JudgeOptions(), new ModelOptions());
        var test = new CommandWithExamples(
            "test",
            "Test a judge on the graded replies of the spec itself: accuracy, bias by position and length, by section.",
            "precept judge test",
            "precept judge test --spec specs/starter --html judge-test.html")
        {
            Notes = "Every pair of replies of which the spec grades one higher is a case. While a judge is tested on an example it is kept from seeing it. "
                + "A judge that may have been trained on the spec can know its examples all the same.",
        };
        foreach (var option in (Option[])[spec, each, visible, html, latex])
        {
            test.Add(option);
        }

        judge.AddTo(test);
        models.AddTo(test);
        return test.Runs(async run =>
        {
            var settings = judge.Settings(run);
            JudgeSettings[] judges = run.Value(each) ? [.. settings.Models.Distinct().Select(m => settings with { Models = [m] })] : [settings];
            if (run.Has(html) && judges.Length * (run.Value(visible) ? 2 : 1) is var columns && columns > SelfTestPage.MostJudges)
            {
                throw new InputException($"--html has room for {SelfTestPage.MostJudges} judges side by side, these are {columns}{(run.Value(visible) ? ", each with and without examples" : "")}; test fewer at a time, or leave --html out");
            }

            using var workspace = settings.Models.All(m => m == CheckJudge.Name) ? null : run.OpenWorkspace();
            await using var opened = models.Open(run, workspace);
            var tested = new Tested(run, opened, SpecInUse.Read(run.Value(spec)!));
            return await tested.RunAsync(judges, run.Value(visible), run.Has(html) ? run.Value(html) ?? PageName : null, run.Value(latex));
        });
    }

    private sealed class Tested(Invocation run, ModelSession models, SpecInUse spec)
    {
        public async Task<int> RunAsync(IReadOnlyList<JudgeSettings> judges, bool alsoVisible, string? html, string? latex)
        {
            var began = Stopwatch.GetTimestamp();
            var cases = SelfTestCases.Of(spec.Document, run.Seed);
            var entries = new List<SelfTestEntry>();
            var names = ShortNames([.. judges.SelectMany(j => j.Models).Distinct()]);
            using (var progress = new Progress())
            {
                foreach (var settings in judges)
                {
                    var name = string.Join(" + ", settings.Models.Select(m => names[m]));
                    entries.Add(await TestAsync(cases, settings, name, holdOut: true, progress));
                    if (alsoVisible)
                    {
                        entries.Add(await TestAsync(cases, settings, $"{name}, examples in view", holdOut: false, progress));
                    }
                }
            }

            if (models.IsDryRun)
            {
                return models.ShowPlan(run.Screen);
            }

            if (html is not null)
            {
                await AtomicFile.WriteTextAsync(html, SelfTestPage.Render(entries), run.CancellationToken);
            }

            if (latex is not null)
            {
                await AtomicFile.WriteTextAsync(latex, SelfTestLatex.Render(entries), run.CancellationToken);
            }

            Show(entries, alsoVisible, Stopwatch.GetElapsedTime(began), [.. new[] { html, latex }.OfType<string>()]);
            return ExitCode.Done;
        }

        // A model of an endpoint by URL goes by the model's name, where no other does: the whole address stands in the judge's configuration.
        private static Dictionary<string, string> ShortNames(IReadOnlyList<string> models)
        {
            static string Short(string model) => model.StartsWith("http", StringComparison.Ordinal) ? ModelAddress.Parse(model).Name : model;
            var shared = models.GroupBy(Short).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
            return models.ToDictionary(m => m, m => shared.Contains(Short(m)) ? m : Short(m));
        }

        private async Task<SelfTestEntry> TestAsync(SelfTestCases cases, JudgeSettings settings, string name, bool holdOut, Progress progress)
        {
            var test = new SelfTest((under, stop) => OpenAsync(under, settings, stop))
            {
                HoldOut = holdOut,
                Concurrency = settings.Models is [CheckJudge.Name] ? 1 : models.Concurrency,
                Progress = (done, total) => progress.Report(name, done, total, models.State),
            };
            return SelfTestEntry.Of(name, await test.RunAsync(cases, run.CancellationToken));
        }

        // The checks are of the whole spec; what is held out of it are examples, which they do not look at.
        private Task<IJudge> OpenAsync(SpecDocument under, JudgeSettings settings, CancellationToken cancellationToken) =>
            new JudgeFactory(new CheckJudge(under, spec.Checks), CurrentSections.Of(under, spec.Checks), models, models.OpenRewardModelAsync).OpenAsync(settings, cancellationToken);

        private void Show(IReadOnlyList<SelfTestEntry> entries, bool alsoVisible, TimeSpan time, IReadOnlyList<string> files)
        {
            run.Screen.Json(ToJson(entries, alsoVisible, time));
            new JudgeTestScreen(run.Screen).Write(entries);
            if (models.Summary.Length > 0)
            {
                run.Screen.Line($"{models.Summary}, {Progress.Duration(time)}");
            }

            foreach (var file in files)
            {
                run.Screen.Line($"written: {file}");
            }
        }

        // One judge stands at the top; several each in a list.
        private JsonObject ToJson(IReadOnlyList<SelfTestEntry> entries, bool alsoVisible, TimeSpan time)
        {
            var json = entries.Count == (alsoVisible ? 2 : 1)
                ? SelfTestJson.ToJson(entries[0].Report)
                : new JsonObject { ["judges"] = new JsonArray([.. entries.Where(e => e.Report.HeldOut).Select(e => (JsonNode)SelfTestJson.ToJson(e.Report))]) };
            if (alsoVisible)
            {
                json["withExamples"] = new JsonArray([.. entries.Where(e => !e.Report.HeldOut).Select(e => (JsonNode)SelfTestJson.ToJson(e.Report))]);
            }

            json["differences"] = new JsonArray([.. SelfTestEntry.Differences(entries).Select(d => (JsonNode)Difference(d.Entry, d.Against, d.Difference))]);
            json["requests"] = models.Usage.Requests;
            json["cached"] = models.Usage.Cached;
            json["tokens"] = models.Usage.Tokens;
            json["cost"] = models.Usage.Cost;
            json["seconds"] = Math.Round(time.TotalSeconds, 2);
            return json;
        }

        private static JsonObject Difference(SelfTestEntry entry, SelfTestEntry against, PairedDifference difference)
        {
            var json = SelfTestJson.ToJson(difference);
            json.Insert(0, "judge", entry.Name);
            json.Insert(1, "minus", against.Name);
            return json;
        }
    }
}
