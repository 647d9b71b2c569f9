using System.Text;

namespace Precept.Training.Tokenizers;

/// <summary>GPT-2's one-to-one mapping of the 256 bytes to printable characters, in which byte-level vocabularies are written.</summary>
/// <remarks>
/// Bytes that are printable in Latin-1 (0x21-0x7E, 0xA1-0xAC, 0xAE-0xFF) stand for themselves; the 68 others become U+0100, U+0101, … in
/// order (<c>bytes_to_unicode</c> of openai/gpt-2). The space is U+0120 (Ġ).
/// </remarks>
public static class ByteAlphabet
{
    private static readonly char[] CharOfByte = Build();
    private static readonly Dictionary<char, byte> ByteOfChar =
        Enumerable.Range(0, 256).ToDictionary(b => CharOfByte[b], b => (byte)b);

    /// <summary>The character of a byte.</summary>
    public static char Char(byte value) => CharOfByte[value];

    /// <summary>A well-formed text's UTF-8 bytes, written in the alphabet.</summary>
    public static string Write(string text) =>
        string.Create(Encoding.UTF8.GetByteCount(text), text, static (span, source) =>
        {
            var bytes = Encoding.UTF8.GetBytes(source);
            for (var i = 0; i < bytes.Length; i++)
            {
                span[i] = CharOfByte[bytes[i]];
            }
        });

    /// <summary>Reads a token's bytes.</summary>
    /// <param name="token">Characters of the alphabet.</param>
    /// <param name="bytes">The bytes, or empty when a character is not of the alphabet.</param>
    /// <returns>Whether every character is of the alphabet.</returns>
    public static bool TryRead(string token, out byte[] bytes)
    {
        bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            if (!ByteOfChar.TryGetValue(token[i], out bytes[i]))
            {
                bytes = [];
                return false;
            }
        }

        return true;
    }

    private static char[] Build()
    {
        var result = new char[256];
        var next = 0x100;
        for (var b = 0; b < 256; b++)
        {
            var printable = b is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            result[b] = (char)(printable ? b : next++);
        }

        return result;
    }
}
