namespace Precept.EndToEnd.Tests;

/// <summary>A whole run on a model of a few thousand weights: it learns nothing, but every stage has its turn. Made once for all tests.</summary>
public sealed class TinyRun : IAsyncLifetime
{
    public const string Recipe =
        """
        name: tiny
        seed: 3
        spec: specs/starter
        compute: fp32
        base_model:
          vocab_size: 400
          hidden_size: 16
          intermediate_size: 32
          layers: 1
          heads: 2
          key_value_heads: 1
          max_positions: 512
          corpus: { rounds: 1, prompts_per_family: 3, invented_values: 0, drill_share: 0.1, seed: 3 }
          training: { epochs: 0.2, batch_size: 8, seed: 3 }
        prompts: { train: 2, validation: 1, held_out: 2 }
        sft: { epochs: 1, batch_size: 16 }
        sample: { count: 2, max_tokens: 8 }
        dpo: { epochs: 1, batch_size: 16 }
        evaluate: { models: [sft, dpo], decodings: [greedy], max_tokens: 8 }

        """;

    public TestFolder Folder { get; } = new();

    internal CommandRun Result { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Folder.Write("tiny.yaml", Recipe);
        Result = await CommandRun.OfAsync(Folder.Path, "run", "tiny.yaml", "--json");
    }

    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
