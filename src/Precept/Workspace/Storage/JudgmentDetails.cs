using Precept.Judging;

namespace Precept.Workspace.Storage;

/// <summary>What some judges say beyond ranks, as it is stored; what a judge does not say takes no place.</summary>
internal sealed record JudgmentDetails
{
    public double? P { get; init; }

    public IReadOnlyList<int>? Ratings { get; init; }

    public IReadOnlyList<Breach>? Breaches { get; init; }

    public bool? OrdersAgree { get; init; }

    public bool? FavoursFirst { get; init; }

    public string? DecidedBy { get; init; }

    public IReadOnlyList<StoredVote>? Votes { get; init; }

    public IReadOnlyList<string>? LeftOut { get; init; }

    public string? Strength { get; init; }

    public string? DecidedOn { get; init; }

    public bool? AllUnacceptable { get; init; }

    public IReadOnlyList<IReadOnlyList<string>>? Flags { get; init; }

    public static JudgmentDetails Of(Judgment judgment) => new()
    {
        P = judgment.P,
        Ratings = Some(judgment.Ratings),
        Breaches = Some(judgment.Breaches),
        OrdersAgree = judgment.OrdersAgree,
        FavoursFirst = judgment.FavoursFirst,
        DecidedBy = judgment.DecidedBy.Length > 0 ? judgment.DecidedBy : null,
        Votes = Some<StoredVote>([.. judgment.Votes.Select(v => new StoredVote(v.Judge, Stored.Name(v.Outcome), v.Ranks, v.P))]),
        LeftOut = Some(judgment.LeftOut),
        Strength = judgment.Strength is { } strength ? Stored.Name(strength) : null,
        DecidedOn = judgment.DecidedOn.Length > 0 ? judgment.DecidedOn : null,
        AllUnacceptable = judgment.AllUnacceptable ? true : null,
        Flags = Some(judgment.Flags),
    };

    public Judgment AddTo(Judgment judgment) => judgment with
    {
        P = P,
        Ratings = Ratings ?? [],
        Breaches = Breaches ?? [],
        OrdersAgree = OrdersAgree,
        FavoursFirst = FavoursFirst,
        DecidedBy = DecidedBy ?? "",
        Votes = [.. (Votes ?? []).Select(v => new Vote(v.Judge, Stored.Value<Outcome>(v.Outcome), v.Ranks, v.P))],
        LeftOut = LeftOut ?? [],
        Strength = Strength is null ? null : Stored.Value<PreferenceStrength>(Strength),
        DecidedOn = DecidedOn ?? "",
        AllUnacceptable = AllUnacceptable ?? false,
        Flags = Flags ?? [],
    };

    private static IReadOnlyList<T>? Some<T>(IReadOnlyList<T> list) => list.Count > 0 ? list : null;
}

/// <summary>A vote as it is stored.</summary>
internal sealed record StoredVote(string Judge, string Outcome, IReadOnlyList<int> Ranks, double? P);
