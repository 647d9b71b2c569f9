using System.Collections.Concurrent;
using Precept.Cli.Models;
using Precept.Cli.Terminal;
using Precept.Endpoints;
using Precept.Evaluation;
using Precept.Judging;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>Gathers what judges said, or asks them, and ranks the sections of a spec by it.</summary>
internal sealed class AmbiguitySearch(Invocation run, SpecInUse spec, int sections, int casesEach)
{
    private readonly SpecSource _source = spec.Files.Source;

    /// <summary>From the judgments that the workspace has, current under the spec.</summary>
    public async Task<AmbiguityReport> OfWorkspaceAsync()
    {
        using var workspace = run.OpenExistingWorkspace();
        var judgments = await workspace.JudgmentsAsync(under: spec.SectionHashes, cancellationToken: run.CancellationToken);
        var evidence = AmbiguityEvidence.OfJudgments(judgments, await workspace.PromptsAsync(cancellationToken: run.CancellationToken), await ResponsesAsync(workspace));
        var ranking = AmbiguityRanking.Of(evidence.Votes, evidence.Cases, run.Seed);
        return Report(
            ranking,
            [.. ranking.Sections.Where(s => spec.Document.Find(s.SectionId) is not null).Select(s => Guessed(s))],
            repeats: 0, FailuresOf(judgments.Where(j => j.Judge != CheckJudge.Name)), leftOut: 0, byModels: false);
    }

    /// <summary>Asks models.</summary>
    /// <returns>The report; null for a dry run, whose plan is shown already.</returns>
    public async Task<AmbiguityReport?> AskAsync(ModelOptions options, string[] judges, int repeats, bool ofWorkspace, int limit)
    {
        var addresses = judges.Distinct().Select(ModelAddress.Parse).ToArray();
        if (addresses.Length < 2)
        {
            throw new InputException("one judge cannot disagree; give --judge twice or more, with different models");
        }

        using var workspace = ofWorkspace ? run.OpenExistingWorkspace() : run.OpenWorkspace();
        await using var models = options.Open(run, workspace);
        var given = ofWorkspace ? await CasesOfWorkspaceAsync(workspace) : AmbiguityEvidence.OfGradedReplies(_source);
        var cases = Drawn(given.Cases, limit);
        if (cases.Count == 0)
        {
            throw new InputException(ofWorkspace
                ? "the workspace has no responses to prompts that name a section; 'precept sample' draws some"
                : $"{spec.Path}: the spec has no graded replies without omissions; --responses asks about the workspace's responses instead");
        }

        var judgments = await JudgeAsync(models, addresses, repeats, cases);
        if (models.IsDryRun)
        {
            run.Screen.Line($"Then at most {sections * Math.Max(1, casesEach) * addresses.Length:#,0} calls about sentences, by what is in conflict; not counted below.");
            models.ShowPlan(run.Screen);
            return null;
        }

        var caseOf = cases.ToDictionary(c => c.Responses[0].Id);
        var ranking = AmbiguityRanking.Of([.. judgments.SelectMany(j => AmbiguityEvidence.VotesOf(caseOf[j.ResponseIds[0]], j))], cases, run.Seed);
        var shown = await WithSentencesAsync(models, addresses, ranking);
        return Report(ranking, shown, repeats, FailuresOf(judgments), given.LeftOut, byModels: true) with { Usage = models.Usage };
    }

    private AmbiguityReport Report(
        AmbiguityRanking ranking, IReadOnlyList<AmbiguousSection> found, int repeats, IReadOnlyDictionary<Outcome, int> noVote, int leftOut, bool byModels) =>
        new(spec.Document.Version, spec.Document.Hash, Path.GetRelativePath(Directory.GetCurrentDirectory(), _source.Tree.Path), found, ranking.Judges, repeats, noVote, leftOut, byModels);

    private static Dictionary<Outcome, int> FailuresOf(IEnumerable<Judgment> judgments) =>
        judgments.Where(j => j.Outcome != Outcome.Judged).CountBy(j => j.Outcome).ToDictionary();

    private async Task<Dictionary<string, Response>> ResponsesAsync(WorkspaceFolder workspace)
    {
        var responses = new Dictionary<string, Response>();
        foreach (var draw in await workspace.DrawsAsync(run.CancellationToken))
        {
            foreach (var response in await workspace.ResponsesAsync(draw.Model, draw.Sampler, cancellationToken: run.CancellationToken))
            {
                responses[response.Id] = response;
            }
        }

        return responses;
    }

    private async Task<AmbiguityEvidence> CasesOfWorkspaceAsync(WorkspaceFolder workspace)
    {
        var prompts = (await workspace.PromptsAsync(cancellationToken: run.CancellationToken)).Where(p => p.Sections.Count > 0).ToDictionary(p => p.Id);
        var responses = await ResponsesAsync(workspace);
        return new AmbiguityEvidence(
            [.. responses.Values.Where(r => prompts.ContainsKey(r.PromptId)).Select(r => AmbiguityEvidence.CaseOf(prompts[r.PromptId], r, r.PromptId)).DistinctBy(c => c.Id)], []);
    }

    private IReadOnlyList<AmbiguityCase> Drawn(IReadOnlyList<AmbiguityCase> cases, int limit)
    {
        if (cases.Count <= limit)
        {
            return cases;
        }

        var order = Enumerable.Range(0, cases.Count).ToArray();
        SeededRandom.For(run.Seed, "ambiguous cases").Shuffle(order);
        return [.. order.Take(limit).Order().Select(i => cases[i])];
    }

    private async Task<IReadOnlyList<Judgment>> JudgeAsync(ModelSession models, ModelAddress[] addresses, int repeats, IReadOnlyList<AmbiguityCase> cases)
    {
        JudgeTask[] tasks = [.. cases.Select(c => new JudgeTask(c.Prompt, c.Responses))];
        var (judgments, done) = (new List<Judgment>(), 0);
        using var progress = new Progress();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var factory = new JudgeFactory(new CheckJudge(spec.Document, spec.Checks), spec.SectionHashes, new RepeatedModels(models, repeat));
            foreach (var address in addresses)
            {
                var judge = await factory.OpenAsync(new JudgeSettings { Models = [address.Text], Mode = JudgeMode.Sections, Seed = run.Seed }, run.CancellationToken);
                await JudgingRun.RunAsync(
                    judge, tasks, models.Concurrency,
                    judged =>
                    {
                        judgments.AddRange(judged.Select(j => j with { Judge = address.Text }));
                        return Task.CompletedTask;
                    },
                    _ => progress.Report("ask", Interlocked.Increment(ref done), (double)repeats * addresses.Length * tasks.Length, models.State),
                    run.CancellationToken);
            }
        }

        return judgments;
    }

    /// <summary>Asks every model, for some conflicting cases of each section that is shown, which sentence can be read in two ways.</summary>
    private async Task<IReadOnlyList<AmbiguousSection>> WithSentencesAsync(ModelSession models, ModelAddress[] addresses, AmbiguityRanking ranking)
    {
        var asked = ranking.Sections.Where(s => s.InConflict.Any()).Take(sections).Select(s => (Figures: s, Section: spec.Document.Find(s.SectionId)!))
            .Select(s => (s.Figures, s.Section, Sentences: SectionSentences.Of(_source, s.Section))).Where(s => s.Sentences.Count > 0).ToArray();
        var questions = asked.SelectMany(s => s.Figures.InConflict.Take(Math.Max(1, casesEach)).SelectMany(c => addresses.Select(a => (s.Section, s.Sentences, Case: c, Address: a)))).ToArray();
        var answers = new ConcurrentDictionary<int, (string Section, int Number, TwoReadings? Readings)>();
        var done = 0;
        using var progress = new Progress();
        await Parallel.ForAsync(0, questions.Length, new ParallelOptions { MaxDegreeOfParallelism = models.Concurrency, CancellationToken = run.CancellationToken }, async (i, stop) =>
        {
            var (section, sentences, one, address) = questions[i];
            var answer = await SentenceQuestion.AskAsync(await models.OpenAsync(address, stop), section, sentences, one, stop);
            if (answer.Value is { } named)
            {
                answers[i] = (section.Id, named.Sentence, named.Sentence == 0 ? null : new TwoReadings(address.Text, named.FirstReading, named.SecondReading));
            }

            progress.Report("sentences", Interlocked.Increment(ref done), questions.Length, models.State);
        });

        var bySection = answers.OrderBy(a => a.Key).ToLookup(a => a.Value.Section, a => (a.Value.Number, a.Value.Readings));
        return
        [
            .. ranking.Sections.Select(s => new AmbiguousSection(
                spec.Document.Find(s.SectionId)!, s, SentencesAtFault.Tally(SectionSentences.Of(_source, spec.Document.Find(s.SectionId)!), [.. bySection[s.SectionId]]))),
        ];
    }

    private AmbiguousSection Guessed(SectionAmbiguity figures)
    {
        var section = spec.Document.Find(figures.SectionId)!;
        return new AmbiguousSection(section, figures, SentencesAtFault.ByReasons(SectionSentences.Of(_source, section), [.. figures.InConflict]));
    }
}
