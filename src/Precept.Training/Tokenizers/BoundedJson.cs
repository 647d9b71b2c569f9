using System.Text.Json;
using Precept.Spec;

namespace Precept.Training.Tokenizers;

/// <summary>Reads JSON files that others may have written: bounded in size and depth, errors with file and line.</summary>
internal static class BoundedJson
{
    public static JsonDocument Parse(string path, long maxBytes, out byte[] bytes)
    {
        if (!File.Exists(path))
        {
            throw new InputException(path, 0, "is missing; a checkpoint folder has config.json, model.safetensors, tokenizer.json, tokenizer_config.json and precept.json");
        }

        var length = new FileInfo(path).Length;
        if (length > maxBytes)
        {
            throw new InputException(path, 0, $"has {length} bytes, expected at most {maxBytes}");
        }

        bytes = File.ReadAllBytes(path);
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new InputException(path, (int)(e.LineNumber ?? 0) + 1, $"is not valid JSON: {e.Message}");
        }
    }
}
