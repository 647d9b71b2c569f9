using System.Buffers.Binary;
using System.Text;
using Precept.Spec;
using Precept.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Tests.Models;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "t.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_of_Write_gives_the_same_tensors_and_metadata()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["b"] = arange(6, ScalarType.Float32).reshape(2, 3).t(),
            ["a"] = tensor(new[] { 1.5f, -2f, float.NaN, float.PositiveInfinity }).to(ScalarType.BFloat16),
            ["c"] = tensor(new[] { long.MinValue, 7L }),
            ["empty"] = zeros([0, 4], ScalarType.Float32),
            ["scalar"] = tensor(3f),
            ["large"] = rand([700, 1000]),
        };
        Safetensors.Write(Path, tensors, new Dictionary<string, string> { ["z"] = "中", ["k"] = "v" });

        var (read, metadata) = Safetensors.Read(Path);

        metadata.ShouldBe(new Dictionary<string, string> { ["k"] = "v", ["z"] = "中" }, ignoreOrder: true);
        read.Keys.ShouldBe(tensors.Keys, ignoreOrder: true);
        foreach (var (name, expected) in tensors)
        {
            read[name].dtype.ShouldBe(expected.dtype);
            read[name].shape.ShouldBe(expected.shape);
            read[name].allclose(expected, equal_nan: true, rtol: 0, atol: 0).ShouldBeTrue(name);
            read[name].Dispose();
        }

        Directory.GetFiles(_folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public void Write_one_tensor_gives_the_bytes_of_the_format()
    {
        using var one = tensor(new[] { 1f });
        Safetensors.Write(Path, new Dictionary<string, Tensor> { ["w"] = one });

        // 58 bytes of header, padded to 64 with spaces; 1.0f is 0x3F800000, little-endian.
        const string header = """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";
        var length = (header.Length + 7) / 8 * 8;
        byte[] expected = [(byte)length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(header.PadRight(length)), 0, 0, 0x80, 0x3F];
        File.ReadAllBytes(Path).ShouldBe(expected);
    }

    [Fact]
    public void Write_the_order_of_tensors_does_not_change_the_bytes()
    {
        using var a = rand(3);
        using var b = rand(4);
        Safetensors.Write(Path, new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b });
        var first = File.ReadAllBytes(Path);
        Safetensors.Write(Path, new Dictionary<string, Tensor> { ["b"] = b, ["a"] = a });

        File.ReadAllBytes(Path).ShouldBe(first);
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "does not fill")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "overlap")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "cut off")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "appended")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "data_offsets")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "impossible shape")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "impossible shape")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}""", 4, "dimensions")]
    [InlineData("""{"w":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 8, "dtype 'F64'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1]}}""", 4, "not a safetensors header")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "not a safetensors header")]
    [InlineData("""{"w":{"dtype":3,"shape":[1],"data_offsets":[0,4]}}""", 4, "not a safetensors header")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "not a safetensors header")]
    [InlineData("""{"__metadata__":7}""", 0, "not a safetensors header")]
    [InlineData("[[[[[[[[[[]]]]]]]]]]", 0, "not a safetensors header")]
    [InlineData("[1]", 0, "not a safetensors header")]
    [InlineData("{{", 0, "not a safetensors header")]
    public void Read_hostile_header_is_an_error_that_says_why(string header, int dataBytes, string message)
    {
        WriteRaw((ulong)header.Length, header, dataBytes);

        var error = Should.Throw<InputException>(() => Safetensors.Read(Path));
        error.Message.ShouldContain(message);
        error.Message.ShouldContain("t.safetensors");
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(3UL)]
    [InlineData(100_000_001UL)]
    [InlineData(ulong.MaxValue)]
    public void Read_header_length_beyond_the_file_is_an_error(ulong length)
    {
        WriteRaw(length, "{}", 0);

        Should.Throw<InputException>(() => Safetensors.Read(Path)).Message.ShouldContain("header");
    }

    [Fact]
    public void Read_missing_or_tiny_file_is_an_error()
    {
        Should.Throw<InputException>(() => Safetensors.Read(Path)).Message.ShouldContain("missing");
        File.WriteAllBytes(Path, [1, 2]);
        Should.Throw<InputException>(() => Safetensors.Read(Path)).Message.ShouldContain("too few");
    }

    private void WriteRaw(ulong length, string header, int dataBytes)
    {
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Encoding.ASCII.GetBytes(header, bytes.AsSpan(8));
        File.WriteAllBytes(Path, bytes);
    }
}
