using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Cli.Terminal;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept judge</c>: judges by checks what the workspace's models answered and nobody has judged under the spec as it is now.</summary>
internal static class JudgeCommand
{
    private const int Batch = 500;

    public static Command Create()
    {
        var spec = CommonOptions.Spec();
        var model = new Option<string>("--model") { Description = "Only this model's responses: a name or an id [default: all].", HelpName = "MODEL" };
        var judge = new CommandWithExamples(
            "judge",
            "Judge by the spec's checks all responses that have no current judgment.",
            "precept judge",
            "precept judge --spec specs/starter --json")
        {
            Notes = "The responses of one model to one prompt are ranked together. What is judged already under the spec as it is now is left alone.",
        };
        judge.Add(spec);
        judge.Add(model);
        return judge.Runs(run => RunAsync(run, SpecInUse.Read(run.Value(spec)!), run.Value(model)));
    }

    private static async Task<int> RunAsync(Invocation run, SpecInUse spec, string? model)
    {
        using var workspace = run.OpenExistingWorkspace();
        var draws = await workspace.DrawsAsync(run.CancellationToken);
        if (model is not null)
        {
            var id = (await workspace.ModelAsync(model, run.CancellationToken))?.Id ?? model;
            draws = [.. draws.Where(d => d.Model == id)];
            if (draws.Count == 0)
            {
                throw new InputException($"the workspace has no responses of a model '{model}'; 'precept status' lists the models, 'precept sample' draws responses");
            }
        }

        await spec.SaveAsync(workspace, run.CancellationToken);
        var tally = await JudgeAsync(workspace, new CheckJudge(spec.Document, spec.Checks), spec, draws, run.CancellationToken);
        run.Screen.Json(tally.ToJson(spec));
        run.Screen.Table("", ["section", "responses", "broken", "share broken (95 %)"], [.. tally.Rows(spec)]);
        run.Screen.Line($"{tally.Judged:#,0} judged now, {tally.Current:#,0} current already; {tally.Ties:#,0} of the new ones are ties throughout");
        if (tally.WithoutSections > 0)
        {
            run.Screen.Line($"{tally.WithoutSections:#,0} left out: their prompts name no section that a check could be of");
        }

        return ExitCode.Done;
    }

    private static async Task<JudgeTally> JudgeAsync(
        WorkspaceFolder workspace, CheckJudge judge, SpecInUse spec, IReadOnlyList<ResponseDraw> draws, CancellationToken cancellationToken)
    {
        var prompts = (await workspace.PromptsAsync(cancellationToken: cancellationToken)).ToDictionary(p => p.Id);
        var current = (await workspace.JudgmentsAsync(CheckJudge.Name, spec.SectionHashes, cancellationToken)).Select(KeyOf).ToHashSet();
        var tally = new JudgeTally();
        using var progress = new Progress();
        double done = 0, total = draws.Sum(d => (double)d.Responses);
        foreach (var draw in draws)
        {
            var pending = new List<Judgment>();
            foreach (var answers in (await workspace.ResponsesAsync(draw.Model, draw.Sampler, cancellationToken: cancellationToken)).GroupBy(r => r.PromptId))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Response[] responses = [.. answers];
                progress.Report("judge", done += responses.Length, total);
                if (!prompts.TryGetValue(answers.Key, out var prompt) || prompt.Sections.Count == 0)
                {
                    tally.WithoutSections++;
                }
                else if (current.Contains(KeyOf(answers.Key, responses.Select(r => r.Id))))
                {
                    tally.Current++;
                }
                else
                {
                    var judgment = judge.Judge(prompt, responses);
                    tally.Add(judgment, judge.MeasuredSectionsOf(prompt));
                    pending.Add(judgment);
                }

                if (pending.Count == Batch)
                {
                    await workspace.AddJudgmentsAsync(pending, cancellationToken);
                    pending.Clear();
                }
            }

            await workspace.AddJudgmentsAsync(pending, cancellationToken);
        }

        return tally;
    }

    private static string KeyOf(Judgment judgment) => KeyOf(judgment.PromptId, judgment.ResponseIds);

    private static string KeyOf(string prompt, IEnumerable<string> responses) => prompt + " " + string.Join(' ', responses);
}

/// <summary>What a round of judging found.</summary>
internal sealed class JudgeTally
{
    private readonly Dictionary<string, (int Broken, int Measured)> _sections = [];

    public int Judged { get; private set; }

    public int Ties { get; private set; }

    public int Current { get; set; }

    public int WithoutSections { get; set; }

    /// <summary>Counts a judgment.</summary>
    public void Add(Judgment judgment, IReadOnlyList<Section> measured)
    {
        Judged++;
        Ties += judgment.Ranks.Count > 1 && judgment.Ranks.Distinct().Count() == 1 ? 1 : 0;
        foreach (var section in measured)
        {
            var (broken, n) = _sections.GetValueOrDefault(section.Id);
            _sections[section.Id] = (broken + judgment.Broken.Count(b => b.Contains(section.Id)), n + judgment.Broken.Count);
        }
    }

    public JsonObject ToJson(SpecInUse spec) => new()
    {
        ["spec"] = spec.Document.Hash,
        ["judge"] = CheckJudge.Name,
        ["judged"] = Judged,
        ["current"] = Current,
        ["ties"] = Ties,
        ["withoutSections"] = WithoutSections,
        ["sections"] = new JsonArray([.. InOrder(spec).Select(s => (JsonNode)new JsonObject
        {
            ["id"] = s.Id,
            ["broken"] = s.Broken,
            ["rate"] = s.Rate.Value,
            ["low"] = s.Rate.Low,
            ["high"] = s.Rate.High,
            ["n"] = s.Rate.N,
        })]),
    };

    public IEnumerable<IReadOnlyList<string>> Rows(SpecInUse spec) =>
        InOrder(spec).Select(s => (IReadOnlyList<string>)[s.Id, $"{s.Rate.N:#,0}", $"{s.Broken:#,0}", Rates.Text(s.Rate)]);

    private IEnumerable<(string Id, int Broken, Rate Rate)> InOrder(SpecInUse spec) =>
        from section in spec.Document.Sections
        where _sections.ContainsKey(section.Id)
        let count = _sections[section.Id]
        select (section.Id, count.Broken, Statistics.Wilson(count.Broken, count.Measured));
}
