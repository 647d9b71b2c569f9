using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Precept.Spec;

/// <summary>Content ids: the first 80 bits of SHA-256 over length-prefixed UTF-8 parts, as 20 hexadecimal digits.</summary>
/// <remarks>Parts are length-prefixed so that ("ab", "c") and ("a", "bc") differ.</remarks>
public static class ContentHash
{
    /// <summary>The id of a list of parts, in order.</summary>
    public static string Of(params IEnumerable<string> parts)
    {
        const int LengthBytes = 4;
        var bytes = ArrayPool<byte>.Shared.Rent(4096);
        var used = 0;
        foreach (var part in parts)
        {
            var needed = used + LengthBytes + Encoding.UTF8.GetMaxByteCount(part.Length);
            if (needed > bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * bytes.Length));
                bytes.AsSpan(0, used).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = larger;
            }

            var length = Encoding.UTF8.GetBytes(part, bytes.AsSpan(used + LengthBytes));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(used), length);
            used += LengthBytes + length;
        }

        var hash = OfBytes(bytes.AsSpan(0, used));
        ArrayPool<byte>.Shared.Return(bytes);
        return hash;
    }

    /// <summary>The id of bytes: the same as <see cref="OfFile"/> of a file that holds them.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 10));

    /// <summary>The id of a file's bytes.</summary>
    public static string OfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream).AsSpan(0, 10));
    }
}
