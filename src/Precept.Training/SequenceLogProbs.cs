using Precept.Training.Losses;
using Precept.Training.Models;
using Precept.Training.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training;

/// <summary>How likely a model finds whole replies.</summary>
public static class SequenceLogProbs
{
    /// <summary>Log-probability of each sequence's scored tokens, summed, computed in float32 at temperature 1.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sequences">Prompt and reply each; the order does not matter for the values but for rounding.</param>
    /// <param name="batchSize">Sequences a forward pass, at least 1.</param>
    /// <returns>Nats, one a sequence; 0 for a sequence without scored tokens.</returns>
    public static double[] Of(Transformer model, IReadOnlyList<TokenSequence> sequences, int batchSize = 64)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var (computing, isCopy) = LocalPolicy.InFloat32(model);
        try
        {
            var sums = new double[sequences.Count];
            using var _ = no_grad();
            foreach (var chunk in Enumerable.Range(0, sequences.Count).OrderBy(i => sequences[i].Tokens.Length).Chunk(batchSize))
            {
                using var scope = NewDisposeScope();
                var batch = TokenBatch.Of([.. chunk.Select(i => sequences[i])], computing.Config);
                var logps = TokenLogProbs.Of(batch.Logits(computing), batch.Targets).data<float>().ToArray();
                foreach (var (row, logp) in batch.Rows.data<long>().ToArray().Zip(logps))
                {
                    sums[chunk[row]] += logp;
                }
            }

            return sums;
        }
        finally
        {
            if (isCopy)
            {
                computing.Dispose();
            }
        }
    }
}
