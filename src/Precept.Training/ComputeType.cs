using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace Precept.Training;

/// <summary>The element type of forward and backward passes.</summary>
public static class ComputeType
{
    private const int ExtendedFeatures = 7;
    private const int Avx512Bf16Bit = 5;

    /// <summary>
    /// Whether this processor multiplies bfloat16 by itself (AVX512-BF16). Where it does not, libtorch emulates it, several times slower
    /// than float32.
    /// </summary>
    public static bool HasBfloat16 { get; } =
        Avx512F.IsSupported && X86Base.CpuId(0, 0).Eax >= ExtendedFeatures && (X86Base.CpuId(ExtendedFeatures, 1).Eax >> Avx512Bf16Bit & 1) == 1;

    /// <summary>The name of the type that is computed in: what was asked for, or <c>fp32</c> where the processor has no bfloat16.</summary>
    /// <param name="wanted"><c>bf16</c> or <c>fp32</c>.</param>
    public static string Available(string wanted) => wanted == "bf16" && !HasBfloat16 ? "fp32" : wanted;

    /// <summary>The element type of a name.</summary>
    /// <param name="name"><c>bf16</c> or <c>fp32</c>.</param>
    /// <exception cref="ArgumentException">Neither of the two.</exception>
    public static torch.ScalarType Of(string name) => name switch
    {
        "bf16" => torch.ScalarType.BFloat16,
        "fp32" => torch.ScalarType.Float32,
        _ => throw new ArgumentException($"The element type '{name}' is not known (bf16, fp32).", nameof(name)),
    };
}
