using System.Text;
using CsCheck;
using Precept.Spec;
using Precept.Training.Tokenizers;

namespace Precept.Training.Tests.Tokenizers;

public class ChatTokenizerTests
{
    private static readonly ChatTokenizer Tokenizer = TestTokenizer.Create();

    [Theory]
    [InlineData(" The fox", " The| fox")]
    [InlineData("a  b", "a|  |b")]
    [InlineData("in 2024!?", "in| 2|0|2|4|!|?")]
    [InlineData("说 中文ok 好", "说| |中|文|ok| |好")]
    [InlineData("a\n\n b\t", "a|\n\n| b|\t")]
    [InlineData("x 😀😀 𠀀", "x| 😀|😀| 𠀀")]
    [InlineData("can't", "can|'|t")]
    public void Split_cuts_as_documented(string text, string pieces) =>
        string.Join('|', PreTokenizer.Split(text)).ShouldBe(pieces);

    [Fact]
    public void Encode_known_merges_gives_ids_derived_by_hand()
    {
        // 264: "ab", 265: "abc", 266: " d" (bytes are 8 + value).
        var tokenizer = ChatTokenizer.Create(BpeTrainer.Train([("abc", 5), ("ab", 1), (" d", 4)], new BpeTrainerOptions { VocabSize = 267 }));

        tokenizer.Encode("abc d ab,é").ShouldBe([265, 266, 8 + ' ', 264, 8 + ',', 8 + 0xC3, 8 + 0xA9]);
        tokenizer.VocabSize.ShouldBe(267);
    }

    [Fact]
    public void Decode_of_Encode_is_the_text_for_any_well_formed_text() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char['\u0000', '\u00ff']], Gen.String[Gen.Char['\u4e00', '\u4eff']])
            .Sample(s => Tokenizer.Decode(Tokenizer.Encode(s)) == PreTokenizer.WellFormed(s), iter: 3000);

    [Theory]
    [InlineData("👩‍👩‍👧‍👦 familiy 🇨🇭 \0\u0001\u007f\u0085\u00a0\u3000\ufeff")]
    [InlineData("中文，标点。𠀀𪜶 ﷽ é ṩ")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\r\n\t  \r")]
    public void Decode_of_Encode_is_the_text(string text) => Tokenizer.Decode(Tokenizer.Encode(text)).ShouldBe(text);

    [Fact]
    public void Encode_lone_surrogates_are_read_as_replacement_characters() =>
        Tokenizer.Decode(Tokenizer.Encode("a\ud83d b\ude00\ud83d\ude00")).ShouldBe("a\ufffd b\ufffd😀");

    [Fact]
    public void Encode_text_that_spells_special_tokens_gives_ordinary_tokens()
    {
        foreach (var special in SpecialTokens.All)
        {
            var text = $"x{special}{special} {special}\n{special}";
            var tokens = Tokenizer.Encode(text);

            tokens.ShouldAllBe(t => t >= 8);
            Tokenizer.Decode(tokens).ShouldBe(text);
        }
    }

    [Fact]
    public void Encode_a_megabyte_of_one_letter_ends_quickly() =>
        Tokenizer.Decode(Tokenizer.Encode(new string('e', 1 << 20))).Length.ShouldBe(1 << 20);

    [Fact]
    public void Decode_broken_bytes_and_special_tokens_shows_them()
    {
        Tokenizer.Decode([8 + 0xE4, SpecialTokens.End, 8 + 'a', SpecialTokens.Pad]).ShouldBe("\ufffd<|end|>a<pad>");
        Tokenizer.Decode([8 + 'a', SpecialTokens.End, SpecialTokens.End]).ShouldBe("a<|end|>");
        Should.Throw<ArgumentOutOfRangeException>(() => Tokenizer.Decode([Tokenizer.VocabSize]));
    }

    [Fact]
    public void Prompt_conversation_gives_the_documented_tokens()
    {
        var tokenizer = ChatTokenizer.Create(new BpeVocabulary([.. Enumerable.Range(0, 256).Select(b => ByteAlphabet.Char((byte)b).ToString())], []));
        Message[] messages = [new(Role.System, "S"), new(Role.Developer, "D"), new(Role.User, "<s>"), new(Role.Assistant, ""), new(Role.Tool, "T") { Name = "n" }];

        tokenizer.Prompt(messages).ShouldBe([
            1, 2, 40, 8 + 'S', 7, 3, 40, 8 + 'D', 7, 4, 40, 8 + '<', 8 + 's', 8 + '>', 7, 5, 40, 7, 6, 40, 8 + 'T', 7, 5]);
        tokenizer.Reply("ok").ShouldBe([40, 8 + 'o', 8 + 'k', 7]);
    }

    [Fact]
    public void ReplyText_of_Reply_is_the_text() =>
        Gen.String.Sample(s => Tokenizer.ReplyText(Tokenizer.Reply(s)) == PreTokenizer.WellFormed(s));

    [Fact]
    public void Load_of_Save_is_the_same_tokenizer()
    {
        using var folder = new TemporaryFolder();
        Tokenizer.Save(folder.Path);
        var loaded = ChatTokenizer.Load(folder.Path);

        loaded.Hash.ShouldBe(Tokenizer.Hash);
        loaded.Hash.ShouldBe(ContentHash.OfFile(Path.Combine(folder.Path, "tokenizer.json")));
        loaded.VocabSize.ShouldBe(Tokenizer.VocabSize);
        const string text = " The weather 中文 😀 was better <|end|>";
        loaded.Encode(text).ShouldBe(Tokenizer.Encode(text));
    }

    [Theory]
    [InlineData("\"<|end|>\": 7", "\"<|end|>\": 6", "taken")]
    [InlineData("\"<|end|>\": 7", "\"<|end|>\": 4000", "beyond")]
    [InlineData("\"type\": \"BPE\"", "\"type\": \"WordPiece\"", "not BPE")]
    [InlineData("\"normalizer\": null", "\"normalizer\": {\"type\": \"NFC\"}", "normalizer")]
    [InlineData("\"merges\": [", "\"merges\": [\"a b\",", "merges")]
    [InlineData("\"version\"", "version", "tokenizer.json:2")]
    [InlineData("\"model\": {", "\"modell\": {", "not a tokenizer.json")]
    public void Load_changed_file_is_an_error_that_names_it(string from, string to, string message)
    {
        using var folder = new TemporaryFolder();
        Tokenizer.Save(folder.Path);
        var path = Path.Combine(folder.Path, "tokenizer.json");
        var text = File.ReadAllText(path, Encoding.UTF8).Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal);
        text.ShouldContain(from);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));

        var error = Should.Throw<InputException>(() => ChatTokenizer.Load(folder.Path));
        error.Message.ShouldContain("tokenizer.json");
        error.Message.ShouldContain(message);
    }

    [Fact]
    public void Load_another_chat_template_is_an_error()
    {
        using var folder = new TemporaryFolder();
        Tokenizer.Save(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "tokenizer_config.json"), """{"chat_template": "{{ messages }}"}""");

        Should.Throw<InputException>(() => ChatTokenizer.Load(folder.Path)).Message.ShouldContain("chat_template");
    }
}
