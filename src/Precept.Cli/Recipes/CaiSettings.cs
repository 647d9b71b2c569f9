using System.ComponentModel.DataAnnotations;
using Precept.Feedback;

namespace Precept.Cli.Recipes;

/// <summary>Constitutional AI: how a writer answers, criticises and revises; <c>cai:</c> in a recipe, or options of <c>precept cai</c>.</summary>
public sealed record CaiSettings
{
    /// <summary>Rounds of critique and revision for each prompt. Default 1.</summary>
    [Range(1, 16)]
    public int Rounds { get; init; } = 1;

    /// <summary>A constitution (<c>principles.yaml</c> or its JSON form) that principles are drawn from in place of the sections that apply, or null.</summary>
    public string? Constitution { get; init; }

    /// <summary>Few-shot conversations of the constitution (or of the spec's <c>principles.yaml</c>): <c>refuse</c> those that teach the wrong thing (default), <c>drop</c> them, or use <c>none</c>.</summary>
    [RegularExpression("refuse|drop|none")]
    public string FewShots { get; init; } = "refuse";

    /// <summary>The writer's temperature. Default 1.</summary>
    [Range(0, 2)]
    public double Temperature { get; init; } = 1;

    /// <summary>Most tokens of an answer, a critique and a revision. Default 512.</summary>
    [Range(1, 32_768)]
    public int MaxTokens { get; init; } = 512;

    /// <summary>Whether first answers that no revision was better than are learned from as well. Default false.</summary>
    public bool KeepUnrevised { get; init; }

    /// <summary>The writer's part of it.</summary>
    /// <param name="seed">The run's seed.</param>
    public WriterSettings ForWriter(long seed) => new() { Rounds = Rounds, Temperature = Temperature, MaxTokens = MaxTokens, Seed = seed };
}
