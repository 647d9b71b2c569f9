using Precept.Judging;
using Precept.Spec;

namespace Precept.Tests.Judging;

public sealed class PersonsJudgmentTests
{
    private static readonly Judgment Good = new("p", ["r1", "r2"], [0, 1], [[], ["a"]], "human:maria", new Dictionary<string, string>())
    {
        Ratings = [7, 1],
        Flags = [["hallucination"], []],
        Breaches = [new(1, "a", "words", "")],
        Strength = PreferenceStrength.Slightly,
    };

    [Fact]
    public void Require_takes_what_a_person_can_say()
    {
        PersonsJudgment.Require(Good);
        PersonsJudgment.Require(Good with { Judge = "human:maria/adjudicated", Outcome = Outcome.Incomparable, Ranks = [], Broken = [], Ratings = [], Flags = [] });
    }

    [Fact]
    public void Require_names_what_is_wrong()
    {
        Faulty(Good with { Judge = "checks" }, "no person");
        Faulty(Good with { Judge = "human:" }, "no person");
        Faulty(Good with { Outcome = Outcome.Timeout }, "not timeout");
        Faulty(Good with { ResponseIds = ["r1", "r1"] }, "each once");
        Faulty(Good with { Ranks = [0] }, "1 ranks for 2 responses");
        Faulty(Good with { Ranks = [0, 2] }, "from 0 to 1");
        Faulty(Good with { Ranks = [-1, 0] }, "from 0 to 1");
        Faulty(Good with { Outcome = Outcome.Incomparable }, "none where they are incomparable");
        Faulty(Good with { Broken = [[]] }, "1 lists of broken sections");
        Faulty(Good with { Ratings = [0, 7] }, "1 to 7");
        Faulty(Good with { Breaches = [new(2, "a", "", "")] }, "not judged");
        Faulty(Good with { Flags = [[]] }, "1 lists of flags");
        Faulty(Good with { Flags = [["<script>"], []] }, "'<script>' is no flag");
        Faulty(Good with { Flags = [[.. Enumerable.Repeat("x", PersonsJudgment.MostFlags + 1)], []] }, "more than 32 flags");
        Faulty(Good with { Strength = (PreferenceStrength)9 }, "strength");
    }

    [Theory]
    [InlineData("ignores-constraint", true)]
    [InlineData("harmful_advice", true)]
    [InlineData("1", true)]
    [InlineData("", false)]
    [InlineData("-x", false)]
    [InlineData("Sexual", false)]
    [InlineData("x\n", false)]
    public void IsFlag_is_a_bounded_slug(string text, bool isFlag) => PersonsJudgment.IsFlag(text).ShouldBe(isFlag);

    [Fact]
    public void IsFlag_has_at_most_64_characters() =>
        (PersonsJudgment.IsFlag(new string('x', 64)), PersonsJudgment.IsFlag(new string('x', 65))).ShouldBe((true, false));

    private static void Faulty(Judgment judgment, string why) => Should.Throw<InputException>(() => PersonsJudgment.Require(judgment)).Message.ShouldContain(why);
}
