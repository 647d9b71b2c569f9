using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Precept.Spec;

namespace Precept.Endpoints;

/// <summary>Calls and their answers in a file, one JSON object a line (docs/formats/recording.md).</summary>
internal sealed class Recording
{
    private const int MaxShown = 60;

    private readonly string _path;
    private readonly Dictionary<string, RecordedCall> _calls = [];

    private Recording(string path) => _path = path;

    /// <summary>The calls, in the order of the file; of equal ones the first.</summary>
    public IReadOnlyCollection<RecordedCall> Calls => _calls.Values;

    /// <summary>Reads a recording.</summary>
    /// <param name="name">The file; with <c>#MODEL</c> behind it, only the calls to that address count.</param>
    /// <exception cref="InputException">There is no such file, or a line is no call.</exception>
    public static Recording Read(string name)
    {
        var (path, model) = File.Exists(name) || name.IndexOf('#') is var at && at < 0 ? (name, null) : (name[..at], name[(at + 1)..]);
        if (!File.Exists(path))
        {
            throw new InputException(path, 0, "there is no such recording; 'precept judge --record FILE' and other commands that ask models write one");
        }

        var recording = new Recording(path);
        var number = 0;
        foreach (var line in File.ReadLines(path, Encoding.UTF8))
        {
            number++;
            if (line.Length > 0 && RecordedCall.Parse(path, number, line) is var call && (model is null || call.Model == model))
            {
                recording._calls.TryAdd(call.Request, call);
            }
        }

        return recording._calls.Count > 0 ? recording
            : throw new InputException(path, 0, model is null ? "the recording is empty" : $"the recording has no call to {model}");
    }

    /// <summary>The answer to a call.</summary>
    /// <exception cref="InputException">It is not in the recording; the message shows the nearest that is.</exception>
    public KeptAnswer Answer(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var request = CanonicalRequest.TextOf(messages, options);
        return _calls.TryGetValue(request, out var call) ? call.Answer : throw Missing(request);
    }

    private InputException Missing(string request)
    {
        var (nearest, common) = _calls.Values.Select(c => (Call: c, Common: CommonLength(c.Request, request))).MaxBy(c => c.Common.Start + c.Common.End);
        return new(_path, nearest.Line,
            $"the recording has no answer to this call; the nearest stands in this line and differs from character {common.Start} of the request on: "
            + $"recorded '{Different(nearest.Request, common)}', asked '{Different(request, common)}'; record anew with --record");
    }

    private static (int Start, int End) CommonLength(string a, string b)
    {
        var start = a.AsSpan().CommonPrefixLength(b);
        var end = 0;
        while (end < Math.Min(a.Length, b.Length) - start && a[^(end + 1)] == b[^(end + 1)])
        {
            end++;
        }

        return (start, end);
    }

    private static string Different(string text, (int Start, int End) common)
    {
        var different = text[common.Start..^common.End];
        return different.Length <= MaxShown ? different : different[..MaxShown] + "…";
    }
}

/// <summary>A call with its answer.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Model">The address that it went to.</param>
/// <param name="Request">The request's canonical JSON.</param>
/// <param name="Answer">The answer.</param>
internal sealed record RecordedCall(int Line, string Model, string Request, KeptAnswer Answer)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a line.</summary>
    /// <exception cref="InputException">It is no call.</exception>
    public static RecordedCall Parse(string path, int number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new(number, root.GetProperty("model").GetString()!, root.GetProperty("request").GetRawText(), KeptAnswer.Parse(root.GetProperty("answer")));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException(path, number, "is no recorded call: a JSON object with model, request and answer was expected (docs/formats/recording.md)");
        }
    }

    /// <summary>The line of a call, without its end.</summary>
    public static string Format(string model, string request, KeptAnswer answer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, model);
            json.WritePropertyName("request"u8);
            json.WriteRawValue(request);
            json.WritePropertyName("answer"u8);
            json.WriteRawValue(answer.ToJson());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
