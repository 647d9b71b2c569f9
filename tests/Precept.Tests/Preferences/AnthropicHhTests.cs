using System.Text.Json;
using Precept.Preferences;
using Precept.Spec;

namespace Precept.Tests.Preferences;

public class AnthropicHhTests
{
    private const string Start = "\n\nHuman: Hello\n\nthere\n\nAssistant: Hi.\n\nHuman: And?\n\nAssistant: ";

    [Fact]
    public void Read_pair_is_split_at_the_last_shared_assistant_turn()
    {
        var pair = Read((Start + "Same good", Start + "Same bad")).Preferences.ShouldHaveSingleItem();

        pair.Messages.Select(m => (m.Role, m.Content)).ShouldBe([(Role.User, "Hello\n\nthere"), (Role.Assistant, "Hi."), (Role.User, "And?")]);
        (pair.Chosen, pair.Rejected, pair.Origin).ShouldBe(("Same good", "Same bad", "hh.jsonl:1"));
    }

    [Fact]
    public void Read_unusable_pairs_are_counted_by_reason()
    {
        var result = Read(
            (Start + "a", Start + "a"),
            (Start + "a", Start + "a "),
            (Start, Start + "a"),
            (Start + "a", Start + "b"),
            (Start + "a", "\n\nHuman: Other\n\nAssistant: a"),
            (Start + "a\n\nHuman: more\n\nAssistant: b", Start + "c"),
            ("no turns", "at all"),
            ("Hello\n\nAssistant: a", "Hello\n\nAssistant: b"));

        (result.Total, result.Preferences.Count, result.Identical, result.EmptyReply, result.NoCommonPrompt, result.FurtherTurn).ShouldBe((8, 1, 2, 1, 3, 1));
    }

    [Theory]
    [InlineData("{\"chosen\": \"x\"}", "hh.jsonl:1: expected a text under 'rejected'")]
    [InlineData("{\"chosen\": 1, \"rejected\": \"x\"}", "hh.jsonl:1: chosen must be a text")]
    [InlineData("nonsense", "hh.jsonl:1: this line is not valid JSON")]
    public void Read_malformed_line_names_file_and_line(string line, string message)
    {
        Should.Throw<InputException>(() => ReadText(line)).Message.ShouldContain(message);
    }

    [Fact]
    public void Read_published_file_accounts_for_all_2312_pairs()
    {
        var result = AnthropicHh.Read(SharedData.Path("hh_rlhf/harmless-base-test.jsonl.gz"));

        // Counted apart with a few lines of Python: four pairs have an empty chosen reply, five a reply of two assistant turns.
        (result.Total, result.Identical, result.EmptyReply, result.NoCommonPrompt, result.FurtherTurn).ShouldBe((2312, 0, 4, 0, 5));
        result.Preferences.Count.ShouldBe(2303);
        result.Preferences.Count(p => p.Messages is [{ Role: Role.User }, .., { Role: Role.User }] or [{ Role: Role.User }]).ShouldBe(result.Preferences.Count);
    }

    private static HhPairs Read(params (string Chosen, string Rejected)[] pairs) =>
        ReadText(string.Join("\n", pairs.Select(p => JsonSerializer.Serialize(new { chosen = p.Chosen, rejected = p.Rejected }))));

    private static HhPairs ReadText(string text)
    {
        var folder = Directory.CreateTempSubdirectory("precept-hh-");
        try
        {
            var path = Path.Combine(folder.FullName, "hh.jsonl");
            File.WriteAllText(path, text);
            return AnthropicHh.Read(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
