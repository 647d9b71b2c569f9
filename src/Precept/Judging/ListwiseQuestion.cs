using System.Collections.Concurrent;
using System.ComponentModel;
using System.Globalization;
using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Judging;

/// <summary>A ranking of answers by their labels, best first; those in one group tie.</summary>
internal interface IRanking
{
    IReadOnlyList<IReadOnlyList<string>> Ranking { get; }

    string? Reason { get; }
}

/// <summary>The ranking first.</summary>
internal sealed record RankingVerdict(
    [property: Description("Groups of labels, the best group first; answers that are equally good share a group. Every label stands in exactly one group.")] IReadOnlyList<IReadOnlyList<string>> Ranking,
    [property: Description("Why, in one or two sentences.")] string? Reason = null) : IRanking;

/// <summary>The reasoning first.</summary>
internal sealed record ReasonedRankingVerdict(
    [property: Description("What each section asks for here and how each answer keeps it, highest authority first.")] string Reason,
    [property: Description("Groups of labels, the best group first; answers that are equally good share a group. Every label stands in exactly one group.")] IReadOnlyList<IReadOnlyList<string>> Ranking) : IRanking;

/// <summary>Asks for a ranking of all answers at once.</summary>
/// <remarks>They are shown in an order drawn by seed from the prompt and the answers, whatever order they are given in, and once more in the reverse of it.</remarks>
/// <param name="bothOrders">Whether the reverse is asked as well.</param>
/// <param name="reasoning">Whether the model reasons before its ranking.</param>
/// <param name="seed">Seed of the order.</param>
internal sealed class ListwiseQuestion(bool bothOrders, bool reasoning, long seed) : IQuestion
{
    private const string Task =
        """
        Rank the candidate answers by this standard, best first. Answers that are equally good share a group. Every label stands in exactly one group.
        Answer with one JSON object and nothing else:
        """;

    private const string Form = """{"ranking": [["C"], ["A", "B"], …], "reason": "one or two sentences"}""";
    private const string ReasonedForm = """{"reason": "what each section asks for here and how each answer keeps it, highest authority first", "ranking": [["C"], ["A", "B"], …]}""";

    private static readonly ConcurrentDictionary<int, AnswerFormat<RankingVerdict>> Plain = new();
    private static readonly ConcurrentDictionary<int, AnswerFormat<ReasonedRankingVerdict>> Reasoned = new();

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture, $"listwise orders={(bothOrders ? "both" : "one")} reasoning={(reasoning ? "yes" : "no")} shuffled={seed}");

    /// <inheritdoc/>
    public bool TakesPairs => false;

    /// <inheritdoc/>
    public async Task<Opinion> AskAsync(IChatClient client, Prompt prompt, IReadOnlyList<string> answers, JudgeStandard standard, CancellationToken cancellationToken)
    {
        if (answers.Count < 2)
        {
            return new Opinion(Outcome.Judged, [.. answers.Select(_ => 0)], "there is nothing to rank it against");
        }

        if (answers.Count > JudgePrompt.MaxAnswers)
        {
            throw new InputException($"{answers.Count} answers to one prompt; a listwise judge ranks at most {JudgePrompt.MaxAnswers}: sample fewer, or judge pairwise");
        }

        var order = Order(prompt, answers);
        if (!bothOrders)
        {
            return await OneAsync(client, prompt, answers, order, standard, cancellationToken).ConfigureAwait(false);
        }

        var both = await System.Threading.Tasks.Task.WhenAll(
            OneAsync(client, prompt, answers, order, standard, cancellationToken),
            OneAsync(client, prompt, answers, [.. order.Reverse()], standard, cancellationToken)).ConfigureAwait(false);
        return Combine(both[0], both[1], order);
    }

    private int[] Order(Prompt prompt, IReadOnlyList<string> answers)
    {
        int[] order = [.. Enumerable.Range(0, answers.Count).OrderBy(i => answers[i], StringComparer.Ordinal)];
        SeededRandom.For(seed, ["order", prompt.Id, .. order.Select(i => answers[i])]).Shuffle(order);
        return order;
    }

    private async Task<Opinion> OneAsync(IChatClient client, Prompt prompt, IReadOnlyList<string> answers, int[] order, JudgeStandard standard, CancellationToken cancellationToken)
    {
        var question = JudgePrompt.Of($"{Task} {(reasoning ? ReasonedForm : Form)}", standard, prompt, [.. order.Select(i => answers[i])]);
        var options = JudgeCalls.Options(reasoning);
        return reasoning
            ? Read(await client.AskAsync(question.Messages, Reasoned.GetOrAdd(order.Length, k => new("reasoned_ranking", v => Fault(v, k))), options, cancellationToken).ConfigureAwait(false), order)
            : Read(await client.AskAsync(question.Messages, Plain.GetOrAdd(order.Length, k => new("ranking", v => Fault(v, k))), options, cancellationToken).ConfigureAwait(false), order);
    }

    private static string? Fault(IRanking verdict, int count)
    {
        string[] labels = [.. Enumerable.Range(0, count).Select(JudgePrompt.Label)];
        string[] said = [.. verdict.Ranking.SelectMany(g => g)];
        return said.Except(labels).FirstOrDefault() is { } unknown ? $"'{SourceText.Quote(unknown)}' is no label; the labels are {string.Join(", ", labels)}"
            : labels.Except(said).FirstOrDefault() is { } missing ? $"the ranking lacks {missing}"
            : said.GroupBy(l => l).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"{twice.Key} stands in the ranking {twice.Count()} times"
            : null;
    }

    private static Opinion Read<T>(ModelAnswer<T> answer, int[] order) where T : class, IRanking
    {
        if (answer.Value is not { } verdict)
        {
            return Opinion.Failed(answer);
        }

        var ranks = new int[order.Length];
        foreach (var (rank, group) in verdict.Ranking.Where(g => g.Count > 0).Index())
        {
            foreach (var label in group)
            {
                ranks[order[label[0] - 'A']] = rank;
            }
        }

        return new Opinion(Outcome.Judged, ranks, JudgeCalls.Cut($"shown as {string.Join(", ", order.Select((at, i) => $"{JudgePrompt.Label(i)} = response {at + 1}"))}: {verdict.Reason}"));
    }

    /// <summary>Both orders as one opinion: what one puts above the other in one order, and below it in the other, is a tie by itself.</summary>
    private static Opinion Combine(Opinion given, Opinion reversed, int[] order)
    {
        if (given.Outcome != Outcome.Judged || reversed.Outcome != Outcome.Judged)
        {
            return given.Outcome != Outcome.Judged ? given : reversed;
        }

        var ranks = VoteCount.Ranks([new("", Outcome.Judged, given.Ranks, null), new("", Outcome.Judged, reversed.Ranks, null)]);
        var agree = given.Ranks.SequenceEqual(reversed.Ranks);
        var favour = 0;
        for (var i = 0; i < order.Length; i++)
        {
            for (var j = i + 1; j < order.Length; j++)
            {
                // Of the pair, order[i] is shown first in the one order, and order[j] in the other.
                var (one, other) = (given.Ranks[order[j]].CompareTo(given.Ranks[order[i]]), reversed.Ranks[order[i]].CompareTo(reversed.Ranks[order[j]]));
                favour += one == other ? one : 0;
            }
        }

        return new Opinion(Outcome.Judged, ranks, agree ? given.Reason : $"the orders disagree; {given.Reason}\n{reversed.Reason}")
        {
            OrdersAgree = agree,
            FavoursFirst = favour == 0 || agree ? null : favour > 0,
        };
    }
}
