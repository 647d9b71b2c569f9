// AdamW (Loshchilov & Hutter 2019, arXiv:1711.05101) for vectors and embeddings, and Muon (Jordan et al. 2024,
// kellerjordan.github.io/posts/muon) for the matrices of the blocks: momentum, orthogonalised by five Newton-Schulz steps.
//
// Departures: Muon's update is scaled by 0.2 * sqrt(max(rows, columns)), so that its size matches AdamW's and both take one learning
// rate (Liu et al. 2025, arXiv:2502.16982, eq. 4). Matrices of one shape are orthogonalised together in one batched product.
using System.ComponentModel.DataAnnotations;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Optimizers;

/// <summary>How weights are updated.</summary>
public sealed record OptimizerOptions
{
    /// <summary>Peak learning rate. Default 1e-3.</summary>
    [Range(0, 1)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Decay of the gradient's running mean. Default 0.9.</summary>
    [Range(0, 0.9999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the squared gradient's running mean. Default 0.95.</summary>
    [Range(0, 0.99999)]
    public double Beta2 { get; init; } = 0.95;

    /// <summary>Decoupled weight decay, on matrices only. Default 0.</summary>
    [Range(0, 1)]
    public double WeightDecay { get; init; }

    /// <summary>Whether the blocks' matrices are updated by Muon instead of AdamW. Default false.</summary>
    public bool Muon { get; init; }

    /// <summary>Largest gradient norm of a batch. Default 1.</summary>
    [Range(1e-6, 1e6)]
    public double MaxGradNorm { get; init; } = 1;

    /// <summary>Share of the steps over which the rate rises from 0. Default 0.05.</summary>
    [Range(0, 1)]
    public double Warmup { get; init; } = 0.05;

    /// <summary>The rate after the last step as a share of the peak; after the warm-up it falls there linearly. Default 0.1.</summary>
    [Range(0, 1)]
    public double FinalRate { get; init; } = 0.1;

    /// <summary>From this step on the rate falls linearly to the final one within <see cref="CooldownSteps"/>, where the run ends; 0 for none.
    /// Ends a long schedule early, once the loss has stopped falling.</summary>
    [Range(0, int.MaxValue)]
    public int CooldownFrom { get; init; }

    /// <summary>Steps of the cooldown. Default 1000.</summary>
    [Range(1, int.MaxValue)]
    public int CooldownSteps { get; init; } = 1000;

    /// <summary>The number of steps that a run makes: all, or those up to the end of the cooldown.</summary>
    /// <param name="total">The number of steps of the whole schedule.</param>
    public int StepsOf(int total) => CooldownFrom > 0 ? Math.Min(total, CooldownFrom + CooldownSteps) : total;

    /// <summary>The learning rate of a step: linear warm-up, then linear decay, then the cooldown where there is one.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="total">The number of steps of the whole schedule.</param>
    public double RateAt(long step, long total)
    {
        if (CooldownFrom > 0 && step > CooldownFrom)
        {
            var share = Math.Min(1, (double)(step - CooldownFrom) / CooldownSteps);
            return RateAt(CooldownFrom, total) * (1 - share) + LearningRate * FinalRate * share;
        }

        var warmup = Math.Max(1, (long)(Warmup * total));
        if (step < warmup)
        {
            return LearningRate * (step + 1) / warmup;
        }

        var progress = (double)(step - warmup) / Math.Max(1, total - warmup);
        return LearningRate * (1 - progress * (1 - FinalRate));
    }
}

/// <summary>Updates the master weights of one model from its gradient.</summary>
public sealed class Optimizer : IDisposable
{
    private readonly TrainableModel _model;
    private readonly OptimizerOptions _options;
    private readonly Tensor _decays;
    private readonly List<WeightSlice[]> _groups;
    private readonly Tensor _adamMask;

    /// <summary>Starts with empty running means.</summary>
    public Optimizer(TrainableModel model, OptimizerOptions options)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _model = model;
        _options = options;
        Mean = zeros_like(model.Master).DetachFromDisposeScope();
        Square = zeros_like(model.Master).DetachFromDisposeScope();
        _decays = Mask(s => s.Shape.Length == 2);
        _adamMask = Mask(s => !(options.Muon && s.IsBlockMatrix));
        _groups = [.. model.Slices.Where(s => options.Muon && s.IsBlockMatrix)
            .GroupBy(s => (s.Shape[0], s.Shape[1])).Select(g => g.ToArray())];
    }

    /// <summary>Number of updates made.</summary>
    public long Step { get; private set; }

    /// <summary>float32 [n]: running mean of the gradient (AdamW) or momentum (Muon).</summary>
    public Tensor Mean { get; }

    /// <summary>float32 [n]: running mean of the squared gradient.</summary>
    public Tensor Square { get; }

    /// <summary>Clips the gradient, makes one update at the given rate and clears the gradient.</summary>
    /// <param name="rate">The learning rate of this step.</param>
    /// <returns>The gradient's norm before clipping.</returns>
    public double Update(double rate)
    {
        var norm = _model.ClipGradient(_options.MaxGradNorm);
        using (NewDisposeScope())
        using (no_grad())
        {
            Step++;
            if (_options.WeightDecay > 0)
            {
                _model.Master.add_(_model.Master * _decays, alpha: -rate * _options.WeightDecay);
            }

            Mean.mul_(_options.Beta1).add_(_model.Gradient, alpha: 1 - _options.Beta1);
            Square.mul_(_options.Beta2).add_(_model.Gradient * _model.Gradient, alpha: 1 - _options.Beta2);
            var mean = Mean / (1 - Math.Pow(_options.Beta1, Step));
            var square = Square / (1 - Math.Pow(_options.Beta2, Step));
            _model.Master.add_(mean / square.sqrt_().add_(1e-8) * _adamMask, alpha: -rate);
            foreach (var group in _groups)
            {
                UpdateByMuon(group, rate);
            }
        }

        _model.ClearGradient();
        _model.Publish();
        return norm;
    }

    /// <summary>Goes on from saved running means.</summary>
    public void Restore(long step, Tensor mean, Tensor square)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Step = step;
        Mean.copy_(mean);
        Square.copy_(square);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Mean.Dispose();
        Square.Dispose();
        _decays.Dispose();
        _adamMask.Dispose();
    }

    /// <summary>Newton-Schulz iteration towards the nearest orthogonal matrix, coefficients of Jordan et al.: the singular values of the
    /// result lie roughly within 0.7 and 1.2, which is all that is wanted, so bfloat16 is enough.</summary>
    /// <param name="matrices">[n, rows, columns].</param>
    /// <returns>The same shape.</returns>
    public static Tensor Orthogonalise(Tensor matrices)
    {
        const double a = 3.4445, b = -4.7750, c = 2.0315;
        var tall = matrices.shape[1] > matrices.shape[2];
        var x = tall ? matrices.transpose(1, 2) : matrices;
        x = (x / (x * x).sum([1, 2], keepdim: true).sqrt().add(1e-7)).to_type(ScalarType.BFloat16);
        for (var i = 0; i < 5; i++)
        {
            var gram = x.bmm(x.transpose(1, 2));
            x = (a * x) + (b * gram + c * gram.bmm(gram)).bmm(x);
        }

        return (tall ? x.transpose(1, 2) : x).to_type(ScalarType.Float32);
    }

    private void UpdateByMuon(WeightSlice[] group, double rate)
    {
        // Nesterov momentum: the gradient looked up one step ahead.
        var momentum = stack(group.Select(s => s.Of(_model.Gradient) * (1 - _options.Beta1) + s.Of(Mean) * _options.Beta1));
        var update = Orthogonalise(momentum);
        var scale = 0.2 * Math.Sqrt(Math.Max(update.shape[1], update.shape[2]));
        for (var i = 0; i < group.Length; i++)
        {
            group[i].Of(_model.Master).add_(update[i], alpha: -rate * scale);
        }
    }

    private Tensor Mask(Func<WeightSlice, bool> take)
    {
        var mask = zeros_like(_model.Master).DetachFromDisposeScope();
        foreach (var slice in _model.Slices.Where(take))
        {
            slice.Of(mask).fill_(1);
        }

        return mask;
    }
}
