using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Precept.Feedback.SpecData;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>What <c>precept spec train-data</c> writes for other tools (docs/commands/spec.md): prompts, demonstrations, preferences, rejections, and the manifest last.</summary>
internal static class SpecDataFiles
{
    public const string Prompts = "prompts.jsonl";
    public const string Demonstrations = "demonstrations.jsonl";
    public const string Pairs = "preferences.jsonl";
    public const string Rejected = "rejected.jsonl";
    public const string Manifest = "manifest.json";

    private static readonly JsonSerializerOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Line) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the files of a run into a folder, which is made where it is missing.</summary>
    public static void Write(string folder, SpecDataResult result, Dataset pairs, JsonObject manifest)
    {
        Directory.CreateDirectory(folder);
        PromptFiles.Write(Path.Combine(folder, Prompts), result.Kept.Select(k => k.Prompt));
        WriteLines(Path.Combine(folder, Demonstrations), result.Kept.Select(Demonstration));
        pairs.Write(Path.Combine(folder, Pairs));
        WriteLines(Path.Combine(folder, Rejected), result.Rejected.Select(Rejection));
        AtomicFile.WriteText(Path.Combine(folder, Manifest), manifest.ToJsonString(Indented) + "\n");
    }

    // messages as TRL's SFTTrainer takes them: the prompt and the reply; reasoning in a column of its own.
    private static JsonObject Demonstration(KeptPrompt kept)
    {
        var reply = kept.Demonstration.Replies[0];
        var json = new JsonObject
        {
            ["messages"] = new JsonArray([.. kept.Prompt.Messages.Append(reply.Message).Select(m => (JsonNode)new JsonObject { ["role"] = m.RoleName, ["content"] = m.Content })]),
        };
        if (reply.Reasoning is { } reasoning)
        {
            json["reasoning"] = reasoning;
        }

        json["sections"] = new JsonArray([.. kept.Prompt.Sections.Select(s => (JsonNode)s)]);
        json["family"] = kept.Prompt.Family;
        json["prompt_id"] = kept.Prompt.Id;
        return json;
    }

    private static JsonObject Rejection(Rejection rejection) => new()
    {
        ["section"] = rejection.Brief.Cell.Section.Id,
        ["kind"] = rejection.Brief.Cell.Kind.Name(),
        ["language"] = rejection.Brief.Cell.Language,
        ["number"] = rejection.Brief.Number,
        ["reason"] = rejection.Reason.Name(),
        ["detail"] = rejection.Detail,
    };

    private static void WriteLines(string path, IEnumerable<JsonObject> lines) =>
        AtomicFile.WriteText(path, string.Concat(lines.Select(l => l.ToJsonString(Line) + "\n")));
}
