using System.Globalization;
using Precept.Spec;

namespace Precept.TestEndpoint;

/// <summary>What an endpoint can do wrong.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Status 429 with a Retry-After header.</summary>
    TooMany,

    /// <summary>Status 500.</summary>
    ServerError,

    /// <summary>Status 503.</summary>
    Unavailable,

    /// <summary>No answer, ever.</summary>
    Hang,

    /// <summary>The connection is aborted in the middle of the body.</summary>
    Cut,

    /// <summary>Status 200 with a body that is not JSON.</summary>
    Body,

    /// <summary>The model's words are not the JSON that was asked for; only where JSON was.</summary>
    Json,

    /// <summary>The model declines (<c>message.refusal</c>).</summary>
    Refuse,

    /// <summary>A content filter cuts the answer.</summary>
    Filter,

    /// <summary>The model's words are empty.</summary>
    Empty,
}

/// <summary>Which faults are given, and how often.</summary>
/// <param name="Shares">Each fault with its share of all requests.</param>
internal sealed record FaultPlan(IReadOnlyList<(Fault Fault, double Share)> Shares)
{
    private static readonly Dictionary<string, Fault> Names = new(StringComparer.Ordinal)
    {
        ["429"] = Fault.TooMany,
        ["500"] = Fault.ServerError,
        ["503"] = Fault.Unavailable,
        ["hang"] = Fault.Hang,
        ["cut"] = Fault.Cut,
        ["body"] = Fault.Body,
        ["json"] = Fault.Json,
        ["refuse"] = Fault.Refuse,
        ["filter"] = Fault.Filter,
        ["empty"] = Fault.Empty,
    };

    /// <summary>No fault.</summary>
    public static FaultPlan None { get; } = new([]);

    /// <summary>The name of a fault on the command line and in <c>/stats</c>.</summary>
    public static string NameOf(Fault fault) => fault == Fault.None ? "none" : Names.First(n => n.Value == fault).Key;

    /// <summary>Reads a list such as <c>429:5%,500:3%,json:1%</c>.</summary>
    /// <exception cref="InputException">A kind is unknown or named twice, a share is none, or they come to more than 100 %.</exception>
    public static FaultPlan Parse(string text)
    {
        var shares = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One).ToArray();
        if (shares.DistinctBy(s => s.Fault).Count() < shares.Length)
        {
            throw new InputException($"'{text}' names a fault twice; name each once");
        }

        return shares.Sum(s => s.Share) <= 1 + 1e-9
            ? new FaultPlan(shares)
            : throw new InputException($"the faults of '{text}' come to more than 100 %");
    }

    /// <summary>The fault of one request.</summary>
    public Fault Draw(SeededRandom random)
    {
        var u = random.NextDouble();
        foreach (var (fault, share) in Shares)
        {
            if (u < share)
            {
                return fault;
            }

            u -= share;
        }

        return Fault.None;
    }

    private static (Fault Fault, double Share) One(string text) =>
        text.Split(':') is [var name, [.. var percent, '%']] && Names.TryGetValue(name, out var fault)
        && double.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 100
            ? (fault, share / 100)
            : throw new InputException($"'{text}' is no fault with its share; write KIND:SHARE% such as 429:5%, the kinds are {string.Join(", ", Names.Keys)}");
}
