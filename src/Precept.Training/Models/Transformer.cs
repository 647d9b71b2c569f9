// A decoder-only transformer as Llama has it: pre-norm blocks of grouped-query attention with rotary positions and a SwiGLU
// feed-forward, RMSNorm, no biases (Touvron et al. 2023, arXiv:2302.13971; GQA: Ainslie et al. 2023, arXiv:2305.13245).
//
// Departures: query/key/value and gate/up are one matrix each in memory (fewer, larger products); Checkpoint splits them into
// Hugging Face's names on disk. There is no module class: the weights are named tensors, the forward pass is a function.
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Models;

/// <summary>The weights of one decoder and its forward pass.</summary>
public sealed class Transformer : IDisposable
{
    /// <summary>
    /// Up to this length bfloat16 training writes the attention matrix out: about twice as fast as libtorch's fused kernel, whose CPU
    /// version multiplies in float32, and whose bfloat16 backward pass is slower still. Beyond it the matrix takes too much memory.
    /// </summary>
    private const int LongestWrittenOut = 256;

    private readonly Dictionary<string, Tensor> _weights;
    private readonly Tensor _cos;
    private readonly Tensor _sin;

    /// <summary>Takes ownership of the weights.</summary>
    /// <param name="config">The shape.</param>
    /// <param name="weights">The tensors by name, see <see cref="WeightShapes"/>.</param>
    public Transformer(TransformerConfig config, IReadOnlyDictionary<string, Tensor> weights)
    {
        Config = config;
        _weights = WeightShapes(config).ToDictionary(s => s.Name, s => weights[s.Name]);
        var (cos, sin) = RotaryTables(config, Dtype);
        (_cos, _sin) = (cos.DetachFromDisposeScope(), sin.DetachFromDisposeScope());
    }

    /// <summary>The shape.</summary>
    public TransformerConfig Config { get; }

    /// <summary>The element type of the weights and of the computation: float32 or bfloat16.</summary>
    public ScalarType Dtype => _weights["embed"].dtype;

    /// <summary>The weights by name, in a fixed order.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights => _weights;

    /// <summary>The number of trained values.</summary>
    public long ParameterCount => _weights.Values.Sum(w => w.numel());

    /// <summary>Every weight's name and shape, in the order in which they are stored.</summary>
    public static IEnumerable<(string Name, long[] Shape)> WeightShapes(TransformerConfig c)
    {
        long d = c.HiddenSize, qkv = (c.Heads + 2 * c.KeyValueHeads) * c.HeadSize;
        yield return ("embed", [c.VocabSize, d]);
        for (var i = 0; i < c.Layers; i++)
        {
            yield return ($"{i}.attention_norm", [d]);
            yield return ($"{i}.qkv", [qkv, d]);
            yield return ($"{i}.output", [d, c.Heads * c.HeadSize]);
            yield return ($"{i}.mlp_norm", [d]);
            yield return ($"{i}.gate_up", [2L * c.IntermediateSize, d]);
            yield return ($"{i}.down", [d, c.IntermediateSize]);
        }

        yield return ("norm", [d]);
        if (!c.TiedEmbeddings)
        {
            yield return ("head", [c.VocabSize, d]);
        }

        if (c.HasScore)
        {
            yield return ("score", [1, d]);
        }
    }

    /// <summary>A new model with random weights: normal, standard deviation 0.02 for embeddings, 1/sqrt(fan-in) for matrices
    /// (output projections scaled down by sqrt(2 * layers), as GPT-2 does), ones for norms.</summary>
    /// <param name="config">The shape.</param>
    /// <param name="seed">Seed of the draw.</param>
    public static Transformer Create(TransformerConfig config, long seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        var weights = new Dictionary<string, Tensor>();
        foreach (var (name, shape) in WeightShapes(config))
        {
            if (shape.Length == 1)
            {
                weights[name] = ones(shape).DetachFromDisposeScope();
                continue;
            }

            var std = name is "embed" or "head" or "score" ? 0.02 : 1 / Math.Sqrt(shape[1]);
            if (name.EndsWith(".output", StringComparison.Ordinal) || name.EndsWith(".down", StringComparison.Ordinal))
            {
                std /= Math.Sqrt(2.0 * config.Layers);
            }

            weights[name] = randn(shape, generator: generator).mul_(std).DetachFromDisposeScope();
        }

        return new Transformer(config, weights);
    }

    /// <summary>A copy of the weights in another element type.</summary>
    /// <param name="dtype">float32 or bfloat16.</param>
    /// <param name="trainable">Whether the copy's weights collect gradients.</param>
    public Transformer Clone(ScalarType dtype, bool trainable = false)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return new Transformer(Config, _weights.ToDictionary(
            w => w.Key, w => w.Value.to(dtype, copy: true).detach().requires_grad_(trainable).DetachFromDisposeScope()));
    }

    /// <summary>The final hidden states (after the last norm).</summary>
    /// <param name="tokens">int64 [B, T]; rows shorter than T are padded at the right, which causal attention never reads.</param>
    /// <returns>[B, T, d].</returns>
    public Tensor Hidden(Tensor tokens)
    {
        var length = tokens.shape[1];
        if (length > Config.MaxPositions)
        {
            throw new ArgumentException($"The sequence has {length} tokens; the model takes at most {Config.MaxPositions}.", nameof(tokens));
        }

        var causal = IsWrittenOut(length) ? full([length, length], float.NegativeInfinity, Dtype).triu_(1) : null;
        return Hidden(tokens, _cos.narrow(0, 0, length), _sin.narrow(0, 0, length), causal);
    }

    /// <summary>The same for rows whose tokens stand at positions of their own and see what a mask lets them.</summary>
    /// <param name="tokens">int64 [B, T].</param>
    /// <param name="positions">int64 [B, T], each below the model's longest sequence.</param>
    /// <param name="mask">float32, added to the attention scores, [B, 1, T, T]; 0 where a token may look, -inf where not.</param>
    /// <returns>[B, T, d].</returns>
    public Tensor Hidden(Tensor tokens, Tensor positions, Tensor mask)
    {
        var at = positions.reshape(-1);
        long[] shape = [.. positions.shape, 1, Config.HeadSize];
        return Hidden(
            tokens, _cos.index_select(0, at).view(shape), _sin.index_select(0, at).view(shape),
            IsWrittenOut(tokens.shape[1]) ? mask.to_type(Dtype) : mask);
    }

    /// <summary>The same for the next tokens of rows whose past is in <paramref name="cache"/>.</summary>
    /// <param name="tokens">int64 [B, T].</param>
    /// <param name="cache">Keys and values of the past; is extended.</param>
    /// <param name="mask">float32, added to the attention scores, [B, 1, T, past + T]; 0 where a token may look, -inf where not.</param>
    /// <returns>[B, T, d].</returns>
    public Tensor Hidden(Tensor tokens, KeyValueCache cache, Tensor mask)
    {
        var x = Embed(tokens);
        var cos = _cos.narrow(0, cache.Length, tokens.shape[1]);
        var sin = _sin.narrow(0, cache.Length, tokens.shape[1]);
        for (var i = 0; i < Config.Layers; i++)
        {
            x = Block(i, x, cos, sin, cache, mask);
        }

        cache.Advance(tokens.shape[1]);
        return Norm(x, "norm");
    }

    /// <summary>Scores over the vocabulary.</summary>
    /// <param name="hidden">[N, d] or [B, T, d].</param>
    /// <returns>float32 [..., V].</returns>
    public Tensor Logits(Tensor hidden) => nn.functional.linear(
        hidden.to_type(ScalarType.Float32), _weights[Config.TiedEmbeddings ? "embed" : "head"].to_type(ScalarType.Float32));

    /// <summary>The score head of a reward or value model.</summary>
    /// <param name="hidden">[N, d].</param>
    /// <returns>float32 [N].</returns>
    public Tensor Score(Tensor hidden) => nn.functional.linear(
        hidden.to_type(ScalarType.Float32), _weights["score"].to_type(ScalarType.Float32)).squeeze(-1);

    /// <summary>A copy in float32 with a score head that starts at zero: what a reward or value model starts from.</summary>
    public Transformer WithScore()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var weights = _weights.ToDictionary(w => w.Key, w => w.Value.to(ScalarType.Float32, copy: true).detach().DetachFromDisposeScope());
        weights["score"] = zeros([1, Config.HiddenSize]).DetachFromDisposeScope();
        return new Transformer(Config with { Architectures = ["LlamaForSequenceClassification"] }, weights);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var weight in _weights.Values)
        {
            weight.Dispose();
        }

        _cos.Dispose();
        _sin.Dispose();
    }

    private Tensor Hidden(Tensor tokens, Tensor cos, Tensor sin, Tensor? mask)
    {
        var x = Embed(tokens);
        for (var i = 0; i < Config.Layers; i++)
        {
            x = Block(i, x, cos, sin, null, mask);
        }

        return Norm(x, "norm");
    }

    private bool IsWrittenOut(long length) => Dtype == ScalarType.BFloat16 && length <= LongestWrittenOut;

    private Tensor Embed(Tensor tokens) =>
        _weights["embed"].index_select(0, tokens.reshape(-1)).view(tokens.shape[0], tokens.shape[1], Config.HiddenSize);

    /// <summary>
    /// One block. Its intermediate tensors are let go at once: what the backward pass needs, autograd holds itself, and the memory is
    /// there for the next block.
    /// </summary>
    private Tensor Block(int layer, Tensor x, Tensor cos, Tensor sin, KeyValueCache? cache, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var attended = x + Attention(layer, Norm(x, $"{layer}.attention_norm"), cos, sin, cache, mask);
        return (attended + FeedForward(layer, Norm(attended, $"{layer}.mlp_norm"))).MoveToOuterDisposeScope();
    }

    private Tensor Attention(int layer, Tensor x, Tensor cos, Tensor sin, KeyValueCache? cache, Tensor? mask)
    {
        long batch = x.shape[0], length = x.shape[1];
        int heads = Config.Heads, groups = Config.KeyValueHeads, size = Config.HeadSize;
        var qkv = nn.functional.linear(x, _weights[$"{layer}.qkv"]).view(batch, length, heads + 2 * groups, size);
        var rotated = Rotate(qkv.narrow(2, 0, heads + groups), cos, sin);
        var q = rotated.narrow(2, 0, heads).transpose(1, 2);
        var k = rotated.narrow(2, heads, groups).transpose(1, 2);
        var v = qkv.narrow(2, heads + groups, groups).transpose(1, 2);
        var y = cache is not null ? Cached(layer, q, k, v, cache, mask!)
            : IsWrittenOut(length) ? WrittenOut(q, k, v, mask!)
            : Fused(q, k, v, mask);
        return nn.functional.linear(y.transpose(1, 2).reshape(batch, length, heads * size).to_type(x.dtype), _weights[$"{layer}.output"]);
    }

    /// <summary>Attention of new tokens to those in the cache as well, which this extends; in float32, as the cache is.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="q">[B, heads, T, size].</param>
    /// <param name="k">[B, groups, T, size].</param>
    /// <param name="v">[B, groups, T, size].</param>
    /// <param name="cache">The past.</param>
    /// <param name="mask">[B, 1, T, past + T].</param>
    private static Tensor Cached(int layer, Tensor q, Tensor k, Tensor v, KeyValueCache cache, Tensor mask)
    {
        (k, v) = cache.Append(layer, k, v);
        if (q.shape[2] > 1)
        {
            return Fused(q, k, v, mask);
        }

        // One new token: the heads of a group become its queries, and the cache is read as it stands.
        var y = Fused(q.reshape(q.shape[0], k.shape[1], -1, q.shape[3]), k, v, mask);
        return y.reshape(q.shape);
    }

    /// <summary>libtorch's fused kernel, in float32: causal where there is no mask.</summary>
    private static Tensor Fused(Tensor q, Tensor k, Tensor v, Tensor? mask)
    {
        if (q.shape[1] != k.shape[1])
        {
            k = k.repeat_interleave(q.shape[1] / k.shape[1], 1);
            v = v.repeat_interleave(q.shape[1] / v.shape[1], 1);
        }

        return nn.functional.scaled_dot_product_attention(
            q.to_type(ScalarType.Float32), k.to_type(ScalarType.Float32), v.to_type(ScalarType.Float32), attn_mask: mask, is_casual: mask is null);
    }

    /// <summary>softmax(q k' / sqrt(size) + mask) v, the queries of a group stacked, so that its keys are read once.</summary>
    /// <param name="q">[B, heads, T, size].</param>
    /// <param name="k">[B, groups, T, size].</param>
    /// <param name="v">[B, groups, T, size].</param>
    /// <param name="mask">[T, T] or [B, 1, T, T].</param>
    private static Tensor WrittenOut(Tensor q, Tensor k, Tensor v, Tensor mask)
    {
        long batch = q.shape[0], heads = q.shape[1], length = q.shape[2], size = q.shape[3], groups = k.shape[1];
        var stacked = q.reshape(batch * groups, heads / groups * length, size) / Math.Sqrt(size);
        var scores = stacked.bmm(k.reshape(batch * groups, length, size).transpose(1, 2)).view(batch, heads, length, length) + mask;
        return scores.softmax(-1).view(batch * groups, -1, length).bmm(v.reshape(batch * groups, length, size)).view(q.shape);
    }

    private Tensor FeedForward(int layer, Tensor x)
    {
        var gateUp = nn.functional.linear(x, _weights[$"{layer}.gate_up"]);
        var gate = gateUp.narrow(-1, 0, Config.IntermediateSize);
        var up = gateUp.narrow(-1, Config.IntermediateSize, Config.IntermediateSize);
        return nn.functional.linear(nn.functional.silu(gate) * up, _weights[$"{layer}.down"]);
    }

    /// <summary>RMSNorm, in float32 as Llama computes it: x / sqrt(mean(x^2) + eps) * w.</summary>
    private Tensor Norm(Tensor x, string name)
    {
        var wide = x.to_type(ScalarType.Float32);
        var scale = (wide * wide).mean([-1], keepdim: true).add_(Config.NormEpsilon).rsqrt_();
        return (wide * scale).to_type(x.dtype) * _weights[name];
    }

    /// <summary>Rotary positions, "rotate half" form: (a, b) -> (a cos - b sin, b cos + a sin).</summary>
    private Tensor Rotate(Tensor x, Tensor cos, Tensor sin)
    {
        var half = Config.HeadSize / 2;
        var turned = cat([x.narrow(-1, half, half).neg(), x.narrow(-1, 0, half)], -1);
        return x * cos + turned * sin;
    }

    /// <summary>cos and sin of position times frequency, [positions, 1, head size], both halves alike.</summary>
    private static (Tensor Cos, Tensor Sin) RotaryTables(TransformerConfig c, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var frequency = pow(c.RopeTheta, arange(0, c.HeadSize, 2, ScalarType.Float64).mul(-1.0 / c.HeadSize));
        var angle = outer(arange(0, c.MaxPositions, ScalarType.Float64), frequency);
        angle = cat([angle, angle], -1).unsqueeze(1);
        return (angle.cos().to_type(dtype).MoveToOuterDisposeScope(), angle.sin().to_type(dtype).MoveToOuterDisposeScope());
    }
}
