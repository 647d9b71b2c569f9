using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>Sections as a writer reads them: JSON, so that no text of a spec ends its own quotation.</summary>
internal static class SectionsInView
{
    private const int MostText = 12_000;
    private const int MostExamples = 4;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Id, authority, title, text and the first graded replies of each section.</summary>
    public static string Of(IEnumerable<Section> sections) => new JsonArray([.. sections.Select(One)]).ToJsonString(Readable);

    /// <summary>A conversation as JSON.</summary>
    public static string Of(IEnumerable<Message> messages) =>
        new JsonArray([.. messages.Select(m => (JsonNode)new JsonObject { ["role"] = m.RoleName, ["content"] = m.Content })]).ToJsonString(Readable);

    private static JsonNode One(Section section) => new JsonObject
    {
        ["id"] = section.Id,
        ["authority"] = section.Authority.Name(),
        ["title"] = section.Title,
        ["text"] = Cut(section.Body),
        ["graded_replies"] = new JsonArray([.. section.Examples.SelectMany(e => e.Comparisons).Take(MostExamples).Select(Graded)]),
    };

    private static JsonNode Graded(Comparison comparison) => new JsonObject
    {
        ["conversation"] = new JsonArray([.. comparison.Context.Select(m => (JsonNode)new JsonObject { ["role"] = m.RoleName, ["content"] = Cut(m.Content) })]),
        ["replies"] = new JsonArray([.. comparison.Replies.Select(r => (JsonNode)new JsonObject
        {
            ["grade"] = r.Verdict.Name(), ["reply"] = Cut(r.Message.Content), ["reason"] = r.Why ?? "",
        })]),
    };

    private static string Cut(string text) => text.Length <= MostText ? text : text[..MostText] + " […]";
}
