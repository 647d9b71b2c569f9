using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Prompts;

namespace Precept.Judging;

/// <summary>What a model said of the answers under one standard; the fields mean what they mean in <see cref="Judgment"/>.</summary>
internal sealed record Opinion(Outcome Outcome, IReadOnlyList<int> Ranks, string Reason)
{
    public IReadOnlyList<IReadOnlyList<string>> Broken { get; init; } = [];

    public IReadOnlyList<Breach> Breaches { get; init; } = [];

    public IReadOnlyList<int> Ratings { get; init; } = [];

    public double? P { get; init; }

    public bool? OrdersAgree { get; init; }

    public bool? FavoursFirst { get; init; }

    /// <summary>No opinion: a call ended otherwise than with an answer.</summary>
    public static Opinion Failed<T>(ModelAnswer<T> answer) => new(
        answer.Outcome switch
        {
            CallOutcome.Refused => Outcome.Refused,
            CallOutcome.Timeout => Outcome.Timeout,
            CallOutcome.Filtered => Outcome.Filtered,
            CallOutcome.Invalid => Outcome.Invalid,
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Outcome, "an answered call has an opinion"),
        },
        [],
        answer.Text);
}

/// <summary>A way to ask a model about answers.</summary>
internal interface IQuestion
{
    /// <summary>What it is, in the judge's configuration: every setting that could change an opinion.</summary>
    string Description { get; }

    /// <summary>Whether it is about exactly two answers.</summary>
    bool TakesPairs { get; }

    /// <summary>Asks.</summary>
    /// <param name="client">The model.</param>
    /// <param name="prompt">What was answered.</param>
    /// <param name="answers">The answers' texts.</param>
    /// <param name="standard">What is judged by.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<Opinion> AskAsync(IChatClient client, Prompt prompt, IReadOnlyList<string> answers, JudgeStandard standard, CancellationToken cancellationToken);
}
