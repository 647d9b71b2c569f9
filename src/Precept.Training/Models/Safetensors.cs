// The safetensors format (github.com/huggingface/safetensors): eight bytes of header length, a JSON header that names each tensor's
// element type, shape and byte range, then the bytes. Nothing is executed when a file is read.
//
// Departures: tensors are stored in order of their names, so that the same tensors give the same bytes; the header's entries must tile
// the data exactly; files on big-endian machines are not supported.
using System.Buffers.Binary;
using System.Text.Json;
using Precept.Spec;
using TorchSharp;
using static TorchSharp.torch;

namespace Precept.Training.Models;

/// <summary>Reads and writes named tensors as a <c>.safetensors</c> file: float32, bfloat16 and int64.</summary>
public static class Safetensors
{
    private const long MaxHeaderBytes = 100_000_000;
    private const int MaxDimensions = 8;

    // No element count that fits a file comes near this; products stay clear of overflow.
    private const long MaxElements = 1L << 48;

    private const int MaxTensors = 100_000;
    private const int CopyBytes = 1 << 20;

    /// <summary>Writes a file: to a temporary name, flushed to disk, then renamed, so that it is whole or absent.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name; float32, bfloat16 or int64, on any device.</param>
    /// <param name="metadata">Free text entries of the header, in order of their keys.</param>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var ordered = tensors.OrderBy(t => t.Key, StringComparer.Ordinal).ToList();
        var header = Header(ordered, metadata);
        using var writer = new AtomicFile.Writer(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        writer.Stream.Write(length);
        writer.Stream.Write(header);
        using var _ = no_grad();
        foreach (var (_, tensor) in ordered)
        {
            using var scope = NewDisposeScope();
            tensor.detach().cpu().contiguous().WriteBytesToStream(writer.Stream, CopyBytes);
        }

        writer.Commit();
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name, on the CPU, to be disposed by the caller; and the header's metadata.</returns>
    /// <exception cref="InputException">The file is missing or not a valid safetensors file of supported types.</exception>
    public static (IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException(path, 0, "is missing, expected a safetensors file");
        }

        using var stream = File.OpenRead(path);
        var (entries, metadata) = ReadHeader(stream, path);
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            foreach (var entry in entries.OrderBy(e => e.Begin))
            {
                var tensor = empty(entry.Shape, entry.Type).DetachFromDisposeScope();
                tensors.Add(entry.Name, tensor);
                if (entry.End > entry.Begin)
                {
                    tensor.ReadBytesFromStream(stream, CopyBytes);
                }
            }
        }
        catch
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw;
        }

        return (tensors, metadata);
    }

    private readonly record struct Entry(string Name, ScalarType Type, long[] Shape, long Begin, long End);

    private static byte[] Header(List<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (var (name, tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", NameOf(tensor.dtype));
                json.WriteStartArray("shape");
                foreach (var size in tensor.shape)
                {
                    json.WriteNumberValue(size);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.numel() * SizeOf(tensor.dtype));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // The data starts at a multiple of eight bytes, as the reference implementation has it.
        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static (List<Entry> Entries, Dictionary<string, string> Metadata) ReadHeader(FileStream stream, string path)
    {
        Span<byte> prefix = stackalloc byte[8];
        Require(stream.Length >= 8, path, $"has {stream.Length} bytes, too few for a safetensors file");
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        Require(length is >= 2 and <= MaxHeaderBytes && (long)length <= stream.Length - 8, path, $"says its header has {length} bytes; expected 2 to {MaxHeaderBytes}, within the file");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            Require(document.RootElement.GetPropertyCount() <= MaxTensors, path, $"names more than {MaxTensors} tensors");
            var entries = new List<Entry>();
            var metadata = new Dictionary<string, string>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                {
                    metadata = property.Value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "");
                }
                else
                {
                    entries.Add(ReadEntry(property, path));
                }
            }

            RequireTiling(entries, stream.Length - 8 - (long)length, path);
            return (entries, metadata);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException(path, 0, $"has a header that is not a safetensors header: {e.Message}");
        }
    }

    private static Entry ReadEntry(JsonProperty property, string path)
    {
        var type = property.Value.GetProperty("dtype").GetString() switch
        {
            "F32" => ScalarType.Float32,
            "BF16" => ScalarType.BFloat16,
            "I64" => ScalarType.Int64,
            var other => throw new InputException(path, 0, $"tensor '{property.Name}' has dtype '{other}', expected F32, BF16 or I64"),
        };
        var shape = property.Value.GetProperty("shape");
        Require(shape.GetArrayLength() <= MaxDimensions, path, $"tensor '{property.Name}' has more than {MaxDimensions} dimensions");
        long[] sizes = [.. shape.EnumerateArray().Select(s => s.GetInt64())];
        long elements = 1;
        foreach (var size in sizes)
        {
            Require(size >= 0 && (elements == 0 || size <= MaxElements / elements), path, $"tensor '{property.Name}' has an impossible shape");
            elements *= size;
        }

        var offsets = property.Value.GetProperty("data_offsets");
        Require(offsets.GetArrayLength() == 2, path, $"tensor '{property.Name}' has no begin and end in data_offsets");
        var entry = new Entry(property.Name, type, sizes, offsets[0].GetInt64(), offsets[1].GetInt64());
        Require(
            entry.Begin >= 0 && entry.End >= entry.Begin && entry.End - entry.Begin == elements * SizeOf(type),
            path,
            $"tensor '{property.Name}' has data_offsets {entry.Begin} to {entry.End}, which its shape ({string.Join(" x ", sizes)}) does not fill");
        return entry;
    }

    private static void RequireTiling(List<Entry> entries, long dataBytes, string path)
    {
        long at = 0;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            Require(entry.Begin == at, path, $"tensor '{entry.Name}' starts at byte {entry.Begin} of the data, expected {at}: tensors overlap or leave a gap");
            at = entry.End;
        }

        Require(at == dataBytes, path, $"has {dataBytes} bytes of data, expected {at}: the file is cut off or has something appended");
    }

    private static string NameOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => "F32",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Int64 => "I64",
        _ => throw new ArgumentException($"Element type {type} cannot be stored; float32, bfloat16 and int64 can."),
    };

    private static long SizeOf(ScalarType type) => type switch { ScalarType.Int64 => 8, ScalarType.Float32 => 4, _ => 2 };

    private static void Require(bool holds, string path, string problem)
    {
        if (!holds)
        {
            throw new InputException(path, 0, problem);
        }
    }
}
