using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Judging;

/// <summary>What one check found in a reply.</summary>
/// <param name="SectionId">The section.</param>
/// <param name="CheckId">The check.</param>
/// <param name="Result">How it ended, and what was found.</param>
public sealed record CheckFinding(string SectionId, string CheckId, CheckResult Result);

/// <summary>The judge that needs no model: it runs the checks of the sections that a prompt exercises.</summary>
/// <remarks>Responses are ranked by authority (<see cref="AuthorityRanks"/>): breaking a section of a higher authority is worse than breaking any number of sections below it.</remarks>
public sealed class CheckJudge : IJudge
{
    private readonly Dictionary<string, int> _order;

    /// <summary>A judge by the checks of a spec.</summary>
    /// <exception cref="InputException">There are checks for a section that the spec does not have.</exception>
    public CheckJudge(SpecDocument spec, CheckSet checks)
    {
        checks.RequireSectionsOf(spec);
        Spec = spec;
        Checks = checks;
        _order = spec.Sections.DistinctBy(s => s.Id).Select((s, i) => (s.Id, i)).ToDictionary(p => p.Id, p => p.i);
    }

    /// <summary>The judge's name in judgments.</summary>
    public const string Name = "checks";

    /// <inheritdoc/>
    public string Configuration => Name;

    /// <inheritdoc/>
    public bool TakesPairs => false;

    /// <summary>The spec.</summary>
    public SpecDocument Spec { get; }

    /// <summary>Its checks.</summary>
    public CheckSet Checks { get; }

    /// <summary>The sections that a prompt exercises, higher authority first, then in the spec's order.</summary>
    /// <exception cref="InputException">The prompt names a section that the spec does not have.</exception>
    public IReadOnlyList<Section> SectionsOf(Prompt prompt) =>
        [.. prompt.Sections.Distinct().Select(id => Find(prompt, id)).OrderByDescending(s => s.Authority).ThenBy(s => _order[s.Id])];

    /// <summary>Those of them with a check that applies to the prompt, whatever the reply: about the others a reply proves nothing.</summary>
    /// <exception cref="InputException">The prompt names a section that the spec does not have.</exception>
    public IReadOnlyList<Section> MeasuredSectionsOf(Prompt prompt)
    {
        var context = ContextOf(prompt);
        return [.. SectionsOf(prompt).Where(s => Checks.Of(s.Id).Any(c => c.AppliesTo(context)))];
    }

    /// <summary>The ids of the prompt's sections that a reply breaks, higher authority first.</summary>
    /// <exception cref="InputException">The prompt names a section that the spec does not have.</exception>
    public IReadOnlyList<string> Broken(Prompt prompt, string reply) => BrokenIn(Explain(prompt, reply));

    /// <summary>What each check of the prompt's sections found, in the order of <see cref="SectionsOf"/>.</summary>
    /// <exception cref="InputException">The prompt names a section that the spec does not have.</exception>
    public IReadOnlyList<CheckFinding> Explain(Prompt prompt, string reply)
    {
        var (context, text) = (ContextOf(prompt), new ReplyText(reply));
        return
        [
            .. SectionsOf(prompt).SelectMany(s => Checks.Of(s.Id).Select(c => new CheckFinding(s.Id, c.Id, c.Evaluate(context, text)))),
        ];
    }

    /// <summary>Ranks the responses to a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="responses">Its responses; equal ones tie.</param>
    /// <exception cref="ArgumentException">A response is one to another prompt.</exception>
    /// <exception cref="InputException">The prompt names a section that the spec does not have.</exception>
    public Judgment Judge(Prompt prompt, IReadOnlyList<Response> responses)
    {
        if (responses.Any(r => r.PromptId != prompt.Id))
        {
            throw new ArgumentException($"a response is not one to the prompt {prompt.Id}", nameof(responses));
        }

        var findings = responses.Select(r => Explain(prompt, r.Text)).ToArray();
        var broken = findings.Select(BrokenIn).ToArray();
        var sections = SectionsOf(prompt);
        return new Judgment(
            prompt.Id,
            [.. responses.Select(r => r.Id)],
            AuthorityRanks.Of(broken, id => Spec.Find(id)!.Authority),
            broken,
            Name,
            sections.ToDictionary(s => s.Id, s => ContentHash.Of(s.Hash, Checks.SectionHash(s.Id))))
        {
            Reason = ReasonFor(findings),
        };
    }

    /// <inheritdoc/>
    public Task<Judgment> JudgeAsync(Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken = default) =>
        Task.FromResult(Judge(prompt, responses));

    private static string[] BrokenIn(IEnumerable<CheckFinding> findings) => [.. findings.Where(f => f.Result.Failed).Select(f => f.SectionId).Distinct()];

    private static CheckContext ContextOf(Prompt prompt) => new(prompt.Slots, prompt.Family, prompt.Tags);

    private Section Find(Prompt prompt, string id) => Spec.Find(id)
        ?? throw new InputException($"{(prompt.Source.Length > 0 ? prompt.Source : $"prompt {prompt.Id}")}: the spec {Spec.Version} has no section '{id}'; correct the id, or build the prompts anew for this spec");

    private static string ReasonFor(IEnumerable<IReadOnlyList<CheckFinding>> findings)
    {
        var lines = findings
            .Select((list, i) => (Number: i + 1, Failed: list.Where(f => f.Result.Failed).ToArray()))
            .Where(r => r.Failed.Length > 0)
            .Select(r => $"response {r.Number}: {string.Join("; ", r.Failed.Select(f => $"breaks {f.SectionId} ({f.CheckId}: {f.Result.Reason})"))}")
            .ToArray();
        return lines.Length > 0 ? string.Join("\n", lines) : "no check failed";
    }
}
