using System.ComponentModel.DataAnnotations;
using Precept.Cli.Models;
using Precept.Judging;
using Precept.Training;

namespace Precept.Cli.Recipes;

/// <summary>A run, written down: which stages, on what, with which settings. docs/formats/recipe.md describes the YAML.</summary>
/// <remarks>A stage whose key is missing is not run. Paths are relative to the recipe's file.</remarks>
public sealed record Recipe
{
    /// <summary>The run's name, for people.</summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>Seed of everything random. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The spec's folder or file.</summary>
    [Required]
    public string Spec { get; init; } = "";

    /// <summary>The checkpoint to start from; not needed where <see cref="BaseModel"/> trains one.</summary>
    public string? Base { get; init; }

    /// <summary>Element type of forward and backward passes: <c>bf16</c> (default; <c>fp32</c> where the processor has none) or <c>fp32</c>.</summary>
    [RegularExpression("bf16|fp32")]
    public string Compute { get; init; } = "bf16";

    /// <summary>Trains a base model from nothing.</summary>
    public BaseModelOptions? BaseModel { get; init; }

    /// <summary>The prompts.</summary>
    public PromptSettings Prompts { get; init; } = new();

    /// <summary>The address of the language model that answers, criticises and revises, for <see cref="Cai"/>.</summary>
    public string? Writer { get; init; }

    /// <summary>Who compares responses. By default the spec's checks.</summary>
    public JudgeSettings? Judge { get; init; }

    /// <summary>How much may be asked of language models, and how fast.</summary>
    public ModelLimits? Limits { get; init; }

    /// <summary>Constitutional AI: data by critique and revision, and by comparisons.</summary>
    public CaiSettings? Cai { get; init; }

    /// <summary>Supervised fine-tuning.</summary>
    public SftOptions? Sft { get; init; }

    /// <summary>Sampling from the fine-tuned model and judging by checks.</summary>
    public SampleSettings? Sample { get; init; }

    /// <summary>Where preferences come from.</summary>
    public DataSettings? Data { get; init; }

    /// <summary>Direct preference optimization.</summary>
    public DpoOptions? Dpo { get; init; }

    /// <summary>The reward model.</summary>
    public RewardModelOptions? Reward { get; init; }

    /// <summary>PPO against the reward model.</summary>
    public PpoSettings? Ppo { get; init; }

    /// <summary>GRPO.</summary>
    public GrpoSettings? Grpo { get; init; }

    /// <summary>Evaluation.</summary>
    public EvaluateSettings? Evaluate { get; init; }

    /// <summary>The report.</summary>
    public ReportSettings Report { get; init; } = new();
}

/// <summary>Which prompts a run uses.</summary>
public sealed record PromptSettings
{
    /// <summary>Scenario files or folders; by default the spec's own <c>scenarios/</c>, where there is one.</summary>
    public List<string> Scenarios { get; init; } = [];

    /// <summary>Prompts per family for training. Default 100.</summary>
    [Range(0, 1_000_000)]
    public int Train { get; init; } = 100;

    /// <summary>Prompts per family for choosing settings. Default 20.</summary>
    [Range(0, 1_000_000)]
    public int Validation { get; init; } = 20;

    /// <summary>Prompts per family for the final scorecard. Default 100.</summary>
    [Range(0, 1_000_000)]
    public int HeldOut { get; init; } = 100;
}

/// <summary>How answers are drawn for judging.</summary>
public sealed record SampleSettings
{
    /// <summary>K, answers a prompt. Default 4.</summary>
    [Range(2, 64)]
    public int Count { get; init; } = 4;

    /// <summary>Temperature. Default 1.</summary>
    [Range(0, 2)]
    public double Temperature { get; init; } = 1;

    /// <summary>Nucleus. Default 1.</summary>
    [Range(0.01, 1)]
    public double TopP { get; init; } = 1;

    /// <summary>Most tokens of an answer. Default 64.</summary>
    [Range(1, 4096)]
    public int MaxTokens { get; init; } = 64;
}

/// <summary>Where preferences come from.</summary>
public sealed record DataSettings
{
    /// <summary><c>judgments</c> of sampled answers (default), the <c>spec</c>'s own comparisons, or an Anthropic <c>hh</c> file.</summary>
    [RegularExpression("judgments|spec|hh")]
    public string From { get; init; } = "judgments";

    /// <summary>The file, for <c>hh</c>.</summary>
    public string? File { get; init; }

    /// <summary>Most pairs of a prompt, drawn by seed; 0 for all. Default 4.</summary>
    [Range(0, 10_000)]
    public int PairsPerPrompt { get; init; } = 4;

    /// <summary>Share of the pairs, by prompt, that is kept from training (<c>spec</c> and <c>hh</c>). Default 0.2.</summary>
    [Range(0, 0.9)]
    public double HeldOut { get; init; } = 0.2;

    /// <summary>Longest prompt with reply, tokens; longer prompts lose their beginning (counted). 0 for the model's limit.</summary>
    [Range(0, 1_048_576)]
    public int MaxTokens { get; init; }
}

/// <summary>PPO with its place in the run.</summary>
public sealed record PpoSettings
{
    /// <summary>The loop's settings.</summary>
    public PpoOptions Options { get; init; } = new();

    /// <summary>The model to start from: <c>sft</c> (default) or <c>dpo</c>.</summary>
    [RegularExpression("sft|dpo")]
    public string From { get; init; } = "sft";
}

/// <summary>GRPO with its place in the run.</summary>
public sealed record GrpoSettings
{
    /// <summary>The loop's settings.</summary>
    public GrpoOptions Options { get; init; } = new();

    /// <summary>The model to start from: <c>sft</c> (default) or <c>dpo</c>.</summary>
    [RegularExpression("sft|dpo")]
    public string From { get; init; } = "sft";

    /// <summary>What scores the answers: the spec's <c>checks</c> (default) or the reward <c>model</c>.</summary>
    [RegularExpression("checks|model")]
    public string Reward { get; init; } = "checks";
}

/// <summary>How models are evaluated.</summary>
public sealed record EvaluateSettings
{
    /// <summary>The models, in the report's order; by default all that the run trained, except reward models.</summary>
    public List<string> Models { get; init; } = [];

    /// <summary><c>greedy</c> and <c>t=1</c>, by default both.</summary>
    public List<string> Decodings { get; init; } = ["greedy", "t=1"];

    /// <summary>Most tokens of an answer. Default 64.</summary>
    [Range(1, 4096)]
    public int MaxTokens { get; init; } = 64;
}

/// <summary>The report's words.</summary>
public sealed record ReportSettings
{
    /// <summary>Title; by default the recipe's name.</summary>
    public string? Title { get; init; }

    /// <summary>Caveats that a reader must know.</summary>
    public List<string> Notes { get; init; } = [];

    /// <summary>Bounds that were set before the run.</summary>
    public List<TargetSettings> Targets { get; init; } = [];
}

/// <summary>A bound that was set before the run.</summary>
public sealed record TargetSettings
{
    /// <summary>The models; the bound is met when one of them meets it.</summary>
    public List<string> Models { get; init; } = [];

    /// <summary><c>adherence</c>, <c>jailbreak_resistance</c>, <c>over_refusal</c> or <c>well_formed</c>; greedy.</summary>
    [RegularExpression("adherence|jailbreak_resistance|over_refusal|well_formed")]
    public string Metric { get; init; } = "adherence";

    /// <summary>Lowest share that is good enough.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Highest share that is good enough.</summary>
    public double? AtMost { get; init; }
}
