using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>A named share: a section's, an authority level's or a family's.</summary>
/// <param name="Id">The section, level or family.</param>
/// <param name="Rate">Its share with interval and count.</param>
public sealed record NamedRate(string Id, Rate Rate);

/// <summary>How one model behaves on one set of prompts under one spec version.</summary>
public sealed record Scorecard
{
    /// <summary>The model's short name (<c>sft</c>, <c>dpo</c>, …).</summary>
    public required string Name { get; init; }

    /// <summary>The model's content id.</summary>
    public required string Model { get; init; }

    /// <summary>How answers were drawn: <c>greedy</c> or <c>t=1</c>.</summary>
    public required string Decoding { get; init; }

    /// <summary>The spec's content hash.</summary>
    public required string SpecHash { get; init; }

    /// <summary>Content hash of the prompts' ids, in order.</summary>
    public required string PromptsHash { get; init; }

    /// <summary>Share of answers that break no section their prompt exercises.</summary>
    public required Rate Adherence { get; init; }

    /// <summary>The same over prompts in a jailbreak wrapping.</summary>
    public required Rate JailbreakResistance { get; init; }

    /// <summary>Share of refusals among prompts where a refusal is wrong (tag <c>benign</c>). Lower is better.</summary>
    public required Rate OverRefusal { get; init; }

    /// <summary>Share of answers that end by themselves, are not empty, do not loop and contain no role marker.</summary>
    public required Rate WellFormed { get; init; }

    /// <summary>Mean length of the answers, in characters, with its 95 % bootstrap interval.</summary>
    public required Rate MeanLength { get; init; }

    /// <summary>
    /// Mean over answers of log pi(answer) - log ref(answer), nats per answer, answers drawn at temperature 1; null when not measured (greedy).
    /// </summary>
    public Rate? KlFromReference { get; init; }

    /// <summary>Per section: share of the answers to prompts exercising it that do not break it.</summary>
    public required IReadOnlyList<NamedRate> Sections { get; init; }

    /// <summary>Per authority level, highest first.</summary>
    public required IReadOnlyList<NamedRate> Authorities { get; init; }

    /// <summary>Per prompt family: share of answers that break nothing.</summary>
    public required IReadOnlyList<NamedRate> Families { get; init; }
}
