using System.Text.Encodings.Web;
using System.Text.Json;
using Precept.Spec;

namespace Precept.Prompts;

/// <summary>Writes demonstrations as JSON Lines for supervised fine-tuning elsewhere: <c>prompt</c> and <c>completion</c> as lists of messages, which TRL reads as they are.</summary>
public static class DemonstrationFiles
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the GOOD replies, one a line: the same demonstrations give the same bytes. The file is replaced only when all are written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="demonstrations">The demonstrations, in order.</param>
    /// <returns>How many lines there are.</returns>
    public static int Write(string path, IEnumerable<Demonstration> demonstrations)
    {
        var (unfinished, lines) = (path + ".unfinished", 0);
        using (var stream = File.Create(unfinished))
        {
            foreach (var (prompt, reply) in demonstrations.SelectMany(d => d.Replies.Where(r => r.Verdict == Verdict.Good).Select(r => (d.Prompt, r))))
            {
                using (var json = new Utf8JsonWriter(stream, Readable))
                {
                    WriteOne(json, prompt, reply);
                }

                stream.WriteByte((byte)'\n');
                lines++;
            }
        }

        File.Move(unfinished, path, overwrite: true);
        return lines;
    }

    private static void WriteOne(Utf8JsonWriter json, Prompt prompt, GradedReply reply)
    {
        json.WriteStartObject();
        json.WriteString("prompt_id", prompt.Id);
        json.WriteStartArray("prompt");
        foreach (var message in prompt.Messages)
        {
            MessageJson.Write(json, message);
        }

        json.WriteEndArray();
        json.WriteStartArray("completion");
        MessageJson.Write(json, reply.Message);
        json.WriteEndArray();
        json.WriteStartArray("sections");
        foreach (var section in prompt.Sections)
        {
            json.WriteStringValue(section);
        }

        json.WriteEndArray();
        json.WriteString("family", prompt.Family);
        json.WriteEndObject();
    }
}
