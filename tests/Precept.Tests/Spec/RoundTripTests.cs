using System.Text;
using CsCheck;
using Precept.Spec;

namespace Precept.Tests.Spec;

/// <summary>A spec that is generated as records and written as Markdown reads back as those records.</summary>
public class RoundTripTests
{
    private const string Letters = "abz XYZ09_-.,:;!?'\"()[]{}<>&#*`$|/\\äß漢🙂\t";

    private static readonly Gen<string> Line = Pick(Letters.EnumerateRunes().Select(r => r.ToString()).ToArray()).Array[0, 12].Select(string.Concat);

    private static readonly Gen<string> Text = Line.Array[0, 4].Select(lines => string.Join('\n', lines));

    private static readonly Gen<string> Word = Gen.Char["abcdefghij"].Array[1, 8].Select(c => new string(c));

    private static readonly Gen<(string Text, bool Untrusted)[]> Pieces = Gen.Select(Text, Gen.Bool).Array[1, 3];

    private static readonly Gen<Turn> Turns = Gen.Select(
        Pick(Role.System, Role.Developer, Role.User, Role.Assistant, Role.Tool), Pieces, Word, Pick<bool?>(null, true, false),
        (role, pieces, word, endTurn) => new Turn(role, pieces, word, endTurn));

    private static readonly Gen<Reply> Replies = Gen.Select(
        Pick(Verdict.Good, Verdict.Ok, Verdict.Bad), Gen.OneOf(Gen.Const((string?)null), Word!), Gen.OneOf(Gen.Const((string?)null), Word!),
        Gen.OneOf(Gen.Const((string?)null), Word!), Text, (verdict, breaks, condition, why, text) => new Reply(verdict, breaks, condition, why, text));

    private static readonly Gen<object[]> Parts = Gen.OneOf<object>(
        Turns.Select(t => (object)t), Replies.Array[1, 3].Select(r => (object)r), Gen.Const((object)"[...]")).Array[0, 5];

    private static readonly Gen<Chapter> Chapters = Gen.Select(
        Word, Gen.Int[1, 4], Gen.Enum<Authority>(), Word.Array[0, 4], Gen.Select(Word, Parts).Array[0, 2],
        (title, level, authority, paragraphs, examples) => new Chapter(title, level, authority, paragraphs, examples));

    private sealed record Turn(Role Role, (string Text, bool Untrusted)[] Pieces, string Word, bool? EndTurn);

    private sealed record Reply(Verdict Verdict, string? Breaks, string? Condition, string? Why, string Text);

    private sealed record Chapter(string Title, int Level, Authority Authority, string[] Paragraphs, (string Title, object[] Parts)[] Examples);

    [Fact]
    public void Parse_written_spec_gives_what_was_written() =>
        Chapters.Array[0, 4].Sample(chapters =>
        {
            var document = SpecReader.Parse(Write(chapters), "generated.md");

            document.Sections.Count.ShouldBe(chapters.Length);
            for (var i = 0; i < chapters.Length; i++)
            {
                ShouldMatch(document.Sections[i], chapters[i], i);
            }
        });

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void ShouldMatch(Section section, Chapter chapter, int index)
    {
        section.Id.ShouldBe($"s{index}");
        section.Title.ShouldBe(chapter.Title);
        section.Level.ShouldBe(chapter.Level);
        section.Authority.ShouldBe(chapter.Authority);
        section.Body.ShouldBe(string.Join("\n\n", chapter.Paragraphs));
        section.Examples.Select(e => e.Title).ShouldBe(chapter.Examples.Select(e => e.Title));
        foreach (var (example, written) in section.Examples.Zip(chapter.Examples))
        {
            example.Parts.Count.ShouldBe(written.Parts.Length);
            foreach (var (part, expected) in example.Parts.Zip(written.Parts))
            {
                ShouldMatch(part, expected);
            }
        }
    }

    private static void ShouldMatch(ExamplePart part, object expected)
    {
        switch (expected)
        {
            case Turn turn:
                var message = part.ShouldBeOfType<MessagePart>().Message;
                message.Role.ShouldBe(turn.Role);
                message.Content.ShouldBe(string.Concat(turn.Pieces.Select(p => p.Text)));
                message.EndTurn.ShouldBe(turn.EndTurn);
                message.Recipient.ShouldBe(turn.Word);
                message.Untrusted.Select(s => message.Content.Substring(s.Start, s.Length))
                    .ShouldBe(turn.Pieces.Where(p => p.Untrusted).Select(p => p.Text));
                break;
            case Reply[] replies:
                part.ShouldBeOfType<Comparison>().Replies
                    .Select(r => new Reply(r.Verdict, r.BreaksSection, r.Condition, r.Why, r.Message.Content))
                    .ShouldBe(replies);
                break;
            default:
                part.ShouldBeOfType<ElisionPart>();
                break;
        }
    }

    private static string Write(Chapter[] chapters)
    {
        var text = new StringBuilder();
        for (var i = 0; i < chapters.Length; i++)
        {
            var authority = chapters[i].Authority == Authority.None ? "" : $" authority={chapters[i].Authority.Name()}";
            text.Append($"{new string('#', chapters[i].Level)} {chapters[i].Title} {{#s{i}{authority}}}\n\n");
            text.AppendJoin("\n\n", chapters[i].Paragraphs).Append("\n\n!!! meta \"Commentary\"\n    aside\n\n");
            foreach (var (title, parts) in chapters[i].Examples)
            {
                text.Append($"**Example**: {title}\n\n~~~xml\n{string.Concat(parts.Select(Write))}~~~\n\n");
            }
        }

        return text.ToString();
    }

    private static string Write(object part) => part switch
    {
        Turn turn => $"<{Roles.Name(turn.Role)} recipient=\"{turn.Word}\"{EndTurn(turn)}>\n{string.Concat(turn.Pieces.Select(Write))}\n</{Roles.Name(turn.Role)}>\n",
        Reply[] replies => $"<comparison>\n{string.Concat(replies.Select(Write))}</comparison>\n",
        _ => "[...]\n",
    };

    private static string EndTurn(Turn turn) => turn.EndTurn is { } ends ? $" end_turn=\"{(ends ? "true" : "false")}\"" : "";

    private static string Write((string Text, bool Untrusted) piece) =>
        piece.Untrusted ? $"<untrusted>\n{Escape(piece.Text)}\n</untrusted>" : Escape(piece.Text);

    private static string Write(Reply reply)
    {
        var verdict = reply.Verdict.ToString().ToUpperInvariant()
            + (reply.Breaks is null ? "" : $"[#{reply.Breaks}]")
            + (reply.Condition is null ? "" : $", {reply.Condition}")
            + (reply.Why is null ? "" : $": {reply.Why}");
        return $"<assistant> <!-- {verdict} -->\n{Escape(reply.Text)}\n</assistant>\n";
    }

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
