// Byte-level BPE as Hugging Face's tokenizers compute it. Merging is Microsoft.ML.Tokenizers'; it is never told the special tokens, so
// text that spells one ("<|end|>") comes out as ordinary tokens.
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.ML.Tokenizers;
using Precept.Spec;
using Precept.Training.Models;

namespace Precept.Training.Tokenizers;

/// <summary>Turns text and conversations into token ids and back. Ids: 8 special tokens, 256 bytes, then merges.</summary>
public sealed class ChatTokenizer
{
    private readonly BpeTokenizer _bpe;
    private readonly byte[][] _bytes;
    private readonly byte[] _json;

    private ChatTokenizer(BpeVocabulary vocabulary, byte[] json)
    {
        var first = SpecialTokens.All.Count;
        _json = json;
        _bytes = [
            .. SpecialTokens.All.Select(Encoding.UTF8.GetBytes),
            .. vocabulary.Tokens.Select(t => ByteAlphabet.TryRead(t, out var bytes) ? bytes : throw new ArgumentException($"'{t}' is not a byte-level token."))];
        _bpe = BpeTokenizer.Create(new BpeOptions(vocabulary.Tokens.Select((t, i) => KeyValuePair.Create(t, first + i)))
        {
            Merges = vocabulary.Merges.Select(m => $"{m.Left} {m.Right}"),
            PreTokenizer = new RegexPreTokenizer(PreTokenizer.Regex, null),
            ByteLevel = true,
        });
    }

    /// <summary>A tokenizer over a newly trained vocabulary.</summary>
    public static ChatTokenizer Create(BpeVocabulary vocabulary) => new(vocabulary, TokenizerJson.Write(vocabulary));

    /// <summary>Reads a folder's <c>tokenizer.json</c> and checks that its <c>tokenizer_config.json</c> has our chat template.</summary>
    /// <exception cref="InputException">A file is missing, too large, malformed, or describes another kind of tokenizer.</exception>
    public static ChatTokenizer Load(string folder)
    {
        var (vocabulary, json) = TokenizerJson.Read(Path.Combine(folder, TokenizerJson.FileName));
        TokenizerConfigJson.Check(Path.Combine(folder, TokenizerConfigJson.FileName));
        return new ChatTokenizer(vocabulary, json);
    }

    /// <summary>The number of ids, special tokens included.</summary>
    public int VocabSize => _bytes.Length;

    /// <summary>The id of <c>&lt;pad&gt;</c>.</summary>
    public int PadId { get; } = SpecialTokens.Pad;

    /// <summary>The id of <c>&lt;s&gt;</c>.</summary>
    public int BosId { get; } = SpecialTokens.Bos;

    /// <summary>The id of <c>&lt;|end|&gt;</c>.</summary>
    public int EndId { get; } = SpecialTokens.End;

    /// <summary>Content hash of <c>tokenizer.json</c>.</summary>
    public string Hash => field ??= ContentHash.OfBytes(_json);

    /// <summary>Content hash of the chat template.</summary>
    public string TemplateHash { get; } = ChatTemplate.Hash;

    /// <summary>The id that opens a message of this role.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "Callers ask a tokenizer; that all have the same ids is our business.")]
    public int RoleId(Role role) => SpecialTokens.Of(role);

    /// <summary>A text's tokens; never a special one. Lone surrogates count as U+FFFD.</summary>
    public int[] Encode(string text) => [.. _bpe.EncodeToIds(PreTokenizer.WellFormed(text))];

    /// <summary>The bytes that a token stands for: pieces of UTF-8, which need not be whole characters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not of the vocabulary.</exception>
    public ReadOnlySpan<byte> Bytes(int token) => (uint)token < (uint)_bytes.Length
        ? _bytes[token]
        : throw new ArgumentOutOfRangeException(nameof(token), token, $"A token id must be within 0 and {_bytes.Length - 1}.");

    /// <summary>The text of tokens. Bytes that are not UTF-8 become U+FFFD; special tokens show as their text, but for a final
    /// <c>&lt;|end|&gt;</c>, which is left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is not of the vocabulary.</exception>
    public string Decode(IReadOnlyList<int> tokens)
    {
        var count = tokens.Count > 0 && tokens[^1] == EndId ? tokens.Count - 1 : tokens.Count;
        var bytes = new List<byte>(count * 4);
        for (var i = 0; i < count; i++)
        {
            bytes.AddRange(Bytes(tokens[i]));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>The tokens of a conversation that the assistant is to answer, see <see cref="ChatTemplate.Prompt"/>.</summary>
    public int[] Prompt(IReadOnlyList<Message> messages) => ChatTemplate.Prompt(this, messages);

    /// <summary>The tokens of a reply, see <see cref="ChatTemplate.Reply"/>.</summary>
    public int[] Reply(string text) => ChatTemplate.Reply(this, text);

    /// <summary>The text of a sampled reply, see <see cref="ChatTemplate.ReplyText"/>.</summary>
    public string ReplyText(IReadOnlyList<int> tokens) => ChatTemplate.ReplyText(this, tokens);

    /// <summary>Writes <c>tokenizer.json</c> (the bytes it was read from, if any) and <c>tokenizer_config.json</c>.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.Write(Path.Combine(folder, TokenizerJson.FileName), _json);
        AtomicFile.Write(Path.Combine(folder, TokenizerConfigJson.FileName), TokenizerConfigJson.Write());
    }
}
