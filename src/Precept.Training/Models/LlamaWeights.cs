using Precept.Spec;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Models;

/// <summary>Translates between <see cref="Transformer.WeightShapes"/> and the names of Hugging Face's <c>LlamaForCausalLM</c>.</summary>
internal static class LlamaWeights
{
    /// <summary>Our weight's parts under their Hugging Face names, in the order of their rows.</summary>
    private static (string Name, long Rows)[] Parts(TransformerConfig c, string name, long rows)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var layer = dot < 0 ? "" : $"model.layers.{name[..dot]}.";
        return (dot < 0 ? name : name[(dot + 1)..]) switch
        {
            "embed" => [("model.embed_tokens.weight", rows)],
            "norm" => [("model.norm.weight", rows)],
            "head" => [("lm_head.weight", rows)],
            "score" => [("score.weight", rows)], // of LlamaForSequenceClassification
            "attention_norm" => [(layer + "input_layernorm.weight", rows)],
            "qkv" => [
                (layer + "self_attn.q_proj.weight", (long)c.Heads * c.HeadSize),
                (layer + "self_attn.k_proj.weight", (long)c.KeyValueHeads * c.HeadSize),
                (layer + "self_attn.v_proj.weight", (long)c.KeyValueHeads * c.HeadSize)],
            "output" => [(layer + "self_attn.o_proj.weight", rows)],
            "mlp_norm" => [(layer + "post_attention_layernorm.weight", rows)],
            "gate_up" => [(layer + "mlp.gate_proj.weight", c.IntermediateSize), (layer + "mlp.up_proj.weight", c.IntermediateSize)],
            "down" => [(layer + "mlp.down_proj.weight", rows)],
            _ => throw new ArgumentException($"'{name}' is not a weight of a transformer.", nameof(name)),
        };
    }

    /// <summary>Views of our weights under Hugging Face's names.</summary>
    public static Dictionary<string, Tensor> Split(TransformerConfig config, IReadOnlyDictionary<string, Tensor> weights)
    {
        var result = new Dictionary<string, Tensor>();
        foreach (var (name, shape) in Transformer.WeightShapes(config))
        {
            long row = 0;
            foreach (var (part, rows) in Parts(config, name, shape[0]))
            {
                result[part] = weights[name].narrow(0, row, rows);
                row += rows;
            }
        }

        return result;
    }

    /// <summary>Our weights from a file's tensors; every one is required, with its shape, and no other.</summary>
    /// <param name="config">The shape.</param>
    /// <param name="tensors">The file's tensors.</param>
    /// <param name="path">The file, for messages.</param>
    public static Dictionary<string, Tensor> Join(TransformerConfig config, IReadOnlyDictionary<string, Tensor> tensors, string path)
    {
        var result = new Dictionary<string, Tensor>();
        var used = new HashSet<string>();
        foreach (var (name, shape) in Transformer.WeightShapes(config))
        {
            var parts = Parts(config, name, shape[0]);
            result[name] = cat([.. parts.Select(p => Take(p.Name, [p.Rows, .. shape[1..]]))], 0);
        }

        if (tensors.Keys.FirstOrDefault(t => !used.Contains(t)) is { } extra)
        {
            throw new InputException(path, 0, $"has a tensor '{extra}' that a model of this config.json does not have");
        }

        return result;

        Tensor Take(string name, long[] shape)
        {
            if (!tensors.TryGetValue(name, out var tensor))
            {
                throw new InputException(path, 0, $"has no tensor '{name}', which config.json calls for");
            }

            if (!tensor.shape.SequenceEqual(shape) || tensor.dtype == ScalarType.Int64)
            {
                throw new InputException(
                    path, 0,
                    $"tensor '{name}' is {tensor.dtype} of shape {string.Join(" x ", tensor.shape)}, expected float32 or bfloat16 of {string.Join(" x ", shape)} after config.json");
            }

            used.Add(name);
            return tensor;
        }
    }
}
