// A trained model as a folder in Hugging Face's layout, so that other tools load it: config.json, generation_config.json,
// model.safetensors, tokenizer.json, tokenizer_config.json; and precept.json, which says where it comes from.
//
// Departures: q, k, v and gate, up are one matrix each in memory and are split and joined here; precept.json is written last, so that a
// folder without one is an interrupted save and is not loaded.
using System.Security.Cryptography;
using System.Text.Json;
using Precept.Spec;
using Precept.Training.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Models;

/// <summary>What a checkpoint folder holds. Disposing disposes the model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
/// <param name="Lineage">Where it comes from, see <see cref="Checkpoint.Save"/>.</param>
public sealed record LoadedCheckpoint(Transformer Model, ChatTokenizer Tokenizer, IReadOnlyDictionary<string, string> Lineage) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}

/// <summary>Writes and reads checkpoint folders.</summary>
public static class Checkpoint
{
    private const string ConfigFile = "config.json";
    private const string GenerationFile = "generation_config.json";
    private const string WeightsFile = "model.safetensors";
    private const string LineageFile = "precept.json";
    private const long MaxJsonBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes a folder; the same arguments give the same bytes.</summary>
    /// <param name="folder">Is created where it is missing; a checkpoint in it is replaced.</param>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">Its tokenizer; its ids must fit the model.</param>
    /// <param name="storage">Element type on disk: float32 or bfloat16.</param>
    /// <param name="lineage">Hashes of spec, base, dataset, …, and settings. <c>tokenizer</c> and <c>template</c> are added here.</param>
    public static void Save(
        string folder, Transformer model, ChatTokenizer tokenizer, ScalarType storage, IReadOnlyDictionary<string, string> lineage)
    {
        if (storage is not (ScalarType.Float32 or ScalarType.BFloat16))
        {
            throw new ArgumentOutOfRangeException(nameof(storage), storage, "A checkpoint is stored as float32 or bfloat16.");
        }

        if (TokenizerProblem(model.Config, tokenizer) is { } problem)
        {
            throw new ArgumentException($"The tokenizer does not fit the model: {problem}.", nameof(tokenizer));
        }

        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, LineageFile));
        WriteConfig(Path.Combine(folder, ConfigFile), model.Config, storage);
        AtomicFile.Write(Path.Combine(folder, GenerationFile), JsonBytes(new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["bos_token_id"] = model.Config.BosId,
            ["eos_token_id"] = model.Config.EosId,
            ["pad_token_id"] = model.Config.PadId,
        }));
        tokenizer.Save(folder);
        using (var scope = NewDisposeScope())
        using (no_grad())
        {
            var tensors = LlamaWeights.Split(model.Config, model.Weights).ToDictionary(w => w.Key, w => w.Value.detach().to(storage));
            Safetensors.Write(Path.Combine(folder, WeightsFile), tensors, new Dictionary<string, string> { ["format"] = "pt" });
        }

        AtomicFile.Write(Path.Combine(folder, LineageFile), JsonBytes(new SortedDictionary<string, string>(
            lineage.ToDictionary(l => l.Key, l => l.Value), StringComparer.Ordinal)
        {
            ["tokenizer"] = tokenizer.Hash,
            ["template"] = tokenizer.TemplateHash,
        }));
    }

    /// <summary>Reads a folder that <see cref="Save"/> wrote.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="dtype">Element type in memory: float32 or bfloat16.</param>
    /// <exception cref="InputException">A file is missing or malformed, a tensor is missing or of another shape, the model is of a kind
    /// that is not supported, or the tokenizer or template is not the one that the lineage names.</exception>
    public static LoadedCheckpoint Load(string folder, ScalarType dtype)
    {
        var lineage = ReadLineage(Path.Combine(folder, LineageFile));
        var configPath = Path.Combine(folder, ConfigFile);
        RequireSupported(configPath);
        var config = TransformerConfig.Read(configPath);
        var tokenizer = ChatTokenizer.Load(folder);
        RequireHash(folder, lineage, "tokenizer", tokenizer.Hash);
        RequireHash(folder, lineage, "template", tokenizer.TemplateHash);
        if (TokenizerProblem(config, tokenizer) is { } problem)
        {
            throw new InputException(configPath, 0, problem);
        }

        return new LoadedCheckpoint(new Transformer(config, ReadWeights(config, Path.Combine(folder, WeightsFile), dtype)), tokenizer, lineage);
    }

    /// <summary>The model's id: a content hash of <c>config.json</c>, <c>tokenizer.json</c> and <c>model.safetensors</c>, 20 hexadecimal digits.</summary>
    public static string Id(string folder)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in new[] { ConfigFile, TokenizerJson.FileName, WeightsFile })
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                throw new InputException(path, 0, "is missing, expected a checkpoint folder");
            }

            // Hash of hashes: each has the same length, so that no byte can move from one file to the next.
            using var stream = File.OpenRead(path);
            sha.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset().AsSpan(0, 10));
    }

    private static Dictionary<string, Tensor> ReadWeights(TransformerConfig config, string path, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (tensors, _) = Safetensors.Read(path);
        try
        {
            return LlamaWeights.Join(config, tensors, path)
                .ToDictionary(w => w.Key, w => w.Value.to(dtype, copy: true).DetachFromDisposeScope());
        }
        finally
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }
        }
    }

    private static void WriteConfig(string path, TransformerConfig config, ScalarType storage)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(config.ToJson())!.AsObject();
        json["torch_dtype"] = storage == ScalarType.BFloat16 ? "bfloat16" : "float32";
        json["attention_bias"] = false;
        json["mlp_bias"] = false;
        AtomicFile.Write(path, JsonBytes(json));
    }

    /// <summary>What <see cref="Transformer"/> does not compute must not be ignored silently.</summary>
    private static void RequireSupported(string path)
    {
        using var json = BoundedJson.Parse(path, MaxJsonBytes, out _);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InputException(path, 0, "is not a JSON object, expected a Hugging Face config.json");
        }

        foreach (var name in new[] { "attention_bias", "mlp_bias" })
        {
            if (root.TryGetProperty(name, out var bias) && bias.ValueKind is not (JsonValueKind.False or JsonValueKind.Null))
            {
                throw new InputException(path, 0, $"{name} is set, expected false: models with biases are not supported");
            }
        }

        if (root.TryGetProperty("rope_scaling", out var scaling) && scaling.ValueKind != JsonValueKind.Null)
        {
            throw new InputException(path, 0, "rope_scaling is set, expected null: models with scaled rotary positions are not supported");
        }

        // Newer files keep the rotary settings here.
        if (root.TryGetProperty("rope_parameters", out var rope) && rope.ValueKind != JsonValueKind.Null)
        {
            throw new InputException(path, 0, "rope_parameters is set, expected rope_theta alone: models with scaled rotary positions are not supported");
        }

        if (root.TryGetProperty("head_dim", out _) && Number(root, "head_dim") * Number(root, "num_attention_heads") != Number(root, "hidden_size"))
        {
            throw new InputException(path, 0, "head_dim is not hidden_size / num_attention_heads: such models are not supported");
        }
    }

    private static long Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : -1;

    private static string? TokenizerProblem(TransformerConfig config, ChatTokenizer tokenizer) =>
        config.VocabSize < tokenizer.VocabSize ? $"vocab_size is {config.VocabSize}, but the tokenizer has {tokenizer.VocabSize} tokens"
        : (config.BosId, config.EosId, config.PadId) != (tokenizer.BosId, tokenizer.EndId, tokenizer.PadId)
            ? $"bos, eos and pad token ids are {config.BosId}, {config.EosId} and {config.PadId}, expected {tokenizer.BosId}, {tokenizer.EndId} and {tokenizer.PadId}"
        : null;

    /// <summary>The lineage that a checkpoint was saved with, its tokenizer's and template's hashes included.</summary>
    public static IReadOnlyDictionary<string, string> Lineage(string folder) => ReadLineage(Path.Combine(folder, LineageFile));

    private static Dictionary<string, string> ReadLineage(string path)
    {
        using var json = BoundedJson.Parse(path, MaxJsonBytes, out _);
        if (json.RootElement.ValueKind != JsonValueKind.Object || json.RootElement.EnumerateObject().Any(p => p.Value.ValueKind != JsonValueKind.String))
        {
            throw new InputException(path, 0, "is not an object of texts, expected the lineage that a checkpoint is saved with");
        }

        return json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
    }

    private static void RequireHash(string folder, Dictionary<string, string> lineage, string name, string actual)
    {
        var expected = lineage.GetValueOrDefault(name);
        if (expected != actual)
        {
            throw new InputException(
                Path.Combine(folder, LineageFile), 0,
                $"the model was trained with {name} {expected ?? "(missing)"}, but the folder's is {actual}; restore the {name} it was trained with");
        }
    }

    private static byte[] JsonBytes<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Json), (byte)'\n'];
}
