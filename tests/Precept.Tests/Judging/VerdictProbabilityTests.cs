using Precept.Endpoints;
using Precept.Judging;

namespace Precept.Tests.Judging;

public sealed class VerdictProbabilityTests
{
    [Fact]
    public void Probability_is_the_share_of_A_among_A_and_B()
    {
        // 0.6 / (0.6 + 0.2); the tie's 0.1 and the rest count for neither.
        VerdictProbability.Of(Tokens(["{\"", "verdict", "\":\"", "A", "\"}"], ("A", 0.6), ("B", 0.2), ("tie", 0.1)), "verdict")!.Value.ShouldBe(0.75, 1e-9);
    }

    [Fact]
    public void Spellings_of_one_label_are_added_up() =>
        // 0.4 + 0.2 for A against 0.3 for B.
        VerdictProbability.Of(Tokens(["{\"verdict\":", " \"", "A", "\"}"], ("A", 0.4), ("\"A", 0.2), (" B", 0.3), ("Answer", 0.1)), "verdict")!.Value.ShouldBe(2.0 / 3, 1e-9);

    [Fact]
    public void Label_that_is_not_listed_has_at_most_what_the_least_listed_one_has() =>
        // B: min(1 - 0.97, 0.01) = 0.01, so 0.96 / 0.97.
        VerdictProbability.Of(Tokens(["{\"verdict\":\"", "A", "\"}"], ("A", 0.96), ("tie", 0.01)), "verdict")!.Value.ShouldBe(0.96 / 0.97, 1e-9);

    [Fact]
    public void Lone_label_leaves_the_rest_to_the_other() =>
        VerdictProbability.Of(Tokens(["{\"verdict\":\"", "A", "\"}"], ("A", 0.6)), "verdict")!.Value.ShouldBe(0.6, 1e-9);

    [Fact]
    public void Certainty_stays_inside_the_open_interval() =>
        VerdictProbability.Of(Tokens(["{\"verdict\":\"", "A", "\"}"], ("A", 1)), "verdict")!.Value.ShouldBe(1 - VerdictProbability.Margin, 1e-12);

    [Fact]
    public void Verdict_inside_the_reason_is_not_taken_for_the_verdict()
    {
        string[] text = ["{\"reason\":\"it says \\\"verdict\\\": \\\"", "B", "\\\"\",\"verdict\":\"", "A", "\"}"];
        var tokens = text.Select((t, i) => new TokenLogProb(t, 0, i switch
        {
            1 => [new("B", Math.Log(0.9)), new("A", Math.Log(0.1))],
            3 => [new("A", Math.Log(0.7)), new("B", Math.Log(0.3))],
            _ => [],
        })).ToArray();
        VerdictProbability.Of(tokens, "verdict")!.Value.ShouldBe(0.7, 1e-9);
    }

    [Fact]
    public void Fence_and_letters_of_several_bytes_before_the_verdict_do_not_move_it() =>
        VerdictProbability.Of(Tokens(["```json\n", "{\"reason\":\"因为隐私 😀\",", "\"verdict\": \"", "A", "\"}\n```"], ("A", 0.8), ("B", 0.2)), "verdict")!.Value.ShouldBe(0.8, 1e-9);

    [Theory]
    [InlineData("no JSON at all")]
    [InlineData("{\"other\":\"A\"}")]
    [InlineData("{\"verdict\":3}")]
    [InlineData("{\"inner\":{\"verdict\":\"A\"}}")]
    [InlineData("{\"verdict\"")]
    [InlineData("")]
    public void Text_without_a_verdict_has_no_probability(string text) =>
        VerdictProbability.Of([new TokenLogProb(text, 0, [new("A", -0.1)])], "verdict").ShouldBeNull();

    [Fact]
    public void Tie_alone_has_no_probability() =>
        VerdictProbability.Of(Tokens(["{\"verdict\":\"", "tie", "\"}"], ("tie", 0.9)), "verdict").ShouldBeNull();

    // The token with a label carries the alternatives; it is the last but one.
    private static TokenLogProb[] Tokens(string[] text, params (string Token, double P)[] top)
    {
        var place = text.Length - 2;
        return [.. text.Select((t, i) => new TokenLogProb(t, i == place ? Math.Log(top.First(a => a.Token.Trim('"', ' ') == t).P) : 0, i == place ? [.. top.Select(a => KeyValuePair.Create(a.Token, Math.Log(a.P)))] : []))];
    }
}
