using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Precept.Cli.Terminal;

/// <summary>Where a command writes: its data on standard output, as tables for people or as one JSON document for machines; the rest on standard error.</summary>
/// <param name="isJson">Whether the output is JSON: then nothing else is on standard output.</param>
internal sealed class Screen(bool isJson)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether the output is JSON.</summary>
    public bool IsJson => isJson;

    /// <summary>Writes a line for people; none where the output is JSON.</summary>
    public void Line(string text = "")
    {
        if (!isJson)
        {
            Console.Out.WriteLine(Printable.Of(text));
        }
    }

    /// <summary>Writes a line for people in a tone; none where the output is JSON.</summary>
    public void Line(string text, Tone tone)
    {
        if (!isJson)
        {
            var code = Ansi.OnOutput ? Ansi.Code(tone) : "";
            Console.Out.WriteLine(code.Length == 0 ? Printable.Of(text) : $"\e[{code}m{Printable.Of(text)}\e[0m");
        }
    }

    /// <summary>Writes a table for people; none where the output is JSON or there are no rows.</summary>
    public void Table(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (!isJson && rows.Count > 0)
        {
            TableWriter.Write(title, columns, rows);
        }
    }

    /// <summary>Writes the JSON document; nothing where the output is for people.</summary>
    public void Json(JsonNode document) => Json(document.ToJsonString(Options));

    /// <summary>Writes a JSON document that is a text already.</summary>
    public void Json(string document)
    {
        if (isJson)
        {
            Console.Out.WriteLine(document);
        }
    }

    /// <summary>Writes what happens, on standard error.</summary>
    public static void Note(string text) => Console.Error.WriteLine(Printable.Of(text));
}
