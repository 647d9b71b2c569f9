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
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            sha.AppendData(length);
            sha.AppendData(bytes);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset().AsSpan(0, 10));
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
