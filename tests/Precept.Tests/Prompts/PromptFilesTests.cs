using System.IO.Compression;
using System.Text;
using CsCheck;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Tests.Prompts;

public sealed class PromptFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("precept-prompts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string text, string name = "p.jsonl")
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void Read_takes_text_messages_and_described_prompts()
    {
        var prompts = PromptFiles.Read(Write("""
            {"prompt": "What is a kiln?"}

            {"prompt": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}], "unknown": {"kept": false}}
            {"messages": [{"role": "user", "content": "Say 苹果"}], "sections": ["s"], "slots": {"p.zh": "苹果"}, "tags": ["benign"], "split": "held-out", "family": "f"}
            """));
        prompts.Count.ShouldBe(3);
        prompts[0].Messages.ShouldBe([new Message(Role.User, "What is a kiln?") { Untrusted = prompts[0].Messages[0].Untrusted }]);
        prompts[0].Source.ShouldBe("p.jsonl:1");
        prompts[0].Split.ShouldBe(Splits.OfKey("prompt:" + prompts[0].Id));
        prompts[1].Messages.Select(m => m.Role).ShouldBe([Role.System, Role.User]);
        prompts[1].Source.ShouldBe("p.jsonl:3");
        prompts[2].Slots["p.zh"].ShouldBe("苹果");
        prompts[2].Sections.ShouldBe(["s"]);
        prompts[2].Tags.ShouldBe(["benign"]);
        prompts[2].Split.ShouldBe(Split.HeldOut);
    }

    [Fact]
    public void Prompts_of_one_family_get_one_split() =>
        PromptFiles.Read(Write(string.Concat(Enumerable.Range(0, 20).Select(i => $$"""{"prompt": "{{i}}", "family": "f"}{{"\n"}}"""))))
            .ShouldAllBe(p => p.Split == Splits.OfKey("family:f"));

    [Fact]
    public void Write_then_read_gives_the_same_prompts_and_bytes()
    {
        var text = Gen.String[Gen.Char["aé苹 \"\\\n<>{}&\u2028"], 1, 20];
        var messages = Gen.Select(Gen.Int[0, 3].Select(i => new[] { Role.System, Role.Developer, Role.User, Role.Tool }[i]), text, Gen.Bool, (role, content, more) =>
            new Message(role, content) { Name = more ? "n" : null, EndTurn = more ? true : null, Untrusted = more ? [new TextSpan(0, content.Length)] : [] });
        var path = Path.Combine(_folder, "roundtrip.jsonl");
        Gen.Select(messages.Array[1, 4], text, Gen.Int[0, 2].Select(i => Splits.All[i])).Sample(
            (m, value, split) =>
            {
                var prompt = new Prompt(m, ["s1", value]) { Slots = new Dictionary<string, string> { ["x"] = value }, Tags = [value], Family = value, Wrapping = "w", Split = split, Source = "a:1" };
                PromptFiles.Write(path, [prompt]);
                var bytes = File.ReadAllBytes(path);
                var read = PromptFiles.Read(path).ShouldHaveSingleItem();
                read.Id.ShouldBe(prompt.Id);
                read.Messages.SelectMany(x => x.Untrusted).ShouldBe(m.SelectMany(x => x.Untrusted));
                PromptFiles.Write(path, [read]);
                File.ReadAllBytes(path).ShouldBe(bytes);
            },
            iter: 100,
            threads: 1);
    }

    [Theory]
    [InlineData("""{"text": "x"}""", "'messages' (a list) or 'prompt'")]
    [InlineData("""{"prompt": "x", "messages": []}""", "one of them")]
    [InlineData("""{"messages": []}""", "1 to 1000 messages")]
    [InlineData("""{"messages": "x"}""", "'messages' must be a list, not a text")]
    [InlineData("""{"messages": [3]}""", "'role' and 'content'")]
    [InlineData("""{"messages": [{"role": "human", "content": "x"}]}""", "role 'human' is not known")]
    [InlineData("""{"messages": [{"role": "user", "content": ["x"]}]}""", "must be a text, not a list")]
    [InlineData("""{"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}]}""", "ends with the assistant")]
    [InlineData("""{"messages": [{"role": "user", "content": "x", "untrusted": [[0, 2]]}]}""", "inside the content")]
    [InlineData("""{"prompt": ""}""", "content is empty")]
    [InlineData("""{"prompt": "\ud800"}""", "surrogate")]
    [InlineData("""{"prompt": "x", "sections": "s"}""", "'sections' must be a list")]
    [InlineData("""{"prompt": "x", "slots": {"a": 3}}""", "slot 'a' must be a text, not a number")]
    [InlineData("""{"prompt": "x", "split": "test"}""", "split 'test' is not known")]
    [InlineData("""{"prompt": "first"}""", "the same conversation as in line 1")]
    [InlineData("""{"prompt": "x", "prompt": "y"}""", "not valid JSON")]
    [InlineData("""{"prompt": "x" """, "not valid JSON")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]", "not valid JSON")]
    [InlineData("3", "expected a JSON object, not a number")]
    public void Mistake_is_told_with_its_line(string line, string message)
    {
        var path = Write("{\"prompt\": \"first\"}\n" + line + "\n");
        var e = Should.Throw<InputException>(() => PromptFiles.Read(path));
        e.Message.ShouldStartWith($"{path}:2: ");
        e.Message.ShouldContain(message);
    }

    [Fact]
    public void Line_without_end_is_refused_even_when_gzip_hides_its_length()
    {
        var path = Path.Combine(_folder, "bomb.jsonl.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write(new byte[8 << 20]);
        }

        Should.Throw<InputException>(() => PromptFiles.Read(path)).Message.ShouldContain("more than 1048576 characters");
    }

    [Fact]
    public void Damaged_gzip_and_other_encodings_are_told()
    {
        var path = Path.Combine(_folder, "x.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            gzip.Write("{\"prompt\": \"What is a kiln, and how hot does it get?\"}\n"u8);
        }

        var whole = File.ReadAllBytes(path);
        PromptFiles.Read(path).Count.ShouldBe(1);
        File.WriteAllBytes(path, whole[..30]);
        Should.Throw<InputException>(() => PromptFiles.Read(path)).Message.ShouldContain(":1: ");
        File.WriteAllBytes(path, [.. whole[..10], 0xff, .. whole[11..]]); // a block of the reserved type
        Should.Throw<InputException>(() => PromptFiles.Read(path)).Message.ShouldContain("damaged");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes("{\"prompt\": \""), 0xff, 0xfe]);
        Should.Throw<InputException>(() => PromptFiles.Read(path)).Message.ShouldContain("not UTF-8");
    }

    [Fact]
    public void Absent_file_is_named() =>
        Should.Throw<InputException>(() => PromptFiles.Read("no/such.jsonl")).Message.ShouldBe("no/such.jsonl: the file does not exist");
}
