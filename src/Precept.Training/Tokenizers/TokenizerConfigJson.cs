using System.Text.Json;
using Precept.Spec;

namespace Precept.Training.Tokenizers;

/// <summary>Hugging Face's <c>tokenizer_config.json</c>: the special tokens' roles and the chat template.</summary>
internal static class TokenizerConfigJson
{
    public const string FileName = "tokenizer_config.json";

    public static byte[] Write() => [
        .. JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>
            {
                ["tokenizer_class"] = "PreTrainedTokenizerFast",
                ["bos_token"] = SpecialTokens.All[SpecialTokens.Bos],
                ["eos_token"] = SpecialTokens.All[SpecialTokens.End],
                ["pad_token"] = SpecialTokens.All[SpecialTokens.Pad],
                ["clean_up_tokenization_spaces"] = false,
                ["chat_template"] = ChatTemplate.Jinja,
            },
            Options),
        (byte)'\n'];

    /// <summary>Requires our chat template: another one would train on conversations that no other tool renders so.</summary>
    public static void Check(string path)
    {
        using var json = BoundedJson.Parse(path, 1 << 20, out _);
        var template = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("chat_template", out var t) && t.ValueKind == JsonValueKind.String ? t.GetString() : null;
        if (template != ChatTemplate.Jinja)
        {
            throw new InputException(path, 0, $"chat_template is {(template is null ? "missing" : "another one")}, expected Precept's (hash {ChatTemplate.Hash}); only checkpoints written by Precept can be read");
        }
    }

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NewLine = "\n" };
}
