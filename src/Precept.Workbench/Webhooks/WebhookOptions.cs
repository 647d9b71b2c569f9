namespace Precept.Workbench.Webhooks;

/// <summary>How webhooks are told of events.</summary>
public sealed record WebhookOptions
{
    /// <summary>Whether receivers may stand at private and loopback addresses. Default no: a webhook's address is chosen by people, and the server may stand where such addresses mean something.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>Most tries of a delivery, 1 to 20. Default 12: with the waits below, over about twelve hours.</summary>
    public int MostTries { get; init; } = 12;

    /// <summary>The wait after the first failed try; it doubles with each. Default 30 s.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait. Default 4 h.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How long a receiver may take to answer. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often is looked for events and for deliveries that are due. Default 2 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);
}
