using CsCheck;
using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Tests.Evaluation.PublicInput;

public sealed class PolisExportTests
{
    private const string Votes = """
        timestamp,datetime,comment-id,voter-id,vote
        1424880360,Wed Feb 25 2015 16:06:00 GMT+0000 (UTC),0,7,-1
        1424880361,Wed Feb 25 2015 16:06:01 GMT+0000 (UTC),0,8,1
        1424880362000,Wed Feb 25 2015 16:06:02 GMT+0000 (UTC),1,7,0

        """;

    private static readonly Gen<CastVote> AnyVote =
        from participant in Gen.Int[0, 5].Select(i => "a7,\"\n字"[i]).Array[1, 4].Select(c => new string(c))
        from statement in Gen.Int[0, 99]
        from stance in Gen.Enum<Stance>()
        from second in Gen.Long[0, 4_000_000_000]
        where participant.Trim() == participant
        select new CastVote(participant, $"{statement}", stance, DateTimeOffset.FromUnixTimeSeconds(second));

    [Fact]
    public void Read_of_an_export_takes_minus_one_for_agree()
    {
        var votes = Read(Votes, PolisSign.MinusOneIsAgree);
        votes.Select(v => (v.Participant, v.Statement, v.Stance)).ShouldBe([("7", "0", Stance.Agree), ("8", "0", Stance.Disagree), ("7", "1", Stance.Pass)]);
        votes[0].At.ShouldBe(new DateTimeOffset(2015, 2, 25, 16, 6, 0, TimeSpan.Zero));
        votes[2].At.ShouldBe(new DateTimeOffset(2015, 2, 25, 16, 6, 2, TimeSpan.Zero)); // milliseconds
    }

    [Fact]
    public void Read_the_other_way_round_takes_plus_one_for_agree() =>
        Read(Votes, PolisSign.PlusOneIsAgree).Select(v => v.Stance).ShouldBe([Stance.Disagree, Stance.Agree, Stance.Pass]);

    [Fact]
    public void Write_for_Polis_writes_agree_as_minus_one_and_for_others_as_one()
    {
        CastVote[] votes = [new("7", "0", Stance.Agree, DateTimeOffset.FromUnixTimeSeconds(0)), new("8", "0", Stance.Pass, DateTimeOffset.FromUnixTimeSeconds(1))];
        Write(votes, PolisSign.MinusOneIsAgree).ShouldBe("timestamp,datetime,comment-id,voter-id,vote\n0,1970-01-01T00:00:00Z,0,7,-1\n1,1970-01-01T00:00:01Z,0,8,0\n");
        Write(votes, PolisSign.PlusOneIsAgree).ShouldContain("0,1970-01-01T00:00:00Z,0,7,1\n");
    }

    [Fact]
    public void Read_of_what_was_written_is_the_same_with_either_sign() =>
        AnyVote.List[0, 8].Select(Gen.Enum<PolisSign>()).Sample((votes, sign) => Read(Write(votes, sign), sign).SequenceEqual(votes));

    [Fact]
    public void Read_of_what_was_written_with_the_other_sign_says_the_opposite() =>
        AnyVote.List[0, 8].Sample(votes =>
            Read(Write(votes, PolisSign.MinusOneIsAgree), PolisSign.PlusOneIsAgree).SequenceEqual(votes.Select(v => v with { Stance = (Stance)(-(int)v.Stance) })));

    [Theory]
    [InlineData("1", "1", null)] // one for, one against: fits both ways
    [InlineData("2", "0", null)] // as far from the one as from the other
    [InlineData("0", "0", null)]
    public void SignOf_counts_that_fit_both_ways_is_not_known(string agrees, string disagrees, PolisSign? sign) =>
        SignOf(Votes, $"comment-id,agrees,disagrees\n0,{agrees},{disagrees}\n").ShouldBe(sign);

    [Fact]
    public void SignOf_finds_the_sign_from_the_comments()
    {
        const string votes = "comment-id,voter-id,vote\n0,1,-1\n0,2,-1\n0,3,1\n1,1,-1\n";
        SignOf(votes, "\uFEFFtimestamp,comment-id,agrees,disagrees,comment-body\n1,0,2,1,\"Is \"\"it\"\",\nyes\"\n2,1,1,0,no\n").ShouldBe(PolisSign.MinusOneIsAgree);
        SignOf(votes, "comment-id,agrees,disagrees\n0,1,2\n1,0,1\n9,5,5\n").ShouldBe(PolisSign.PlusOneIsAgree);
    }

    [Theory]
    [InlineData("", "votes.csv:1: the file is empty")]
    [InlineData("comment-id,voter\n", "votes.csv:1: no column 'voter-id'")]
    [InlineData("comment-id,voter-id,vote\n1,2,3\n", "votes.csv:2: vote '3'")]
    [InlineData("comment-id,voter-id,vote\n1,2\n", "votes.csv:2: 2 fields; the heading has 3")]
    [InlineData("comment-id,voter-id,vote\n1,,1\n", "votes.csv:2: a comment-id or voter-id is empty")]
    [InlineData("comment-id,voter-id,vote\n\n1,\"2,1\n", "votes.csv:3: a quote is opened and never closed")]
    [InlineData("comment-id,voter-id,vote\n1,\"2\"x,1\n", "votes.csv:2: 'x' follows a closing quote")]
    [InlineData("timestamp,comment-id,voter-id,vote\nsoon,1,2,1\n", "votes.csv:2: timestamp 'soon'")]
    [InlineData("timestamp,comment-id,voter-id,vote\n999999999999999999,1,2,1\n", "votes.csv:2: timestamp")]
    public void Read_of_what_is_no_export_says_where(string text, string message) =>
        Should.Throw<InputException>(() => Read(text, PolisSign.MinusOneIsAgree)).Message.ShouldStartWith(message);

    private static IReadOnlyList<CastVote> Read(string text, PolisSign sign) => PolisExport.Read(new StringReader(text), "votes.csv", sign);

    private static PolisSign? SignOf(string votes, string comments) => PolisExport.SignOf(Read(votes, PolisSign.PlusOneIsAgree), new StringReader(comments), "comments.csv");

    private static string Write(IEnumerable<CastVote> votes, PolisSign sign)
    {
        using var writer = new StringWriter();
        PolisExport.Write(writer, votes, sign);
        return writer.ToString();
    }
}
