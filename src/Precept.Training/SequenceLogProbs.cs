using Precept.Training.Models;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>How likely a model finds whole replies.</summary>
public static class SequenceLogProbs
{
    /// <summary>Log-probability of each sequence's scored tokens, summed, at temperature 1, computed in the model's element type.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sequences">Prompt and reply each; the order does not matter for the values but for rounding.</param>
    /// <param name="batchSize">Sequences a forward pass, at least 1.</param>
    /// <returns>Nats, one a sequence; 0 for a sequence without scored tokens.</returns>
    public static double[] Of(Transformer model, IReadOnlyList<TokenSequence> sequences, int batchSize = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var sums = new double[sequences.Count];
        using var _ = no_grad();
        foreach (var chunk in Enumerable.Range(0, sequences.Count).OrderBy(i => sequences[i].Tokens.Length).Chunk(batchSize))
        {
            using var scope = NewDisposeScope();
            var batch = TokenBatch.Of([.. chunk.Select(i => sequences[i])], model.Config);
            var logps = batch.LogProbs(model).data<float>().ToArray();
            foreach (var (row, logp) in batch.Sequences.data<long>().ToArray().Zip(logps))
            {
                sums[chunk[row]] += logp;
            }
        }

        return sums;
    }
}
