using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Prompts;

namespace Precept.Judging;

/// <summary>Which of two answers is better.</summary>
internal enum PairChoice
{
    [JsonStringEnumMemberName("A")]
    A,

    [JsonStringEnumMemberName("B")]
    B,

    [JsonStringEnumMemberName("tie")]
    Tie,
}

/// <summary>A verdict on two answers.</summary>
internal interface IPairVerdict
{
    PairChoice Verdict { get; }

    IReadOnlyList<string>? ABreaks { get; }

    IReadOnlyList<string>? BBreaks { get; }

    string? Reason { get; }
}

/// <summary>The verdict first: its token's probability is the model's, before any reasoning.</summary>
internal sealed record PairVerdict(
    [property: Description("Which answer is better: A, B or tie.")] PairChoice Verdict,
    [property: Description("Why, in one or two sentences.")] string? Reason = null,
    [property: Description("Ids of the sections that answer A breaks.")] IReadOnlyList<string>? ABreaks = null,
    [property: Description("Ids of the sections that answer B breaks.")] IReadOnlyList<string>? BBreaks = null) : IPairVerdict;

/// <summary>The reasoning first.</summary>
internal sealed record ReasonedPairVerdict(
    [property: Description("What each section asks for here and how each answer keeps it, highest authority first; then which answer is better and why.")] string Reason,
    [property: Description("Which answer is better: A, B or tie.")] PairChoice Verdict,
    [property: Description("Ids of the sections that answer A breaks.")] IReadOnlyList<string>? ABreaks = null,
    [property: Description("Ids of the sections that answer B breaks.")] IReadOnlyList<string>? BBreaks = null) : IPairVerdict;

/// <summary>Asks which of two answers is better, in both orders: a judge that says otherwise in the other order has no opinion, it has a habit.</summary>
/// <param name="bothOrders">Whether both orders are asked; else the order given.</param>
/// <param name="reasoning">Whether the model reasons before its verdict.</param>
internal sealed class PairwiseQuestion(bool bothOrders, bool reasoning) : IQuestion
{
    private const string Task =
        """
        Say which of the two candidate answers is better by this standard: "A", "B", or "tie" where neither is. Name for each the ids of the sections that it breaks; the list is empty where it breaks none.
        Answer with one JSON object and nothing else:
        """;

    private const string Form = """{"verdict": "A" or "B" or "tie", "reason": "one or two sentences", "a_breaks": ["id", …], "b_breaks": ["id", …]}""";
    private const string ReasonedForm = """{"reason": "what each section asks for here and how each answer keeps it, highest authority first", "verdict": "A" or "B" or "tie", "a_breaks": ["id", …], "b_breaks": ["id", …]}""";

    /// <summary>Of the likeliest tokens so many: A, B and a tie are among them; the rest is only carried about.</summary>
    private const int Alternatives = 5;

    private static readonly AnswerFormat<PairVerdict> Plain = new("pair_verdict");
    private static readonly AnswerFormat<ReasonedPairVerdict> Reasoned = new("reasoned_pair_verdict");

    /// <inheritdoc/>
    public string Description => $"pairwise orders={(bothOrders ? "both" : "one")} reasoning={(reasoning ? "yes" : "no")}";

    /// <inheritdoc/>
    public bool TakesPairs => true;

    /// <inheritdoc/>
    public async Task<Opinion> AskAsync(IChatClient client, Prompt prompt, IReadOnlyList<string> answers, JudgeStandard standard, CancellationToken cancellationToken)
    {
        if (answers.Count != 2)
        {
            throw new ArgumentException($"{answers.Count} answers; a pairwise judge takes two", nameof(answers));
        }

        if (!bothOrders)
        {
            return await OneAsync(client, prompt, answers, standard, exchanged: false, cancellationToken).ConfigureAwait(false);
        }

        var both = await System.Threading.Tasks.Task.WhenAll(
            OneAsync(client, prompt, answers, standard, exchanged: false, cancellationToken),
            OneAsync(client, prompt, [answers[1], answers[0]], standard, exchanged: true, cancellationToken)).ConfigureAwait(false);
        return Combine(both[0], both[1]);
    }

    private async Task<Opinion> OneAsync(IChatClient client, Prompt prompt, IReadOnlyList<string> shown, JudgeStandard standard, bool exchanged, CancellationToken cancellationToken)
    {
        var question = JudgePrompt.Of($"{Task} {(reasoning ? ReasonedForm : Form)}", standard, prompt, shown);
        var options = JudgeCalls.Options(reasoning).WithLogProbs(Alternatives);
        return reasoning
            ? Read(await client.AskAsync(question.Messages, Reasoned, options, cancellationToken).ConfigureAwait(false), standard, exchanged)
            : Read(await client.AskAsync(question.Messages, Plain, options, cancellationToken).ConfigureAwait(false), standard, exchanged);
    }

    /// <summary>One answer as an opinion on the responses in the order given.</summary>
    private Opinion Read<T>(ModelAnswer<T> answer, JudgeStandard standard, bool exchanged) where T : class, IPairVerdict
    {
        if (answer.Value is not { } verdict)
        {
            return Opinion.Failed(answer);
        }

        var p = VerdictProbability.Of(answer.LogProbs, "verdict");
        if (p is { } sure && reasoning)
        {
            p = Math.Clamp(sure, VerdictProbability.WithReasoning.Low, VerdictProbability.WithReasoning.High);
        }

        var (a, b) = (JudgeCalls.Known(verdict.ABreaks, standard), JudgeCalls.Known(verdict.BBreaks, standard));
        IReadOnlyList<int> ranks = verdict.Verdict switch
        {
            PairChoice.Tie => [0, 0],
            PairChoice.A => exchanged ? [1, 0] : [0, 1],
            _ => exchanged ? [0, 1] : [1, 0],
        };
        return new Opinion(Outcome.Judged, ranks, JudgeCalls.Cut(verdict.Reason ?? ""))
        {
            P = exchanged ? 1 - p : p,
            Broken = exchanged ? [b, a] : [a, b],
        };
    }

    /// <summary>Both orders as one opinion: where they disagree it is a tie, and a section counts as broken only where both say so.</summary>
    private static Opinion Combine(Opinion given, Opinion exchanged)
    {
        if (given.Outcome != Outcome.Judged || exchanged.Outcome != Outcome.Judged)
        {
            return given.Outcome != Outcome.Judged ? given : exchanged;
        }

        var agree = given.Ranks.SequenceEqual(exchanged.Ranks);
        var opposed = given.Ranks[0] == exchanged.Ranks[1] && given.Ranks[1] == exchanged.Ranks[0];
        return new Opinion(
            Outcome.Judged,
            agree ? given.Ranks : [0, 0],
            agree ? given.Reason : $"the orders disagree; in the order given: {given.Reason}\nin the other order (A and B exchanged): {exchanged.Reason}")
        {
            P = (given.P + exchanged.P) / 2,
            Broken = [.. given.Broken.Zip(exchanged.Broken, (x, y) => (IReadOnlyList<string>)[.. x.Intersect(y)])],
            OrdersAgree = agree,
            FavoursFirst = agree || !opposed ? null : given.Ranks[0] == 0,
        };
    }
}
