using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Precept.Workbench.Storage;

/// <summary>The JSON of the workbench: of its database, its pages and its API. Names are camelCase, members of enumerations too.</summary>
public static class WorkbenchJson
{
    /// <summary>The options; <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> are escaped, so that it may stand inside a page's data block.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.MaxDepth = 32;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads what was written with <see cref="Of"/>.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"null where a {typeof(T).Name} was expected");
}
