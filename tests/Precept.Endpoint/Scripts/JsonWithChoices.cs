using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Precept.TestEndpoint.Scripts;

/// <summary>Writes JSON and remembers where values stand that were chosen among others.</summary>
internal sealed class JsonWithChoices : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<(int Start, int Length, IReadOnlyList<(string, double)> Alternatives)> _choices = [];

    /// <summary>For all values that no choice is made of.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>A writer without content.</summary>
    public JsonWithChoices() => Writer = new Utf8JsonWriter(_bytes, Options);

    /// <summary>Writes a text that was chosen; the choice is of what stands between the quotation marks.</summary>
    public void Chosen(string value, IReadOnlyList<(string Text, double P)> alternatives)
    {
        Writer.WriteStringValue(value);
        var length = Encoding.UTF8.GetByteCount(value);
        _choices.Add((At() - 1 - length, length, alternatives));
    }

    /// <summary>Writes a number that was chosen.</summary>
    public void Chosen(long value, IReadOnlyList<(string Text, double P)> alternatives)
    {
        Writer.WriteNumberValue(value);
        var length = value.ToString().Length;
        _choices.Add((At() - length, length, alternatives));
    }

    /// <summary>Writes a truth value that was chosen.</summary>
    public void Chosen(bool value, IReadOnlyList<(string Text, double P)> alternatives)
    {
        Writer.WriteBooleanValue(value);
        var length = value ? 4 : 5;
        _choices.Add((At() - length, length, alternatives));
    }

    /// <summary>The answer.</summary>
    public ScriptAnswer Answer()
    {
        Writer.Flush();
        var bytes = _bytes.WrittenSpan;
        var choices = new List<Choice>(_choices.Count);
        foreach (var (start, length, alternatives) in _choices)
        {
            choices.Add(new(Encoding.UTF8.GetCharCount(bytes[..start]), Encoding.UTF8.GetCharCount(bytes.Slice(start, length)), alternatives));
        }

        return new(Encoding.UTF8.GetString(bytes), choices);
    }

    /// <inheritdoc/>
    public void Dispose() => Writer.Dispose();

    private int At() => (int)(Writer.BytesCommitted + Writer.BytesPending);
}
