// Mixed precision by hand, since TorchSharp has no autocast: the weights proper are float32 in one flat buffer; the forward and
// backward pass run on a copy in bfloat16 (or float32), whose tensors are views of one flat buffer as well. Gradients of every
// micro-batch are added up in float32.
using Precept.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Optimizers;

/// <summary>A model in training: float32 master weights, the copy that computes, and the gradient of the batch so far.</summary>
public sealed class TrainableModel : IDisposable
{
    private readonly Tensor _computeFlat;

    /// <summary>Copies the weights of <paramref name="start"/>; does not take ownership of it.</summary>
    /// <param name="start">The weights to start from.</param>
    /// <param name="compute">The element type of the forward and backward pass: float32 or bfloat16.</param>
    public TrainableModel(Transformer start, ScalarType compute)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        NativeMemory.Trim(); // also sets the allocator up before the first step
        Slices = [.. Slice(start)];
        Master = cat([.. start.Weights.Values.Select(w => w.reshape(-1).to_type(ScalarType.Float32))]).DetachFromDisposeScope();
        Gradient = zeros_like(Master).DetachFromDisposeScope();
        _computeFlat = Master.to_type(compute, copy: true).DetachFromDisposeScope();
        Compute = new Transformer(start.Config, Slices.ToDictionary(
            s => s.Name, s => s.Of(_computeFlat).detach().requires_grad_(true).DetachFromDisposeScope()));
    }

    /// <summary>The copy that computes: use it for forward passes.</summary>
    public Transformer Compute { get; }

    /// <summary>float32 [n]: the weights.</summary>
    public Tensor Master { get; }

    /// <summary>float32 [n]: the gradient added up since the last <see cref="ClearGradient"/>.</summary>
    public Tensor Gradient { get; }

    /// <summary>Where each weight stands in the flat buffers.</summary>
    public IReadOnlyList<WeightSlice> Slices { get; }

    /// <summary>Moves the gradients of the last backward pass into <see cref="Gradient"/>.</summary>
    public void CollectGradient()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var gradients = Slices.Select(s =>
            Compute.Weights[s.Name].grad is { } g ? g.reshape(-1) : zeros([s.Count], _computeFlat.dtype));
        Gradient.add_(cat([.. gradients]).to_type(ScalarType.Float32));
        foreach (var weight in Compute.Weights.Values)
        {
            weight.grad?.Dispose();
            weight.grad = null;
        }
    }

    /// <summary>Scales the gradient down to a largest norm.</summary>
    /// <param name="largest">The bound, positive.</param>
    /// <returns>The norm before scaling.</returns>
    /// <exception cref="NonFiniteException">The gradient holds a NaN or an infinity.</exception>
    public double ClipGradient(double largest)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var norm = Gradient.norm().item<float>();
        if (!float.IsFinite(norm))
        {
            throw new NonFiniteException("the gradient is not finite");
        }

        if (norm > largest)
        {
            Gradient.mul_(largest / norm);
        }

        return norm;
    }

    /// <summary>Sets the gradient to zero.</summary>
    public void ClearGradient()
    {
        using var scope = NewDisposeScope(); // operations in place return a handle of their own
        Gradient.zero_();
    }

    /// <summary>Brings the computing copy up to the master weights; call after every change of <see cref="Master"/>.</summary>
    public void Publish()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _computeFlat.copy_(Master);
    }

    /// <summary>The weights as a model of their own, in float32.</summary>
    public Transformer Snapshot()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return new Transformer(Compute.Config, Slices.ToDictionary(
            s => s.Name, s => s.Of(Master).clone().DetachFromDisposeScope()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Compute.Dispose();
        Master.Dispose();
        Gradient.Dispose();
        _computeFlat.Dispose();
    }

    private static IEnumerable<WeightSlice> Slice(Transformer model)
    {
        long start = 0;
        foreach (var (name, weight) in model.Weights)
        {
            yield return new WeightSlice(name, start, weight.shape);
            start += weight.numel();
        }
    }
}

/// <summary>Where a weight stands in a flat buffer.</summary>
/// <param name="Name">The weight's name.</param>
/// <param name="Start">Its first element.</param>
/// <param name="Shape">Its shape.</param>
public sealed record WeightSlice(string Name, long Start, long[] Shape)
{
    /// <summary>The number of elements.</summary>
    public long Count { get; } = Shape.Aggregate(1L, (a, b) => a * b);

    /// <summary>Whether it is a matrix of a block: what Muon orthogonalises.</summary>
    public bool IsBlockMatrix => Shape.Length == 2 && char.IsAsciiDigit(Name[0]);

    /// <summary>The weight as a view of a flat buffer.</summary>
    public Tensor Of(Tensor flat) => flat.narrow(0, Start, Count).view(Shape);
}

/// <summary>Training met a NaN or an infinity and stopped before it could spoil the weights.</summary>
public sealed class NonFiniteException(string what) : Exception(
    $"Training stopped: {what}. Lower the learning rate or clip harder (max_grad_norm); the last saved state is kept.");
