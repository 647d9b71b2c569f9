using System.Globalization;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Responses;

/// <summary>How answers are drawn from a policy.</summary>
public sealed record Sampler
{
    /// <summary>Softmax temperature, 0 to 2; 0 is greedy. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Nucleus: the smallest set of tokens with this much probability is kept, (0, 1]. Default 1 (all).</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Most tokens of an answer. Default 64.</summary>
    public int MaxTokens { get; init; } = 64;

    /// <summary>Seed of the run; each answer's own stream is derived from it, the prompt and the index.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The always-most-likely-token sampler.</summary>
    public static Sampler Greedy { get; } = new() { Temperature = 0 };

    /// <summary>A canonical form for ids and reports.</summary>
    public string Canonical => string.Create(
        CultureInfo.InvariantCulture, $"t={Temperature:R} p={TopP:R} max={MaxTokens} seed={Seed}");
}

/// <summary>One model's answer to a prompt.</summary>
/// <param name="PromptId">The prompt.</param>
/// <param name="Model">The model's id: a checkpoint's content hash, or an endpoint's name.</param>
/// <param name="Sampler">How it was drawn.</param>
/// <param name="Index">Which of the K answers of this draw it is, from 0.</param>
/// <param name="Text">The answer's text.</param>
public sealed record Response(string PromptId, string Model, Sampler Sampler, int Index, string Text)
{
    private Derived<string> _id;

    /// <summary>Content hash of prompt, model, sampler, index and text.</summary>
    public string Id => _id.Of(
        this, static r => ContentHash.Of(r.PromptId, r.Model, r.Sampler.Canonical, r.Index.ToString(CultureInfo.InvariantCulture), r.Text));

    /// <summary>The sampled tokens, the end-of-turn token included where it was reached; empty for remote models.</summary>
    public IReadOnlyList<int> TokenIds { get; init; } = [];

    /// <summary>Log-probability (nats) of each sampled token under the policy at temperature 1; empty for remote models.</summary>
    public IReadOnlyList<float> LogProbs { get; init; } = [];

    /// <summary>Whether the model ended its turn itself, within the limit.</summary>
    public bool Finished { get; init; } = true;
}

/// <summary>Something that answers prompts: a local model or a remote endpoint.</summary>
public interface IPolicy
{
    /// <summary>The model's id in responses and lineage.</summary>
    string Id { get; }

    /// <summary>Samples <paramref name="count"/> answers for each prompt, in prompt order.</summary>
    /// <param name="prompts">What to answer.</param>
    /// <param name="sampler">How.</param>
    /// <param name="count">K, at least 1.</param>
    /// <param name="cancellationToken">Stops after the batch at hand.</param>
    /// <returns>For each prompt in order, its K answers.</returns>
    IAsyncEnumerable<IReadOnlyList<Response>> SampleAsync(
        IReadOnlyList<Prompt> prompts, Sampler sampler, int count, CancellationToken cancellationToken = default);
}
