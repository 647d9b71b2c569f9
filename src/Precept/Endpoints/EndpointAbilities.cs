using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>How an endpoint can be asked for JSON.</summary>
internal enum JsonAbility
{
    /// <summary>By a schema.</summary>
    Schema,

    /// <summary>As some JSON object; the schema is told in words.</summary>
    Object,

    /// <summary>In words only.</summary>
    Words,
}

/// <summary>What an endpoint takes of what may be asked for; learnt from its refusals.</summary>
internal sealed record EndpointAbilities
{
    /// <summary>Everything, until it is refused.</summary>
    public static EndpointAbilities All { get; } = new();

    /// <summary>Log-probabilities.</summary>
    public bool LogProbs { get; init; } = true;

    /// <summary>Structured output.</summary>
    public JsonAbility Json { get; init; }

    /// <summary>Temperature and top-p.</summary>
    public bool Sampling { get; init; } = true;

    /// <summary>A seed.</summary>
    public bool Seed { get; init; } = true;

    /// <summary>What is left to try after a refusal: without what the error names, else without the least important thing that was asked for; null where nothing is left.</summary>
    public EndpointAbilities? Without(EndpointError error, ChatOptions? options)
    {
        var logProbs = LogProbs && options.LogProbs() > 0;
        var json = Json != JsonAbility.Words && options?.ResponseFormat is ChatResponseFormatJson;
        var sampling = Sampling && (options?.Temperature ?? options?.TopP) is not null;
        var seed = Seed && options?.Seed is not null;
        var fewerJson = this with { Json = Json + 1 };
        return logProbs && error.Names("logprob") ? this with { LogProbs = false }
            : json && (error.Names("response_format") || error.Names("json_schema") || error.Names("json_object") || error.Names("schema")) ? fewerJson
            : sampling && (error.Names("temperature") || error.Names("top_p")) ? this with { Sampling = false }
            : seed && error.Names("seed") ? this with { Seed = false }
            : error.Parameter.Length > 0 ? null
            : logProbs ? this with { LogProbs = false }
            : json ? fewerJson
            : null;
    }

    /// <summary>What is done without, in words, where <paramref name="before"/> could still do it.</summary>
    public IEnumerable<string> Lost(EndpointAbilities before)
    {
        if (before.LogProbs && !LogProbs)
        {
            yield return "gives no log-probabilities: probabilities come from verdicts alone";
        }

        if (before.Json != Json)
        {
            yield return Json == JsonAbility.Object ? "takes no JSON schema: it is told in words" : "takes no response format: JSON is asked for in words";
        }

        if (before.Sampling && !Sampling)
        {
            yield return "takes no temperature: it samples with its own";
        }

        if (before.Seed && !Seed)
        {
            yield return "takes no seed";
        }
    }
}
