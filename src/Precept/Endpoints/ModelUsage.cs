namespace Precept.Endpoints;

/// <summary>What calls to models came to. Numbers of the calls of one run; answers from the cache cost nothing and are counted apart.</summary>
public sealed record ModelUsage
{
    /// <summary>Requests that went out, retries included.</summary>
    public long Requests { get; init; }

    /// <summary>Of them those that were tried again.</summary>
    public long Retries { get; init; }

    /// <summary>Answers that were there already.</summary>
    public long Cached { get; init; }

    /// <summary>Tokens of the questions.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of the answers.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What it cost in US dollars by the prices that were given, or null where there are none.</summary>
    public double? Cost { get; init; }

    /// <summary>All tokens.</summary>
    public long Tokens => InputTokens + OutputTokens;
}
