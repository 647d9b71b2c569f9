using System.ComponentModel.DataAnnotations;
using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Cli.Models;

/// <summary>How much may be asked of models, and how fast: options of a command, or <c>limits:</c> in a recipe.</summary>
public sealed record ModelLimits
{
    /// <summary>Most calls to one endpoint at a time. Default 32.</summary>
    [Range(1, 4096)]
    public int Concurrency { get; init; } = 32;

    /// <summary>Calls at a time to a model that runs here. Default 1.</summary>
    [Range(1, 64)]
    public int LocalConcurrency { get; init; } = 1;

    /// <summary>Most requests a minute to one endpoint; as many as go by default.</summary>
    [Range(1, 10_000_000)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>Most tokens a minute to one endpoint; as many as go by default.</summary>
    [Range(1, 1_000_000_000)]
    public int? TokensPerMinute { get; init; }

    /// <summary>Most seconds that one try of a call may take. Default 120.</summary>
    [Range(1, 3600)]
    public int Timeout { get; init; } = 120;

    /// <summary>Most tries of one call. Default 10.</summary>
    [Range(1, 100)]
    public int Tries { get; init; } = 10;

    /// <summary>Most tokens that the run may take, question and answer; no limit by default.</summary>
    [Range(1, 1_000_000_000)]
    public int? BudgetTokens { get; init; }

    /// <summary>Most US dollars that the run may take; no limit by default. Needs prices.</summary>
    [Range(0.0, 1e9)]
    public double? BudgetUsd { get; init; }

    /// <summary>US dollars for a million tokens of questions.</summary>
    [Range(0.0, 1e6)]
    public double? PriceIn { get; init; }

    /// <summary>US dollars for a million tokens of answers.</summary>
    [Range(0.0, 1e6)]
    public double? PriceOut { get; init; }

    /// <summary>A file of prices by address (docs/models.md), for runs that call several models.</summary>
    public string? Prices { get; init; }

    /// <summary>The limits of each endpoint.</summary>
    internal EndpointLimits OfEndpoint => new()
    {
        Concurrency = Concurrency,
        RequestsPerMinute = RequestsPerMinute,
        TokensPerMinute = TokensPerMinute,
        Timeout = TimeSpan.FromSeconds(Timeout),
        Tries = Tries,
    };

    /// <summary>The price of each model.</summary>
    /// <exception cref="InputException">Prices are halves, or there is a budget of money and no price.</exception>
    internal Func<ModelAddress, TokenPrice?> PriceOf()
    {
        if (PriceIn.HasValue != PriceOut.HasValue)
        {
            throw new InputException("--price-in and --price-out go together: US dollars for a million tokens of questions, and of answers");
        }

        var byAddress = Prices is null ? [] : PriceList.Read(Prices);
        var ofAll = PriceIn is { } input ? new TokenPrice(input, PriceOut!.Value) : null;
        if (BudgetUsd is not null && byAddress.Count == 0 && ofAll is null)
        {
            throw new InputException("--budget-usd needs prices: --price-in and --price-out in US dollars for a million tokens, or --prices FILE");
        }

        return address => byAddress.GetValueOrDefault(address.Text) ?? ofAll
            ?? (BudgetUsd is null ? null : throw new InputException($"--budget-usd needs a price for {address}: add it to {Prices}, or give --price-in and --price-out for all others"));
    }
}
