// libtorch broadcasts [B] against [B, 1] to [B, B] without a word, and the loss still falls: every loss asks first.
using static TorchSharp.torch;

namespace Precept.Training.Losses;

/// <summary>Refuses tensors whose shapes differ where the equation is element by element.</summary>
internal static class SameShape
{
    /// <summary>Checks that every tensor has the shape of the first.</summary>
    /// <param name="tensors">Names and tensors; a null tensor is an option that was not given.</param>
    /// <exception cref="ArgumentException">A shape differs.</exception>
    public static void Require(params ReadOnlySpan<(string Name, Tensor? Tensor)> tensors)
    {
        var (firstName, first) = tensors[0];
        foreach (var (name, tensor) in tensors)
        {
            if (tensor is not null && !tensor.shape.AsSpan().SequenceEqual(first!.shape))
            {
                throw new ArgumentException(
                    $"{name} has shape [{string.Join(", ", tensor.shape)}], {firstName} has [{string.Join(", ", first.shape)}]: they must be the same.", name);
            }
        }
    }

    /// <summary>Checks a divisor: a count of tokens, pairs or prompts, or a sum of weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is zero, negative or not a number.</exception>
    public static void RequirePositive(double divisor, string name)
    {
        if (!(divisor > 0) || double.IsInfinity(divisor))
        {
            throw new ArgumentOutOfRangeException(name, divisor, $"{name} is {divisor}; it divides the loss and must be a positive number. Skip batches that train nothing.");
        }
    }
}
