using System.ComponentModel;
using System.Globalization;
using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Prompts;

namespace Precept.Judging;

/// <summary>A rating of one answer.</summary>
internal interface IRating
{
    int Rating { get; }

    IReadOnlyList<string>? Breaks { get; }

    string? Reason { get; }
}

/// <summary>The rating first.</summary>
internal sealed record RatingVerdict(
    [property: Description("From 1 to 7.")] int Rating,
    [property: Description("Why, in one or two sentences.")] string? Reason = null,
    [property: Description("Ids of the sections that the answer breaks.")] IReadOnlyList<string>? Breaks = null) : IRating;

/// <summary>The reasoning first.</summary>
internal sealed record ReasonedRatingVerdict(
    [property: Description("What each section asks for here and how the answer keeps it, highest authority first.")] string Reason,
    [property: Description("From 1 to 7.")] int Rating,
    [property: Description("Ids of the sections that the answer breaks.")] IReadOnlyList<string>? Breaks = null) : IRating;

/// <summary>Asks for a rating of each answer by itself; the better rated one is better.</summary>
/// <param name="reasoning">Whether the model reasons before its rating.</param>
internal sealed class RatingQuestion(bool reasoning) : IQuestion
{
    private const string Task =
        """
        Rate the answer by this standard, from 1 to 7: 7 keeps everything that applies, as well as it can be kept; 5 keeps all of it with small flaws; 4 breaks only defaults in small ways; 3 breaks a default clearly; 2 breaks several; 1 breaks a rule. Name the ids of the sections that it breaks; the list is empty where it breaks none.
        Answer with one JSON object and nothing else:
        """;

    private const string Form = """{"rating": 1 to 7, "reason": "one or two sentences", "breaks": ["id", …]}""";
    private const string ReasonedForm = """{"reason": "what each section asks for here and how the answer keeps it, highest authority first", "rating": 1 to 7, "breaks": ["id", …]}""";

    private static readonly AnswerFormat<RatingVerdict> Plain = new("rating", Fault);
    private static readonly AnswerFormat<ReasonedRatingVerdict> Reasoned = new("reasoned_rating", Fault);

    /// <inheritdoc/>
    public string Description => $"rating reasoning={(reasoning ? "yes" : "no")}";

    /// <inheritdoc/>
    public bool TakesPairs => false;

    /// <inheritdoc/>
    public async Task<Opinion> AskAsync(IChatClient client, Prompt prompt, IReadOnlyList<string> answers, JudgeStandard standard, CancellationToken cancellationToken)
    {
        var rated = await System.Threading.Tasks.Task.WhenAll(answers.Select(a => OneAsync(client, prompt, a, standard, cancellationToken))).ConfigureAwait(false);
        return rated.FirstOrDefault(r => r.Outcome != Outcome.Judged) ?? new Opinion(
            Outcome.Judged,
            VoteCount.Dense([.. rated.Select(r => -r.Ratings[0])]),
            JudgeCalls.Cut(string.Join("\n", rated.Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"response {i + 1}: {r.Ratings[0]} of 7: {r.Reason}")))))
        {
            Ratings = [.. rated.Select(r => r.Ratings[0])],
            Broken = [.. rated.Select(r => r.Broken[0])],
        };
    }

    private async Task<Opinion> OneAsync(IChatClient client, Prompt prompt, string answer, JudgeStandard standard, CancellationToken cancellationToken)
    {
        var question = JudgePrompt.Of($"{Task} {(reasoning ? ReasonedForm : Form)}", standard, prompt, [answer]);
        var options = JudgeCalls.Options(reasoning);
        return reasoning
            ? Read(await client.AskAsync(question.Messages, Reasoned, options, cancellationToken).ConfigureAwait(false), standard)
            : Read(await client.AskAsync(question.Messages, Plain, options, cancellationToken).ConfigureAwait(false), standard);
    }

    private static string? Fault(IRating verdict) => verdict.Rating is >= 1 and <= 7 ? null : $"the rating is {verdict.Rating}; it goes from 1 to 7";

    private static Opinion Read<T>(ModelAnswer<T> answer, JudgeStandard standard) where T : class, IRating => answer.Value is { } verdict
        ? new Opinion(Outcome.Judged, [0], JudgeCalls.Cut(verdict.Reason ?? "")) { Ratings = [verdict.Rating], Broken = [JudgeCalls.Known(verdict.Breaks, standard)] }
        : Opinion.Failed(answer);
}
