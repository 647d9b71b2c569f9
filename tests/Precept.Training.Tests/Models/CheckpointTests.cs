using System.Text.Json.Nodes;
using Precept.Spec;
using Precept.Training.Models;
using Precept.Training.Tests.Tokenizers;
using Precept.Training.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Models;

public sealed class CheckpointTests : IDisposable
{
    private static readonly ChatTokenizer Tokenizer = TestTokenizer.Create(320);
    private static readonly Dictionary<string, string> Lineage = new() { ["spec"] = "abc", ["base"] = "def" };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_of_Save_gives_identical_logits(bool tied)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Transformer.Create(Config(tied), 1);
        Checkpoint.Save(_folder.Path, model, Tokenizer, ScalarType.Float32, Lineage);

        using var loaded = Checkpoint.Load(_folder.Path, ScalarType.Float32);

        loaded.Lineage["spec"].ShouldBe("abc");
        loaded.Lineage["tokenizer"].ShouldBe(Tokenizer.Hash);
        loaded.Tokenizer.Hash.ShouldBe(Tokenizer.Hash);
        var tokens = tensor(Tokenizer.Prompt([new(Role.User, "The weather?")]).Select(t => (long)t).ToArray()).unsqueeze(0);
        var expected = model.Logits(model.Hidden(tokens));
        loaded.Model.Logits(loaded.Model.Hidden(tokens)).Equals(expected).ShouldBeTrue();
        loaded.Model.Weights.Keys.ShouldBe(model.Weights.Keys);
    }

    [Fact]
    public void Save_uses_the_names_and_rows_of_Hugging_Face()
    {
        using var scope = NewDisposeScope();
        using var model = Transformer.Create(Config(false), 1);
        Checkpoint.Save(_folder.Path, model, Tokenizer, ScalarType.Float32, Lineage);

        var (tensors, _) = Safetensors.Read(File("model.safetensors"));

        tensors.Count.ShouldBe(3 + 2 * 9);
        tensors.Keys.ShouldContain("model.embed_tokens.weight");
        tensors.Keys.ShouldContain("model.norm.weight");
        tensors.Keys.ShouldContain("lm_head.weight");
        tensors["model.layers.1.self_attn.q_proj.weight"].Equals(model.Weights["1.qkv"].narrow(0, 0, 32)).ShouldBeTrue();
        tensors["model.layers.1.self_attn.k_proj.weight"].Equals(model.Weights["1.qkv"].narrow(0, 32, 16)).ShouldBeTrue();
        tensors["model.layers.1.self_attn.v_proj.weight"].Equals(model.Weights["1.qkv"].narrow(0, 48, 16)).ShouldBeTrue();
        tensors["model.layers.0.mlp.gate_proj.weight"].Equals(model.Weights["0.gate_up"].narrow(0, 0, 48)).ShouldBeTrue();
        tensors["model.layers.0.mlp.up_proj.weight"].Equals(model.Weights["0.gate_up"].narrow(0, 48, 48)).ShouldBeTrue();
        foreach (var tensor in tensors.Values)
        {
            tensor.Dispose();
        }
    }

    [Fact]
    public void Save_twice_gives_the_same_bytes_and_id()
    {
        using var model = Transformer.Create(Config(true), 1);
        using var second = new TemporaryFolder();
        Checkpoint.Save(_folder.Path, model, Tokenizer, ScalarType.BFloat16, Lineage);
        Checkpoint.Save(second.Path, model, Tokenizer, ScalarType.BFloat16, Lineage);

        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            System.IO.File.ReadAllBytes(Path.Combine(second.Path, Path.GetFileName(file))).ShouldBe(System.IO.File.ReadAllBytes(file));
        }

        Checkpoint.Id(second.Path).ShouldBe(Checkpoint.Id(_folder.Path));
        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).ShouldBe(
            ["config.json", "generation_config.json", "model.safetensors", "precept.json", "tokenizer.json", "tokenizer_config.json"], ignoreOrder: true);
        using var other = Transformer.Create(Config(true), 2);
        Checkpoint.Save(second.Path, other, Tokenizer, ScalarType.BFloat16, Lineage);
        Checkpoint.Id(second.Path).ShouldNotBe(Checkpoint.Id(_folder.Path));
    }

    [Fact]
    public void Load_of_bfloat16_gives_rounded_weights()
    {
        using var scope = NewDisposeScope();
        using var model = Transformer.Create(Config(true), 1);
        Checkpoint.Save(_folder.Path, model, Tokenizer, ScalarType.BFloat16, Lineage);

        using var loaded = Checkpoint.Load(_folder.Path, ScalarType.Float32);

        loaded.Model.Dtype.ShouldBe(ScalarType.Float32);
        loaded.Model.Weights["0.qkv"].Equals(model.Weights["0.qkv"].to(ScalarType.BFloat16).to(ScalarType.Float32)).ShouldBeTrue();
    }

    [Fact]
    public void Load_and_Save_leave_no_tensors_behind()
    {
        using var model = Transformer.Create(Config(true), 1);
        Checkpoint.Save(_folder.Path, model, Tokenizer, ScalarType.BFloat16, Lineage);
        Checkpoint.Load(_folder.Path, ScalarType.Float32).Dispose();
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        Checkpoint.Save(_folder.Path, model, Tokenizer, ScalarType.BFloat16, Lineage);
        Checkpoint.Load(_folder.Path, ScalarType.Float32).Dispose();

        DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount.ShouldBe(before);
    }

    [Theory]
    [InlineData("config.json", "rope_scaling", """{"rope_type": "llama3"}""", "rope_scaling")]
    [InlineData("config.json", "rope_parameters", """{"rope_type": "yarn"}""", "rope_parameters")]
    [InlineData("config.json", "attention_bias", "true", "attention_bias")]
    [InlineData("config.json", "mlp_bias", "true", "mlp_bias")]
    [InlineData("config.json", "head_dim", "128", "head_dim")]
    [InlineData("config.json", "eos_token_id", "6", "eos")]
    [InlineData("config.json", "vocab_size", "300", "tokenizer has 320")]
    [InlineData("config.json", "vocab_size", "321", "model.embed_tokens.weight")]
    [InlineData("config.json", "num_hidden_layers", "3", "no tensor 'model.layers.2.")]
    [InlineData("config.json", "num_hidden_layers", "1", "has a tensor 'model.layers.1.")]
    [InlineData("config.json", "intermediate_size", "47", "model.layers.0.mlp.gate_proj.weight")]
    [InlineData("config.json", "tie_word_embeddings", "false", "lm_head.weight")]
    [InlineData("precept.json", "tokenizer", "\"00\"", "trained with tokenizer 00")]
    [InlineData("precept.json", "template", "\"00\"", "trained with template 00")]
    [InlineData("precept.json", "settings", "{}", "object of texts")]
    public void Load_changed_file_is_an_error_that_names_it(string file, string key, string value, string message)
    {
        SaveOne();
        var json = JsonNode.Parse(System.IO.File.ReadAllText(File(file)))!.AsObject();
        json[key] = JsonNode.Parse(value);
        System.IO.File.WriteAllText(File(file), json.ToJsonString());

        var error = Should.Throw<InputException>(() => Checkpoint.Load(_folder.Path, ScalarType.Float32));
        error.Message.ShouldStartWith(_folder.Path);
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    [InlineData("tokenizer.json")]
    [InlineData("tokenizer_config.json")]
    [InlineData("precept.json")]
    public void Load_missing_file_is_an_error_that_names_it(string file)
    {
        SaveOne();
        System.IO.File.Delete(File(file));

        Should.Throw<InputException>(() => Checkpoint.Load(_folder.Path, ScalarType.Float32)).Message.ShouldStartWith(File(file));
    }

    [Fact]
    public void Save_tokenizer_of_another_size_is_refused()
    {
        using var model = Transformer.Create(Config(true) with { VocabSize = 300 }, 1);

        Should.Throw<ArgumentException>(() => Checkpoint.Save(_folder.Path, model, Tokenizer, ScalarType.Float32, Lineage))
            .Message.ShouldContain("vocab_size");
    }

    private void SaveOne()
    {
        using var model = Transformer.Create(Config(true), 1);
        Checkpoint.Save(_folder.Path, model, Tokenizer, ScalarType.Float32, Lineage);
    }

    private string File(string name) => Path.Combine(_folder.Path, name);

    private static TransformerConfig Config(bool tied) => new()
    {
        VocabSize = Tokenizer.VocabSize,
        HiddenSize = 32,
        IntermediateSize = 48,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        MaxPositions = 64,
        TiedEmbeddings = tied,
        BosId = Tokenizer.BosId,
        EosId = Tokenizer.EndId,
        PadId = Tokenizer.PadId,
    };
}
