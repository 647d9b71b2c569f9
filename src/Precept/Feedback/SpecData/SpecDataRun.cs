// Deliberative alignment (Guan et al. 2024), the data of its first stage: prompts for the sections of a spec, answers written with the sections in view, filtered by a
// judge that sees them, stored without them. Departures: prompts are written by a model as well, kind by kind; what is measured on is kept out; failing answers become pairs.
using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>How far a run is.</summary>
/// <param name="Stage"><c>write</c> or <c>answer</c>, with the number of the round.</param>
/// <param name="Done">How many prompts of the round are through.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Kept">How many were kept so far.</param>
public sealed record SpecDataProgress(string Stage, int Done, int Total, int Kept);

/// <summary>Makes train prompts and answers of a spec.</summary>
/// <remarks>
/// Works in rounds: what is missing in each cell is asked for at once, screened in a fixed order, answered and judged; what is still missing then is asked for in the
/// next round. So the same seed asks the same things in whatever order answers arrive, and a run that was cut goes on from the cache of answers.
/// </remarks>
/// <param name="spec">The spec.</param>
/// <param name="models">Who writes and judges.</param>
/// <param name="screen">What is let through; fresh for each run.</param>
/// <param name="options">What is wanted.</param>
public sealed class SpecDataRun(SpecDocument spec, SpecDataModels models, PromptScreen screen, SpecDataOptions options)
{
    /// <summary>Why checks did not judge.</summary>
    public const string NoCheckApplies = "no check applies";

    private readonly PromptWriter _prompts = new(models.Client);
    private readonly JudgedAnswers _answers = new(models, screen, options);
    private int _kept;

    /// <summary>The sections that are meant: those named, or all that have authority and a text.</summary>
    /// <exception cref="InputException">There is no such section, or it has no authority or no text.</exception>
    public static IReadOnlyList<Section> SectionsOf(SpecDocument spec, IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
        {
            if (spec.Find(id) is not { } section)
            {
                throw new InputException($"the spec {spec.Version} has no section '{SourceText.Quote(id)}'; 'precept spec show' lists them");
            }

            if (!IsTeachable(section))
            {
                throw new InputException($"the section '{id}' has {(section.Authority == Authority.None ? "no authority" : "no text")}: there is nothing to keep or break; name another");
            }
        }

        return [.. spec.Sections.DistinctBy(s => s.Id).Where(s => IsTeachable(s) && (ids.Count == 0 || ids.Contains(s.Id)))];
    }

    /// <summary>Runs until every quota is met or its attempts are used up.</summary>
    /// <param name="keep">Keeps a prompt as soon as it is judged; called one at a time.</param>
    /// <param name="report">Told how far it is, from several threads.</param>
    /// <param name="cancellationToken">Stops; what was kept is kept.</param>
    /// <exception cref="EndpointException">A model cannot be used; what was kept is kept.</exception>
    public async Task<SpecDataResult> RunAsync(
        Func<KeptPrompt, CancellationToken, Task> keep, Action<SpecDataProgress> report, CancellationToken cancellationToken = default)
    {
        CellTally[] cells = [.. Quotas.Of(SectionsOf(spec, options.Sections), options).Select(c => new CellTally(c))];
        var (kept, rejected) = (new List<(CellTally Cell, KeptPrompt Prompt)>(), new List<(CellTally Cell, Rejection Rejection)>());
        for (var round = 1; await WantedAsync(cells) is { Count: > 0 } wanted; round++)
        {
            var written = await EachAsync(wanted.Count, i => _prompts.WriteAsync(wanted[i].Brief, cancellationToken), $"write {round}", report, cancellationToken);
            var screened = wanted.Zip(written, (w, answer) => (w.Cell, w.Brief, Screened: Screened(w.Cell, w.Brief, answer))).ToArray();
            rejected.AddRange(screened.Where(s => s.Screened.Rejection is not null).Select(s => (s.Cell, s.Screened.Rejection!)));

            (CellTally Cell, PromptBrief Brief, IReadOnlyList<Message> Messages)[] open =
                [.. screened.Where(s => s.Screened.Rejection is null).Select(s => (s.Cell, s.Brief, s.Screened.Messages))];
            var answered = await KeptOrNotAsync([.. open.Select(o => (o.Brief, o.Messages))], $"answer {round}", keep, report, cancellationToken);
            foreach (var (cell, (prompt, rejection)) in open.Select(o => o.Cell).Zip(answered))
            {
                if (prompt is not null)
                {
                    kept.Add((cell, prompt));
                    cell.Kept++;
                    cell.Pairs += prompt.Failing.Count;
                }
                else
                {
                    rejected.Add((cell, rejection!));
                    cell.Reject(rejection!.Reason);
                }
            }
        }

        var order = cells.Index().ToDictionary(c => c.Item, c => c.Index);
        return new SpecDataResult(
            cells,
            [.. kept.OrderBy(k => order[k.Cell]).ThenBy(k => k.Prompt.Brief.Number).Select(k => k.Prompt)],
            [.. rejected.OrderBy(r => order[r.Cell]).ThenBy(r => r.Rejection.Brief.Number).Select(r => r.Rejection)]);
    }

    /// <summary>Makes the calls of the first round, with stand-ins for what a dry run does not get: what the run takes if every prompt passes at once.</summary>
    /// <param name="cancellationToken">Stops.</param>
    public async Task PlanAsync(CancellationToken cancellationToken = default)
    {
        var wanted = await WantedAsync([.. Quotas.Of(SectionsOf(spec, options.Sections), options).Select(c => new CellTally(c))]);
        await EachAsync(wanted.Count, async i =>
        {
            var brief = wanted[i].Brief;
            var written = await _prompts.WriteAsync(brief, cancellationToken);
            IReadOnlyList<Message> messages = written.Value is { Messages.Count: > 0 } known ? [.. known.Messages.Select(m => m.ToMessage())] : [StandIn(brief)];
            await _answers.PlanAsync(brief, messages, StandIn(brief).Content, cancellationToken);
            return brief;
        }, "plan", _ => { }, cancellationToken);

        // About as long as a prompt or an answer is.
        static Message StandIn(PromptBrief brief) =>
            new(Role.User, $"{brief.Family} {brief.Cell.Language} {brief.Number} {string.Join(' ', Enumerable.Repeat("a stand-in of a dry run", 15))}");
    }

    private static bool IsTeachable(Section section) => section.Authority != Authority.None && section.Body.Trim().Length > 0;

    private async Task<IReadOnlyList<(CellTally Cell, PromptBrief Brief)>> WantedAsync(IEnumerable<CellTally> cells)
    {
        var wanted = new List<(CellTally Cell, PromptBrief Brief)>();
        foreach (var cell in cells)
        {
            for (var more = Math.Min(cell.Missing, cell.Cell.Wanted * options.Attempts - cell.Asked); more > 0; more--)
            {
                wanted.Add((cell, await PromptBrief.OfAsync(spec, cell.Cell, cell.Asked++, options.Seed)));
            }
        }

        return wanted;
    }

    private (IReadOnlyList<Message> Messages, Rejection? Rejection) Screened(CellTally cell, PromptBrief brief, ModelAnswer<WrittenPrompt> answer)
    {
        var rejection = answer switch
        {
            { Outcome: CallOutcome.Answered, Value.Messages.Count: 0 } => new Rejection(brief, RejectionReason.Refused, "no such conversation makes sense, says the writer"),
            { Outcome: CallOutcome.Answered } => null,
            _ => new Rejection(brief, ReasonOf(answer.Outcome), answer.Text),
        };
        IReadOnlyList<Message> messages = rejection is null ? [.. answer.Value!.Messages.Select(m => m.ToMessage())] : [];
        if (rejection is null)
        {
            cell.Made++;
            rejection = screen.Fault(brief, messages);
        }

        if (rejection is not null)
        {
            cell.Reject(rejection.Reason);
        }

        return (messages, rejection);
    }

    private async Task<(KeptPrompt? Kept, Rejection? Rejection)[]> KeptOrNotAsync(
        IReadOnlyList<(PromptBrief Brief, IReadOnlyList<Message> Messages)> open, string stage, Func<KeptPrompt, CancellationToken, Task> keep,
        Action<SpecDataProgress> report, CancellationToken cancellationToken)
    {
        // What was judged is kept even where the run is being stopped.
        await using var keeping = new InOrder<KeptPrompt>(async prompt =>
        {
            await keep(prompt, CancellationToken.None);
            _kept++;
        });
        return await EachAsync(open.Count, async i =>
        {
            var result = await _answers.OfAsync(open[i].Brief, open[i].Messages, cancellationToken);
            await keeping.AddAsync(i, result.Kept);
            return result;
        }, stage, report, cancellationToken);
    }

    private async Task<T[]> EachAsync<T>(int count, Func<int, Task<T>> work, string stage, Action<SpecDataProgress> report, CancellationToken cancellationToken)
    {
        var results = new T[count];
        var done = 0;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = models.Concurrency, CancellationToken = cancellationToken }, async (i, _) =>
        {
            results[i] = await work(i);
            report(new SpecDataProgress(stage, Interlocked.Increment(ref done), count, _kept));
        });
        return results;
    }

    private static RejectionReason ReasonOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Refused => RejectionReason.Refused,
        CallOutcome.Timeout => RejectionReason.Timeout,
        CallOutcome.Filtered => RejectionReason.Filtered,
        _ => RejectionReason.Invalid,
    };
}
