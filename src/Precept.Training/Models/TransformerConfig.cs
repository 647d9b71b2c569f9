using System.Text.Json;
using System.Text.Json.Serialization;
using Precept.Spec;

namespace Precept.Training.Models;

/// <summary>The shape of a Llama-style decoder; reads and writes Hugging Face's <c>config.json</c> (<c>LlamaForCausalLM</c>).</summary>
public sealed record TransformerConfig
{
    /// <summary>Number of token ids. 256 to 1,000,000.</summary>
    [JsonPropertyName("vocab_size")]
    public required int VocabSize { get; init; }

    /// <summary>Width of the residual stream (d).</summary>
    [JsonPropertyName("hidden_size")]
    public required int HiddenSize { get; init; }

    /// <summary>Width inside the SwiGLU block.</summary>
    [JsonPropertyName("intermediate_size")]
    public required int IntermediateSize { get; init; }

    /// <summary>Number of blocks.</summary>
    [JsonPropertyName("num_hidden_layers")]
    public required int Layers { get; init; }

    /// <summary>Number of query heads; divides <see cref="HiddenSize"/>.</summary>
    [JsonPropertyName("num_attention_heads")]
    public required int Heads { get; init; }

    /// <summary>Number of key/value heads (grouped-query attention); divides <see cref="Heads"/>.</summary>
    [JsonPropertyName("num_key_value_heads")]
    public required int KeyValueHeads { get; init; }

    /// <summary>Longest sequence, tokens.</summary>
    [JsonPropertyName("max_position_embeddings")]
    public int MaxPositions { get; init; } = 512;

    /// <summary>Base of the rotary frequencies. Default 10,000.</summary>
    [JsonPropertyName("rope_theta")]
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>Added under the root of RMSNorm. Default 1e-5.</summary>
    [JsonPropertyName("rms_norm_eps")]
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>Whether the output layer shares the embedding's weights. Default true.</summary>
    [JsonPropertyName("tie_word_embeddings")]
    public bool TiedEmbeddings { get; init; } = true;

    /// <summary>Begin-of-sequence id.</summary>
    [JsonPropertyName("bos_token_id")]
    public int BosId { get; init; }

    /// <summary>End-of-turn id; never the same as <see cref="PadId"/>.</summary>
    [JsonPropertyName("eos_token_id")]
    public int EosId { get; init; }

    /// <summary>Padding id.</summary>
    [JsonPropertyName("pad_token_id")]
    public int PadId { get; init; }

    /// <summary>Hugging Face's name of the architecture.</summary>
    [JsonPropertyName("architectures")]
    public IReadOnlyList<string> Architectures { get; init; } = ["LlamaForCausalLM"];

    /// <summary>Hugging Face's model type.</summary>
    [JsonPropertyName("model_type")]
    public string ModelType { get; init; } = "llama";

    /// <summary>The gate's activation; only <c>silu</c> is supported.</summary>
    [JsonPropertyName("hidden_act")]
    public string Activation { get; init; } = "silu";

    /// <summary>Width of one head.</summary>
    [JsonIgnore]
    public int HeadSize => HiddenSize / Heads;

    /// <summary>Whether the model has a score head: a reward or value model.</summary>
    [JsonIgnore]
    public bool HasScore => Architectures.Contains("LlamaForSequenceClassification");

    /// <summary>Checks every bound; throws <see cref="InputException"/> naming the field.</summary>
    /// <param name="file">Where the values come from, for the message.</param>
    /// <returns>The same config.</returns>
    public TransformerConfig Validated(string file)
    {
        Require(ModelType == "llama", $"model_type '{ModelType}' is not supported, expected 'llama'");
        Require(Activation == "silu", $"hidden_act '{Activation}' is not supported, expected 'silu'");
        Require(VocabSize is >= 2 and <= 1_000_000, $"vocab_size {VocabSize} is not within 2 and 1,000,000");
        Require(HiddenSize is >= 1 and <= 16_384, $"hidden_size {HiddenSize} is not within 1 and 16,384");
        Require(IntermediateSize is >= 1 and <= 65_536, $"intermediate_size {IntermediateSize} is not within 1 and 65,536");
        Require(Layers is >= 1 and <= 256, $"num_hidden_layers {Layers} is not within 1 and 256");
        Require(Heads >= 1 && HiddenSize % Heads == 0 && HeadSize % 2 == 0, $"hidden_size {HiddenSize} does not split into {Heads} heads of an even size");
        Require(KeyValueHeads >= 1 && Heads % KeyValueHeads == 0, $"num_key_value_heads {KeyValueHeads} does not divide num_attention_heads {Heads}");
        Require(MaxPositions is >= 1 and <= 1_048_576, $"max_position_embeddings {MaxPositions} is not within 1 and 1,048,576");
        Require(EosId != PadId, "eos_token_id and pad_token_id are the same: the model would never learn to stop; give padding an id of its own");
        return this;

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                throw new InputException(file, 0, problem);
            }
        }
    }

    /// <summary>Reads a <c>config.json</c>.</summary>
    public static TransformerConfig Read(string path)
    {
        try
        {
            var config = JsonSerializer.Deserialize<TransformerConfig>(File.ReadAllText(path), Json)
                ?? throw new InputException(path, 0, "is empty, expected a Hugging Face config.json");
            return config.Validated(path);
        }
        catch (JsonException e)
        {
            throw new InputException(path, (int)(e.LineNumber ?? 0) + 1, $"is not a config.json of a Llama model: {e.Message}");
        }
    }

    /// <summary>The JSON text, the same bytes for the same config.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };
}
