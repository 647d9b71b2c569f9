using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Losses;

/// <summary>Numbers in and out of tensors; float64, so that tolerances speak of the equation and not of rounding.</summary>
internal static class Numbers
{
    public static Tensor Vector(params double[] values) => tensor(values);

    public static Tensor Trained(params double[] values) => tensor(values, requires_grad: true);

    public static Tensor Index(params long[] values) => tensor(values);

    public static Tensor Table(double[,] values) => tensor(values);

    public static double[] Read(Tensor t) => t.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();

    public static double Scalar(Tensor t) => t.detach().to_type(ScalarType.Float64).item<double>();

    public static void ShouldHold(this Tensor actual, double tolerance, params double[] expected)
    {
        var values = Read(actual);
        values.Length.ShouldBe(expected.Length);
        for (var i = 0; i < values.Length; i++)
        {
            // Shouldly's tolerance excludes its bound, and 0 here means exactly.
            (Math.Abs(values[i] - expected[i]) <= tolerance).ShouldBeTrue($"element {i} is {values[i]:R}, expected {expected[i]:R} within {tolerance}");
        }
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double LogSigmoid(double x) => -Math.Log(1 + Math.Exp(-x));
}
