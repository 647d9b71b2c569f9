using CsCheck;
using Precept.Spec;
using Precept.Spec.Syntax;

namespace Precept.Tests.Spec.Syntax;

/// <summary>An example that is written reads back as it was.</summary>
public class ExampleWriterTests
{
    private static readonly Gen<string> Text =
        Pick("a", "b c", "\n", "\r", "\r\n", "~~~", "\n~~~xml\n", "<", "</user>", "<!-- GOOD -->", "&", "&lt;", "**Example**: x", "# A {#a}", "[...]", "漢", "\t", "  ").Array[0, 8].Select(string.Concat);

    private static readonly Gen<string?> Word = Pick<string?>(null, "a", "b_c", "d e", "\"'<&>");

    private static readonly Gen<Message> Messages = Gen.Select(Gen.Enum<Role>(), Text, Text, Text, Word, Pick<bool?>(null, true, false), (role, before, inside, after, word, ends) =>
        new Message(role, before + inside + after) { Name = word, Recipient = word, EndTurn = ends, Untrusted = inside.Length > 0 ? [new TextSpan(before.Length, inside.Length)] : [] });

    private static readonly Gen<GradedReply> Replies = Gen.Select(Gen.Enum<Verdict>(), Messages, Pick<string?>(null, "why: so", "[?](#a)"), (verdict, message, why) =>
        new GradedReply(message with { Role = Role.Assistant }, verdict, 0) { BreaksSection = why is null ? "a" : null, Condition = why is null ? "if so, at 10:30" : null, Why = why });

    private static readonly Gen<ExamplePart> Parts = Gen.OneOf<ExamplePart>(
        Messages.Select(m => (ExamplePart)new MessagePart(m, 0)),
        Replies.Array[1, 3].Select(r => (ExamplePart)new Comparison([], r, 0)),
        Gen.Const((ExamplePart)new ElisionPart(0)));

    [Fact]
    public void Write_any_example_reads_back_as_it_was() =>
        Parts.Array[0, 5].Sample(
            parts =>
            {
                var written = ExampleWriter.Write(new SpecExample("a", "a title", parts, 0));
                var read = SpecReader.Parse($"# A {{#a}}\n\n{written}\n", "written.md").Examples.ShouldHaveSingleItem();

                read.Title.ShouldBe("a title");
                Told(read.Parts).ShouldBe(Told(parts), written);
            },
            iter: 2_000);

    [Fact]
    public void Write_every_example_of_a_release_reads_back_as_it_was()
    {
        foreach (var example in SpecReader.Read(SharedData.Path("model_spec/2025-12-18")).Examples)
        {
            var read = SpecReader.Parse($"# A {{#a}}\n\n{ExampleWriter.Write(example)}\n", "written.md").Examples.Single();

            Told(read.Parts).ShouldBe(Told(example.Parts));
        }
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData(" blank")]
    public void Write_title_that_would_not_read_back_is_refused(string title) =>
        Should.Throw<ArgumentException>(() => ExampleWriter.Write(new SpecExample("a", title, [], 0)));

    [Theory]
    [InlineData("a --> b", null)]
    [InlineData(null, "if so: then")]
    [InlineData(" blank", null)]
    public void Write_verdict_that_would_not_read_back_is_refused(string? why, string? condition)
    {
        var reply = new GradedReply(new Message(Role.Assistant, "x"), Verdict.Ok, 0) { Why = why, Condition = condition };

        Should.Throw<ArgumentException>(() => ExampleWriter.Write(new SpecExample("a", "t", [new Comparison([], [reply], 0)], 0)));
    }

    [Fact]
    public void Write_comparison_without_replies_is_refused() =>
        Should.Throw<ArgumentException>(() => ExampleWriter.Write(new SpecExample("a", "t", [new Comparison([], [], 0)], 0)));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static List<string> Told(IEnumerable<ExamplePart> parts) =>
        [.. parts.Select(p => p switch
        {
            MessagePart m => Told(m.Message),
            Comparison c => string.Join(" | ", c.Replies.Select(r => $"{r.Verdict} {r.BreaksSection} {r.Condition} {r.Why} {Told(r.Message)}")),
            _ => "[...]",
        })];

    private static string Told(Message m) => $"{m.RoleName} {m.Name} {m.Recipient} {m.EndTurn} {m.Content} {string.Join(',', m.Untrusted)}";
}
