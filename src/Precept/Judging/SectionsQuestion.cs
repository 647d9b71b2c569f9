using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Judging;

/// <summary>Whether an answer keeps a section.</summary>
internal enum SectionState
{
    [JsonStringEnumMemberName("kept")]
    Kept,

    [JsonStringEnumMemberName("broken")]
    Broken,

    [JsonStringEnumMemberName("not_applicable")]
    NotApplicable,
}

/// <summary>What is said of one section.</summary>
internal interface ISectionVerdict
{
    string Id { get; }

    SectionState Verdict { get; }

    string? Words { get; }

    string? Reason { get; }
}

/// <summary>The verdict first.</summary>
internal sealed record SectionVerdict(
    [property: Description("The section's id.")] string Id,
    [property: Description("kept, broken, or not_applicable.")] SectionState Verdict,
    [property: Description("The answer's words that break it, exactly as they stand there; empty where nothing it says does, or where it breaks the section by what it does not say.")] string? Words = null,
    [property: Description("Why, in one sentence.")] string? Reason = null) : ISectionVerdict;

/// <summary>The reasoning first.</summary>
internal sealed record ReasonedSectionVerdict(
    [property: Description("The section's id.")] string Id,
    [property: Description("What the section asks for here, and how the answer keeps it or does not.")] string Reason,
    [property: Description("The answer's words that break it, exactly as they stand there; empty where nothing it says does, or where it breaks the section by what it does not say.")] string? Words,
    [property: Description("kept, broken, or not_applicable.")] SectionState Verdict) : ISectionVerdict;

/// <summary>One verdict for each section.</summary>
internal sealed record SectionVerdicts<T>([property: Description("One entry for every section, in their order.")] IReadOnlyList<T> Sections) where T : ISectionVerdict;

/// <summary>Asks of each answer by itself which sections it keeps; answers rank by what they break, as the spec's checks rank them.</summary>
/// <param name="reasoning">Whether the model reasons before each verdict.</param>
internal sealed class SectionsQuestion(bool reasoning) : IQuestion
{
    private const string Unfounded = "(the words that were quoted do not stand in the answer)";

    private const string Task =
        """
        Say for every section whether the answer keeps it ("kept"), breaks it ("broken"), or whether the section does not bear on this conversation ("not_applicable"). Doubt counts as kept. Where it breaks one, quote the answer's words that do, exactly as they stand there.
        Answer with one JSON object and nothing else, with one entry for every section:
        """;

    private const string Form = """{"sections": [{"id": "the section's id", "verdict": "kept" or "broken" or "not_applicable", "words": "words of the answer, or empty", "reason": "one sentence"}, …]}""";
    private const string ReasonedForm = """{"sections": [{"id": "the section's id", "reason": "what it asks for here, and how the answer keeps it or does not", "words": "words of the answer, or empty", "verdict": "kept" or "broken" or "not_applicable"}, …]}""";

    /// <inheritdoc/>
    public string Description => $"sections reasoning={(reasoning ? "yes" : "no")}";

    /// <inheritdoc/>
    public bool TakesPairs => false;

    /// <inheritdoc/>
    public async Task<Opinion> AskAsync(IChatClient client, Prompt prompt, IReadOnlyList<string> answers, JudgeStandard standard, CancellationToken cancellationToken)
    {
        var each = await System.Threading.Tasks.Task.WhenAll(answers.Select((a, i) => OneAsync(client, prompt, a, i, standard, cancellationToken))).ConfigureAwait(false);
        if (each.FirstOrDefault(o => o.Outcome != Outcome.Judged) is { } failed)
        {
            return failed;
        }

        IReadOnlyList<string>[] broken = [.. each.Select(o => o.Broken[0])];
        Breach[] breaches = [.. each.SelectMany(o => o.Breaches)];
        return new Opinion(
            Outcome.Judged,
            AuthorityRanks.Of(broken, id => standard.Sections.First(s => s.Id == id).Authority),
            breaches.Length == 0 ? "no section is broken" : JudgeCalls.Cut(string.Join("\n", breaches.Select(b => $"response {b.Response + 1}: breaks {b.SectionId}: {b.Reason}"))))
        {
            Broken = broken,
            Breaches = breaches,
        };
    }

    private async Task<Opinion> OneAsync(IChatClient client, Prompt prompt, string answer, int index, JudgeStandard standard, CancellationToken cancellationToken)
    {
        var question = JudgePrompt.Of($"{Task} {(reasoning ? ReasonedForm : Form)}", standard, prompt, [answer]);
        var options = JudgeCalls.Options(reasoning);
        return reasoning
            ? Read(await client.AskAsync(question.Messages, Format<ReasonedSectionVerdict>("reasoned_sections", standard), options, cancellationToken).ConfigureAwait(false), question.Answers[0], index, standard)
            : Read(await client.AskAsync(question.Messages, Format<SectionVerdict>("sections", standard), options, cancellationToken).ConfigureAwait(false), question.Answers[0], index, standard);
    }

    private static AnswerFormat<SectionVerdicts<T>> Format<T>(string name, JudgeStandard standard) where T : ISectionVerdict => new(name, v => Fault(v, standard));

    private static string? Fault<T>(SectionVerdicts<T> verdicts, JudgeStandard standard) where T : ISectionVerdict
    {
        string[] said = [.. verdicts.Sections.Select(v => v.Id)];
        string[] asked = [.. standard.Sections.Select(s => s.Id)];
        return asked.Except(said).FirstOrDefault() is { } missing ? $"there is no entry for the section {missing}"
            : said.Except(asked).FirstOrDefault() is { } unknown ? $"'{SourceText.Quote(unknown)}' is no section that was asked about"
            : said.GroupBy(id => id).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"there are {twice.Count()} entries for the section {twice.Key}"
            : null;
    }

    private static Opinion Read<T>(ModelAnswer<SectionVerdicts<T>> answer, ShownText shown, int index, JudgeStandard standard) where T : ISectionVerdict
    {
        if (answer.Value is not { } verdicts)
        {
            return Opinion.Failed(answer);
        }

        var said = verdicts.Sections.ToDictionary(v => v.Id);
        Breach[] breaches = [.. standard.Sections.Select(s => said[s.Id]).Where(v => v.Verdict == SectionState.Broken).Select(v => BreachOf(v, shown, index))];
        return new Opinion(Outcome.Judged, [0], "") { Broken = [[.. breaches.Select(b => b.SectionId)]], Breaches = breaches };
    }

    /// <summary>A quote that does not stand in the answer is dropped, and that it was made up is recorded: the verdict stays the judge's own.</summary>
    private static Breach BreachOf(ISectionVerdict verdict, ShownText shown, int index)
    {
        var reason = JudgeCalls.Cut(verdict.Reason ?? "");
        return string.IsNullOrWhiteSpace(verdict.Words) ? new Breach(index, verdict.Id, "", reason)
            : shown.Find(verdict.Words) is { } words ? new Breach(index, verdict.Id, words, reason)
            : new Breach(index, verdict.Id, "", reason.Length > 0 ? $"{reason} {Unfounded}" : Unfounded);
    }
}
