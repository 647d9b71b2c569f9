using System.Text.Json;
using Precept.Spec;

namespace Precept.Training.Tokenizers;

/// <summary>Hugging Face's <c>tokenizer.json</c> of a byte-level BPE vocabulary with our pieces and special tokens.</summary>
internal static class TokenizerJson
{
    public const string FileName = "tokenizer.json";

    private const long MaxBytes = 64L << 20;

    /// <summary>The file's bytes; the same for the same vocabulary.</summary>
    public static byte[] Write(BpeVocabulary vocabulary)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteNull("truncation");
            json.WriteNull("padding");
            WriteAddedTokens(json);
            json.WriteNull("normalizer");
            WritePreTokenizer(json);
            json.WriteNull("post_processor");
            WriteByteLevel(json, "decoder");
            WriteModel(json, vocabulary);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> writes, however it is formatted; anything else is an error that says what differs.</summary>
    public static (BpeVocabulary Vocabulary, byte[] Bytes) Read(string path)
    {
        using var document = BoundedJson.Parse(path, MaxBytes, out var bytes);
        try
        {
            var vocabulary = ReadModel(document.RootElement, path);

            // All that is not the vocabulary is fixed: compare it with what we would write.
            using var expected = JsonDocument.Parse(Write(vocabulary));
            foreach (var property in expected.RootElement.EnumerateObject())
            {
                Require(
                    property.Name == "model" || JsonElement.DeepEquals(property.Value, document.RootElement.GetProperty(property.Name)),
                    path,
                    $"'{property.Name}' differs from that of Precept's tokenizers; only tokenizers trained by Precept can be read");
            }

            return (vocabulary, bytes);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException(path, 0, $"is not a tokenizer.json of a byte-level BPE: {e.Message}");
        }
    }

    private static BpeVocabulary ReadModel(JsonElement root, string path)
    {
        var model = root.GetProperty("model");
        Require(model.GetProperty("type").GetString() == "BPE", path, "'model.type' is not BPE");
        var entries = model.GetProperty("vocab");
        var first = SpecialTokens.All.Count;
        var all = new string?[entries.GetPropertyCount()];
        Require(all.Length >= first + 256 && all.Length <= 1_000_000, path, $"'model.vocab' has {all.Length} tokens, expected {first + 256} to 1,000,000");
        foreach (var entry in entries.EnumerateObject())
        {
            var id = entry.Value.GetInt32();
            Require((uint)id < (uint)all.Length && all[id] is null, path, $"'model.vocab' gives '{entry.Name}' the id {id}, which is taken or beyond the vocabulary");
            all[id] = entry.Name;
        }

        Require(all.Take(first).SequenceEqual(SpecialTokens.All), path, $"'model.vocab' does not start with {string.Join(' ', SpecialTokens.All)}");
        string[] tokens = [.. all.Skip(first).Select(t => t!)];
        for (var b = 0; b < 256; b++)
        {
            Require(tokens[b] == ByteAlphabet.Char((byte)b).ToString(), path, $"'model.vocab': id {first + b} is '{tokens[b]}', expected byte {b} as '{ByteAlphabet.Char((byte)b)}'");
        }

        var merges = model.GetProperty("merges");
        Require(merges.GetArrayLength() == tokens.Length - 256, path, $"'model.merges' has {merges.GetArrayLength()} merges, expected {tokens.Length - 256}, one for each token that is not a byte");
        var known = tokens.Take(256).ToHashSet();
        var pairs = new List<(string, string)>(tokens.Length - 256);
        foreach (var merge in merges.EnumerateArray())
        {
            // Older files write "a b", newer ones ["a", "b"].
            string?[] parts = merge.ValueKind == JsonValueKind.Array
                ? [.. merge.EnumerateArray().Select(p => p.GetString())]
                : [.. (merge.GetString() ?? "").Split(' ')];
            var made = tokens[256 + pairs.Count];
            Require(
                parts is [{ } left, { } right] && known.Contains(left) && known.Contains(right) && left + right == made,
                path,
                $"'model.merges': merge {pairs.Count} ({string.Join(' ', parts)}) does not make token '{made}' of earlier tokens");
            known.Add(made);
            pairs.Add((parts[0]!, parts[1]!));
        }

        return new BpeVocabulary(tokens, pairs);
    }

    private static void WriteAddedTokens(Utf8JsonWriter json)
    {
        json.WriteStartArray("added_tokens");
        for (var id = 0; id < SpecialTokens.All.Count; id++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteString("content", SpecialTokens.All[id]);
            json.WriteBoolean("single_word", false);
            json.WriteBoolean("lstrip", false);
            json.WriteBoolean("rstrip", false);
            json.WriteBoolean("normalized", false);
            json.WriteBoolean("special", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePreTokenizer(Utf8JsonWriter json)
    {
        json.WriteStartObject("pre_tokenizer");
        json.WriteString("type", "Sequence");
        json.WriteStartArray("pretokenizers");
        json.WriteStartObject();
        json.WriteString("type", "Split");
        json.WriteStartObject("pattern");
        json.WriteString("Regex", PreTokenizer.CodePointPattern);
        json.WriteEndObject();
        json.WriteString("behavior", "Isolated");
        json.WriteBoolean("invert", false);
        json.WriteEndObject();
        WriteByteLevel(json, null);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteByteLevel(Utf8JsonWriter json, string? name)
    {
        if (name is null)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartObject(name);
        }

        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", false);
        json.WriteBoolean("use_regex", false);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, BpeVocabulary vocabulary)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        json.WriteNull("unk_token");
        json.WriteNull("continuing_subword_prefix");
        json.WriteNull("end_of_word_suffix");
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteBoolean("ignore_merges", false);
        json.WriteStartObject("vocab");
        var id = 0;
        foreach (var token in SpecialTokens.All.Concat(vocabulary.Tokens))
        {
            json.WriteNumber(token, id++);
        }

        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var (left, right) in vocabulary.Merges)
        {
            json.WriteStringValue($"{left} {right}");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Require(bool holds, string path, string problem)
    {
        if (!holds)
        {
            throw new InputException(path, 0, problem);
        }
    }
}
