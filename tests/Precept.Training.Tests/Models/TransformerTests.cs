using Precept.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Models;

public sealed class TransformerTests
{
    [Theory]
    [InlineData(30)] // attention written out
    [InlineData(300)] // attention by libtorch's fused kernel
    public void Hidden_in_bfloat16_and_its_gradients_are_those_of_float32_up_to_rounding(int length)
    {
        using var scope = NewDisposeScope();
        using var exact = Transformer.Create(Tiny.Config with { MaxPositions = 320 }, 5);
        using var rounded = exact.Clone(ScalarType.BFloat16, trainable: true);
        using var widened = rounded.Clone(ScalarType.Float32, trainable: true);
        var random = new Random(length);
        var tokens = tensor(Enumerable.Range(0, 4 * length).Select(_ => (long)random.Next(10, Tiny.Config.VocabSize)).ToArray()).view(4, length);

        var (hidden, gradient) = Pass(rounded, tokens);
        var (expectedHidden, expectedGradient) = Pass(widened, tokens);

        Cosine(hidden, expectedHidden).ShouldBeGreaterThan(0.9995);
        Cosine(gradient, expectedGradient).ShouldBeGreaterThan(0.999);
    }

    /// <summary>Hidden states, and the gradient of all weights under a loss that looks at every one of them.</summary>
    private static (Tensor Hidden, Tensor Gradient) Pass(Transformer model, Tensor tokens)
    {
        var hidden = model.Hidden(tokens);
        nn.functional.log_softmax(model.Logits(hidden), -1).gather(-1, tokens.unsqueeze(-1)).mean().backward();
        return (hidden.detach(), cat([.. model.Weights.Values.Select(w => w.grad!.reshape(-1).to_type(ScalarType.Float32))]));
    }

    private static double Cosine(Tensor a, Tensor b)
    {
        var (x, y) = (a.reshape(-1).to_type(ScalarType.Float64), b.reshape(-1).to_type(ScalarType.Float64));
        return ((x * y).sum() / (x.norm() * y.norm())).item<double>();
    }
}
