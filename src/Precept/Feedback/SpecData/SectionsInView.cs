using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Precept.Judging;
using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>Sections as a writer reads them: JSON, so that no text of a spec ends its own quotation.</summary>
internal static class SectionsInView
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Id, authority and text of each section; the text is what a judge reads, graded replies included.</summary>
    public static string Of(IEnumerable<Section> sections) => new JsonArray([.. sections.Select(One)]).ToJsonString(Readable);

    /// <summary>A conversation as JSON.</summary>
    public static string Of(IEnumerable<Message> messages) =>
        new JsonArray([.. messages.Select(m => (JsonNode)new JsonObject { ["role"] = m.RoleName, ["content"] = m.Content })]).ToJsonString(Readable);

    private static JsonNode One(Section section) => new JsonObject
    {
        ["id"] = section.Id,
        ["authority"] = section.Authority.Name(),
        ["text"] = JudgePrompt.SectionText(section),
    };
}
