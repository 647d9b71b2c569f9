using System.CommandLine;
using Precept.Cli.Terminal;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Reports;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept judge agreement</c>: how far judges agree on the pairs of responses that both of them judged.</summary>
internal static class JudgeAgreementCommand
{
    private const string PageName = "agreement.html";

    public static CommandWithExamples Create()
    {
        var a = new Argument<string?>("A") { Description = "A judge: human:…, checks, a model's configuration, or a part of it that no other has.", Arity = ArgumentArity.ZeroOrOne };
        var b = new Argument<string?>("B") { Description = "Another, likewise. Without both: all judges, each two of them.", Arity = ArgumentArity.ZeroOrOne };
        var spec = CommonOptions.Spec();
        var stale = new Option<bool>("--stale") { Description = "Count judgments as well that were made under sections which have changed since." };
        var members = new Option<bool>("--members") { Description = "Take panels apart: each member's votes as those of a judge of its own." };
        var cases = SampleCommand.Bounded("--cases", "Show so many cases where two judges differ, 0 to 1000.", 3, 0, 1000);
        var html = new Option<string>("--html")
        {
            Description = $"Also write one self-contained page to this file; alone, to {PageName}.",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new CommandWithExamples(
            "agreement",
            "Show how far judges agree: people, checks, models, reward models; with and without ties, beyond chance, by section.",
            "precept judge agreement",
            "precept judge agreement --cases 5 --html agreement.html")
        {
            Notes = "Two judges are compared on the pairs of responses that both judged; rankings are cut into pairs. Intervals are 95 % and over prompts. "
                + "\"The longest wins\" is the agreement that needs no judge at all.",
        };
        command.Add(a);
        command.Add(b);
        foreach (var option in (Option[])[spec, stale, members, cases, html])
        {
            command.Add(option);
        }

        return command.Runs(async run =>
        {
            var names = new[] { run.Optional(a), run.Optional(b) }.OfType<string>().ToArray();
            var report = await ReportAsync(run, SpecInUse.Read(run.Value(spec)!), names, run.Value(stale), run.Value(members));
            if (run.Has(html))
            {
                await AtomicFile.WriteTextAsync(run.Value(html) ?? PageName, AgreementPage.Render(report, run.Value(cases)), run.CancellationToken);
            }

            run.Screen.Json(AgreementJson.ToJson(report, run.Value(cases)));
            new AgreementScreen(run.Screen, report, run.Value(cases)).Write();
            if (run.Has(html))
            {
                run.Screen.Line($"page: {run.Value(html) ?? PageName}");
            }

            return ExitCode.Done;
        });
    }

    private static async Task<AgreementReport> ReportAsync(Invocation run, SpecInUse spec, string[] names, bool stale, bool members)
    {
        await LabelsOfPeople.PullAsync(run);
        using var workspace = run.OpenExistingWorkspace();
        var responses = new Dictionary<string, Response>();
        foreach (var draw in await workspace.DrawsAsync(run.CancellationToken))
        {
            foreach (var response in await workspace.ResponsesAsync(draw.Model, draw.Sampler, cancellationToken: run.CancellationToken))
            {
                responses[response.Id] = response;
            }
        }

        var prompts = await workspace.PromptsAsync(cancellationToken: run.CancellationToken);
        var judgments = await workspace.JudgmentsAsync(under: stale ? null : spec.SectionHashes, cancellationToken: run.CancellationToken);
        var all = JudgeVerdicts.Of(members ? [.. judgments, .. JudgeVerdicts.MembersOf(judgments)] : judgments, responses);
        string[] configurations = [.. all.Select(j => j.Judge)];
        var wanted = names.Select(n => JudgeName.Find(n, configurations)).Distinct().ToArray();
        if (names.Length == 2 && wanted.Length == 1)
        {
            throw new InputException($"both names mean the judge '{wanted[0]}'; give two different ones");
        }

        JudgeVerdicts[] judges = wanted.Length == 2 ? [.. wanted.Select(w => all.First(j => j.Judge == w))] : [.. all.OrderBy(j => JudgeKinds.Of(j.Judge) != JudgeKind.Human)];
        var pairs = new List<JudgeAgreement>();
        using var progress = new Progress();
        var twos = judges.SelectMany((first, i) => judges.Skip(i + 1).Select(second => (first, second)))
            .Where(p => wanted.Length != 1 || p.first.Judge == wanted[0] || p.second.Judge == wanted[0]).ToArray();
        foreach (var (first, second) in twos)
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            progress.Report("compare", pairs.Count, twos.Length);
            pairs.Add(JudgeAgreement.Between(first, second, prompts, responses, run.Seed));
        }

        return new AgreementReport(
            spec.Document.Version, spec.Document.Hash, stale, judges, [.. pairs.Where(p => p.Verdicts.Tally.Pairs > 0)], prompts.ToDictionary(p => p.Id), responses);
    }
}
