using TorchSharp;

namespace Precept.Training.Tests;

public sealed class ComputeTypeTests
{
    [Fact]
    public void HasBfloat16_says_what_the_system_says_of_its_processor()
    {
        const string file = "/proc/cpuinfo";
        Assert.SkipUnless(File.Exists(file), $"there is no {file} on this system to compare with");

        var flags = File.ReadLines(file).First(l => l.StartsWith("flags", StringComparison.Ordinal) || l.StartsWith("Features", StringComparison.Ordinal));

        ComputeType.HasBfloat16.ShouldBe(flags.Split(' ').Contains("avx512_bf16"));
    }

    [Fact]
    public void Available_is_float32_where_bfloat16_is_missing()
    {
        ComputeType.Available("bf16").ShouldBe(ComputeType.HasBfloat16 ? "bf16" : "fp32");
        ComputeType.Available("fp32").ShouldBe("fp32");
    }

    [Fact]
    public void Of_knows_two_names()
    {
        ComputeType.Of("bf16").ShouldBe(torch.ScalarType.BFloat16);
        ComputeType.Of("fp32").ShouldBe(torch.ScalarType.Float32);
        Should.Throw<ArgumentException>(() => ComputeType.Of("fp16")).Message.ShouldContain("fp16");
    }
}
