using CsCheck;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Tests.Preferences;

public sealed class DatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("precept-dataset-").FullName;

    private static readonly Preference Full = Make(
        [
            new Message(Role.System, "Be brief."),
            new Message(Role.Tool, "{\"a\": \"<b>\"}\nline two") { Name = "search", Untrusted = [new TextSpan(1, 3)] },
            new Message(Role.Assistant, "calling") { Recipient = "search", EndTurn = false },
            new Message(Role.User, "苹果 \"quoted\" 😀\u2028"),
        ],
        "good ’", "bad\t") with
    { P = 0.75, Weight = 1.0 / 3, Sections = ["a", "b"], Family = "f", Origin = "o" };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_what_was_written_is_the_same()
    {
        var path = Path.Combine(_folder, "sub", "pairs.jsonl");
        var dataset = new Dataset([Full, Make([], "x", "y")], new DatasetLineage("spec1", "checks") { Models = ["m"], Counts = new Dictionary<string, int> { ["ties"] = 2, ["a"] = 1 } });
        dataset.Write(path);
        var read = Dataset.Read(path);

        read.Hash.ShouldBe(dataset.Hash);
        read.Preferences.Select(p => p.Id).ShouldBe(dataset.Preferences.Select(p => p.Id));
        var first = read.Preferences[0];
        (first.Chosen, first.Rejected, first.P, first.Weight, first.Family, first.Origin).ShouldBe(("good ’", "bad\t", 0.75, 1.0 / 3, "f", "o"));
        first.Sections.ShouldBe(["a", "b"]);
        first.Messages.Select(m => (m.Role, m.Content, m.Name, m.Recipient, m.EndTurn)).ShouldBe(
            Full.Messages.Select(m => (m.Role, m.Content, m.Name, m.Recipient, m.EndTurn)));
        first.Messages[1].Untrusted.ShouldBe([new TextSpan(1, 3)]);
        (read.Lineage.SpecHash, read.Lineage.Judge).ShouldBe(("spec1", "checks"));
        read.Lineage.Models.ShouldBe(["m"]);
        read.Lineage.Counts.ShouldBe([new("a", 1), new("ties", 2)]);
        File.ReadAllText(path).ShouldContain("苹果");
        Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName).Order().ShouldBe(["pairs.jsonl", "pairs.lineage.json"]);
    }

    [Fact]
    public void Write_twice_gives_the_same_bytes()
    {
        var (a, b) = (Path.Combine(_folder, "a.jsonl"), Path.Combine(_folder, "b.jsonl"));
        new Dataset([Full], new DatasetLineage("s", "checks") { Counts = new Dictionary<string, int> { ["x"] = 1, ["b"] = 2 } }).Write(a);
        new Dataset([Full], new DatasetLineage("s", "checks") { Counts = new Dictionary<string, int> { ["b"] = 2, ["x"] = 1 } }).Write(b);
        File.ReadAllBytes(a).ShouldBe(File.ReadAllBytes(b));
        File.ReadAllBytes(Dataset.LineagePath(a)).ShouldBe(File.ReadAllBytes(Dataset.LineagePath(b)));
    }

    [Fact]
    public void PreferenceJson_any_text_round_trips() =>
        Gen.Select(Gen.String, Gen.String, Gen.String).Sample((content, chosen, rejected) =>
        {
            // Half a surrogate pair has no UTF-8 form; it is written as U+FFFD.
            var preference = Make([new Message(Role.User, Whole(content))], Whole(chosen), Whole(rejected));
            using var json = System.Text.Json.JsonDocument.Parse(PreferenceJson.Write(preference));
            var read = PreferenceJson.Read(json.RootElement, "f", 1);
            return read.Id == preference.Id && read.Chosen == preference.Chosen && read.Messages[0].Content == preference.Messages[0].Content;
        });

    [Fact]
    public void Hash_order_content_and_lineage_count()
    {
        var other = Make([], "x", "y");
        var lineage = new DatasetLineage("s", "checks");
        new[]
        {
            new Dataset([Full, other], lineage), new Dataset([other, Full], lineage), new Dataset([Full], lineage),
            new Dataset([Full, other], lineage with { SpecHash = "t" }), new Dataset([Full, other with { Sections = ["z"] }], lineage),
        }.Select(d => d.Hash).Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void Read_changed_file_is_refused()
    {
        var path = Path.Combine(_folder, "a.jsonl");
        new Dataset([Full, Make([], "x", "y")], new DatasetLineage("s", "checks")).Write(path);
        File.WriteAllLines(path, File.ReadAllLines(path).Take(1));
        Should.Throw<InputException>(() => Dataset.Read(path)).Message.ShouldContain("one of them was changed");

        File.Delete(Dataset.LineagePath(path));
        Should.Throw<InputException>(() => Dataset.Read(path)).Message.ShouldContain("lineage");
    }

    [Theory]
    [InlineData("{", "a.jsonl:2: this line is not valid JSON")]
    [InlineData("[]", "a.jsonl:2: expected a JSON object, not a list")]
    [InlineData("""{"prompt": "x"}""", "a.jsonl:2: prompt: expected a list")]
    [InlineData("""{"prompt": [], "chosen": [], "rejected": []}""", "a.jsonl:2: chosen: expected a list of one assistant message")]
    [InlineData("""{"prompt": [{"role": "boss", "content": "x"}]}""", "a.jsonl:2: prompt[0]: the role 'boss' is not one")]
    [InlineData("""{"prompt": [{"role": "user"}]}""", "a.jsonl:2: prompt[0]: the message has no content")]
    [InlineData("""{"prompt": [{"role": "user", "content": 3}]}""", "a.jsonl:2: content: expected a text")]
    [InlineData("""{"prompt": [{"role": "user", "content": "x", "who": 3}]}""", "a.jsonl:2: prompt[0]: 'who' is not known")]
    [InlineData("""{"prompt": [{"role": "user", "content": "x", "untrusted": [[0, 2]]}]}""", "a.jsonl:2: prompt[0]: 'untrusted' takes")]
    [InlineData("""{"prompt": [{"role": "user", "content": "\ud800"}]}""", "a.jsonl:2: content: half a surrogate pair")]
    [InlineData("""{"score": 1}""", "a.jsonl:2: 'score' is not a column")]
    [InlineData("""{"p": 0.4, REST""", "a.jsonl:2: p is 0.4; expected 0.5 to 1")]
    [InlineData("""{"p": "1", REST""", "a.jsonl:2: p: expected a number")]
    [InlineData("""{"weight": 0, REST""", "a.jsonl:2: weight is 0; expected a positive number")]
    [InlineData("""{"id": "abc", REST""", "a.jsonl:2: id is abc, but the content's is")]
    [InlineData("""{"prompt_id": "abc", REST""", "a.jsonl:2: prompt_id is abc, but the content's is")]
    [InlineData("""{"sections": [1], REST""", "a.jsonl:2: sections: expected a text")]
    public void ReadPreferences_malformed_line_names_file_and_line(string row, string message)
    {
        const string Rest = """
            "prompt": [], "chosen": [{"role": "assistant", "content": "x"}], "rejected": [{"role": "assistant", "content": "y"}]}
            """;
        var path = Path.Combine(_folder, "a.jsonl");
        File.WriteAllText(path, $"{{{Rest}\n{row.Replace("REST", Rest, StringComparison.Ordinal)}\n");
        Should.Throw<InputException>(() => Dataset.ReadPreferences(path)).Message.ShouldStartWith(Path.Combine(_folder, message));
    }

    [Fact]
    public void Write_preference_that_no_reader_takes_is_refused()
    {
        var path = Path.Combine(_folder, "a.jsonl");
        Should.Throw<InputException>(() => new Dataset([Make([], new string('x', 1 << 20), "y")], new DatasetLineage("s", "checks")).Write(path))
            .Message.ShouldContain("a line has at most 1048576");
        File.Exists(path).ShouldBeFalse();
    }

    private static Preference Make(Message[] messages, string chosen, string rejected) => new(new Prompt(messages, []).Id, messages, chosen, rejected);

    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
