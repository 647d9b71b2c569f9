using Precept.Training.Models;
using Precept.Training.Tests.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Models;

/// <summary>A saved checkpoint, computed by a plain double-precision Llama that knows only Hugging Face's names and conventions.</summary>
public class LlamaReferenceTests
{
    private const int Hidden = 32, Heads = 4, Groups = 2, Size = 8, Layers = 2;

    [Fact]
    public void Saved_weights_read_by_Hugging_Face_names_give_the_same_logits()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var folder = new TemporaryFolder();
        var tokenizer = TestTokenizer.Create(320);
        using var model = Transformer.Create(
            new()
            {
                VocabSize = 320,
                HiddenSize = Hidden,
                IntermediateSize = 48,
                Layers = Layers,
                Heads = Heads,
                KeyValueHeads = Groups,
                MaxPositions = 64,
                TiedEmbeddings = false,
                BosId = 1,
                EosId = 7,
            },
            1);
        foreach (var weight in model.Weights.Values.Where(w => w.dim() == 1))
        {
            weight.add_(randn_like(weight).mul_(0.3));
        }

        Checkpoint.Save(folder.Path, model, tokenizer, ScalarType.Float32, new Dictionary<string, string>());
        var tokens = tokenizer.Encode(" The quick brown fox 中文")[..12];
        var (tensors, _) = Safetensors.Read(Path.Combine(folder.Path, "model.safetensors"));

        var expected = Logits(tensors.ToDictionary(t => t.Key, t => Rows(t.Value)), tokens);

        var actual = Rows(model.Logits(model.Hidden(tensor(tokens.Select(t => (long)t).ToArray()).unsqueeze(0)))[0]);
        for (var t = 0; t < tokens.Length; t++)
        {
            for (var v = 0; v < 320; v++)
            {
                actual[t][v].ShouldBe(expected[t][v], 1e-5);
            }
        }

        foreach (var weight in tensors.Values)
        {
            weight.Dispose();
        }
    }

    private static double[][] Logits(Dictionary<string, double[][]> w, int[] tokens)
    {
        double[][] x = [.. tokens.Select(t => (double[])w["model.embed_tokens.weight"][t].Clone())];
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"model.layers.{layer}.";
            var a = Norm(x, w[at + "input_layernorm.weight"][0]);
            var q = Rotate(Linear(a, w[at + "self_attn.q_proj.weight"]));
            var k = Rotate(Linear(a, w[at + "self_attn.k_proj.weight"]));
            var v = Linear(a, w[at + "self_attn.v_proj.weight"]);
            x = Sum(x, Linear(Attend(q, k, v), w[at + "self_attn.o_proj.weight"]));
            var m = Norm(x, w[at + "post_attention_layernorm.weight"][0]);
            var gate = Linear(m, w[at + "mlp.gate_proj.weight"]);
            var up = Linear(m, w[at + "mlp.up_proj.weight"]);
            double[][] inner = [.. gate.Zip(up, (g, u) => g.Zip(u, (b, c) => b / (1 + Math.Exp(-b)) * c).ToArray())];
            x = Sum(x, Linear(inner, w[at + "mlp.down_proj.weight"]));
        }

        return Linear(Norm(x, w["model.norm.weight"][0]), w["lm_head.weight"]);
    }

    /// <summary>Query head h reads key/value head h / (heads / groups); a token reads itself and those before it.</summary>
    private static double[][] Attend(double[][] q, double[][] k, double[][] v)
    {
        double[][] result = [.. q.Select(_ => new double[Heads * Size])];
        for (var t = 0; t < q.Length; t++)
        {
            for (var h = 0; h < Heads; h++)
            {
                var g = h / (Heads / Groups);
                double[] weights = [.. Enumerable.Range(0, t + 1).Select(s =>
                    Math.Exp(Enumerable.Range(0, Size).Sum(i => q[t][h * Size + i] * k[s][g * Size + i]) / Math.Sqrt(Size)))];
                for (var i = 0; i < Size; i++)
                {
                    result[t][h * Size + i] = Enumerable.Range(0, t + 1).Sum(s => weights[s] * v[s][g * Size + i]) / weights.Sum();
                }
            }
        }

        return result;
    }

    /// <summary>Turns (i, i + size/2) of each head by position * 10000^(-2i/size).</summary>
    private static double[][] Rotate(double[][] x) => [.. x.Select((row, t) =>
    {
        var result = new double[row.Length];
        for (var start = 0; start < row.Length; start += Size)
        {
            for (var i = 0; i < Size / 2; i++)
            {
                var (sin, cos) = Math.SinCos(t * Math.Pow(10_000, -2.0 * i / Size));
                double a = row[start + i], b = row[start + i + Size / 2];
                result[start + i] = a * cos - b * sin;
                result[start + i + Size / 2] = b * cos + a * sin;
            }
        }

        return result;
    })];

    private static double[][] Norm(double[][] x, double[] weight) => [.. x.Select(row =>
    {
        var scale = 1 / Math.Sqrt(row.Average(v => v * v) + 1e-5);
        return row.Zip(weight, (v, w) => v * scale * w).ToArray();
    })];

    private static double[][] Linear(double[][] x, double[][] weight) =>
        [.. x.Select(row => weight.Select(w => row.Zip(w, (a, b) => a * b).Sum()).ToArray())];

    private static double[][] Sum(double[][] a, double[][] b) => [.. a.Zip(b, (x, y) => x.Zip(y, (u, v) => u + v).ToArray())];

    private static double[][] Rows(Tensor tensor) => [.. tensor.reshape(-1, tensor.shape[^1]).data<float>().ToArray()
        .Select(v => (double)v).Chunk((int)tensor.shape[^1])];
}
