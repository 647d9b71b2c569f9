namespace Precept.Workbench;

/// <summary>How a workbench is served.</summary>
public sealed record WorkbenchOptions
{
    /// <summary>The workspace's folder: prompts and answers for campaigns come from there; on SQLite the workbench's own database stands there, and labels go there as judgments.</summary>
    public required string Workspace { get; init; }

    /// <summary>A PostgreSQL database for teams; null for the file in the workspace.</summary>
    public string? Database { get; init; }

    /// <summary>Where it listens. Default loopback, port 5210; port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:5210";

    /// <summary>Whether people come in without signing in, on loopback only, as one of the demonstration's people.</summary>
    public bool Demo { get; init; }

    /// <summary>The spec that new campaigns start from where they name none: a path; null for none.</summary>
    public string? Spec { get; init; }

    /// <summary>Sign-in through an OpenID Connect provider, or null.</summary>
    public OpenIdOptions? OpenId { get; init; }

    /// <summary>
    /// The host names that requests may ask for, such as <c>labels.example.org</c>; others are refused, so that no other site's name can be pointed here. Empty: on loopback its own names
    /// only, elsewhere all.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Reverse proxies (addresses, or networks such as <c>10.0.0.0/8</c>) whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed. Default none.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>How long the link that makes the first admin can be used. Default one day.</summary>
    public TimeSpan SetupLinkLife { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How webhooks are told of events.</summary>
    public Webhooks.WebhookOptions Webhooks { get; init; } = new();

    /// <summary>Requests a minute for one address on sign-in and public pages. Default 60.</summary>
    public int PublicRequestsPerMinute { get; init; } = 60;

    /// <summary>Rounds of the hash of passwords; fewer in tests, which make many people. Null: what Identity takes.</summary>
    internal int? PasswordIterations { get; init; }

    /// <summary>Where tests read what is logged.</summary>
    internal Microsoft.Extensions.Logging.ILoggerProvider? Log { get; init; }
}

/// <summary>An OpenID Connect provider.</summary>
/// <param name="Authority">Its address.</param>
/// <param name="ClientId">What it calls us.</param>
/// <param name="ClientSecret">Our secret with it.</param>
public sealed record OpenIdOptions(string Authority, string ClientId, string ClientSecret)
{
    /// <summary>What the sign-in button says. Default <c>Single sign-on</c>.</summary>
    public string Name { get; init; } = "Single sign-on";

    /// <summary>Whether people without an invitation may come in, as labelers that are members of nothing. Default no.</summary>
    public bool AllowAnyone { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Authority} ({ClientId})";
}
