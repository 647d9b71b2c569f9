using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Precept.Responses;

namespace Precept.Feedback;

/// <summary>How a writer criticises and revises.</summary>
public sealed record WriterSettings
{
    /// <summary>Rounds of critique and revision for each prompt. Default 1; Bai et al. (2022) took 4.</summary>
    [Range(1, 16)]
    public int Rounds { get; init; } = 1;

    /// <summary>The writer's temperature. Default 1, as in the paper.</summary>
    [Range(0, 2)]
    public double Temperature { get; init; } = 1;

    /// <summary>Most tokens of a first answer, of a critique and of a revision. A revision that reaches it is cut, and does not count. Default 512.</summary>
    [Range(1, 32_768)]
    public int MaxTokens { get; init; } = 512;

    /// <summary>Seed of the principles drawn and of the writer's sampling. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How first answers and revisions are drawn.</summary>
    public Sampler Sampler => new() { Temperature = Temperature, MaxTokens = MaxTokens, Seed = Seed };

    /// <summary>The settings that make a difference to the text, for the writer's name.</summary>
    public string Canonical => string.Create(CultureInfo.InvariantCulture, $"{Sampler.Canonical} form={WriterPrompt.Form}");
}
