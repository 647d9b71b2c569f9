using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>The JSON that a model is asked for: the schema of a record, and what must hold beyond it.</summary>
/// <typeparam name="T">The record; its constructor's parameters are the properties, <see cref="System.ComponentModel.DescriptionAttribute"/> explains them to the model.</typeparam>
public sealed class AnswerFormat<T> where T : class
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 16,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    private const int MaxLength = 1 << 20;
    private readonly Func<T, string?> _fault;

    /// <summary>A format.</summary>
    /// <param name="name">The schema's name: letters, digits and <c>_</c>; endpoints see it.</param>
    /// <param name="fault">What is wrong with a value that fits the schema, or null where nothing is.</param>
    public AnswerFormat(string name, Func<T, string?>? fault = null)
    {
        _fault = fault ?? (static _ => null);
        Format = (ChatResponseFormatJson)ChatResponseFormat.ForJsonSchema<T>(Options, name);
        Name = name;
    }

    /// <summary>The schema's name.</summary>
    public string Name { get; }

    /// <summary>For <see cref="ChatOptions.ResponseFormat"/>.</summary>
    public ChatResponseFormatJson Format { get; }

    /// <summary>The schema as text, for prompts to models whose endpoints ignore <see cref="Format"/>.</summary>
    public string SchemaText => Format.Schema!.Value.GetRawText();

    /// <summary>Reads an answer.</summary>
    /// <param name="text">The model's text; a fence around it (<c>```json</c>) is taken away, anything else is a fault.</param>
    /// <param name="fault">What is wrong, for the model to mend; null where the answer was read.</param>
    /// <returns>The value, or null.</returns>
    public T? Read(string text, out string? fault)
    {
        if (text.Length > MaxLength)
        {
            fault = $"it has {text.Length:#,0} characters; at most {MaxLength:#,0} are read";
            return null;
        }

        try
        {
            var value = JsonSerializer.Deserialize<T>(WithoutFence(text), Options);
            fault = value is null ? "it is null" : _fault(value);
            return fault is null ? value : null;
        }
        catch (JsonException e)
        {
            fault = $"it is not the JSON that was asked for: {e.Message}";
            return null;
        }
    }

    private static string WithoutFence(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal) || !trimmed.EndsWith("```", StringComparison.Ordinal) || trimmed.IndexOf('\n') is var line && line < 0)
        {
            return trimmed;
        }

        return trimmed[(line + 1)..^3];
    }
}
