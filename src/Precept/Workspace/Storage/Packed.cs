using System.Buffers.Binary;

namespace Precept.Workspace.Storage;

/// <summary>Packs token ids and log-probabilities, four bytes each, little-endian; bit for bit, NaN included.</summary>
internal static class Packed
{
    public static byte[] Of(IReadOnlyList<int> values)
    {
        var bytes = new byte[values.Count * sizeof(int)];
        for (var i = 0; i < values.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        }

        return bytes;
    }

    public static byte[] Of(IReadOnlyList<float> values)
    {
        var bytes = new byte[values.Count * sizeof(float)];
        for (var i = 0; i < values.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(float)), BitConverter.SingleToInt32Bits(values[i]));
        }

        return bytes;
    }

    public static int[] Integers(byte[] bytes)
    {
        var values = new int[Count(bytes)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i * sizeof(int)));
        }

        return values;
    }

    public static float[] Singles(byte[] bytes)
    {
        var values = new float[Count(bytes)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i * sizeof(float))));
        }

        return values;
    }

    private static int Count(byte[] bytes) => bytes.Length % 4 == 0
        ? bytes.Length / 4
        : throw new InvalidDataException($"A packed column has {bytes.Length} bytes, which is no multiple of 4: the database is damaged.");
}
