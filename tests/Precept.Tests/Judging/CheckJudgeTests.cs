using CsCheck;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Tests.Judging;

public class CheckJudgeTests
{
    // One section per authority: a reply breaks it by containing the section's word; the style section applies to refusals only.
    private const string Yaml = """
        root_rule: [ { id: no_r, not: { contains_exact: RR } }, { id: no_q, not: { contains_exact: QQ } } ]
        dev_default: [ { id: no_d, not: { contains_exact: DD } } ]
        user_default: [ { id: no_u, not: { contains_exact: UU } } ]
        guide: [ { id: no_g, not: { contains_exact: GG } } ]
        style: [ { id: short_refusal, when: { reply: { refusal: true } }, max_sentences: 1 } ]
        slotted: [ { id: secret, not: { contains: "{{secret}}" } } ]
        """;

    internal static readonly SpecDocument Spec = new(
        "test",
        "hash",
        [
            Section("guide", Authority.Guideline), Section("user_default", Authority.User), Section("dev_default", Authority.Developer),
            Section("root_rule", Authority.Root), Section("style", Authority.Guideline), Section("slotted", Authority.Root), Section("prose", Authority.None),
        ],
        [], [], [], []);

    internal static readonly CheckJudge Judge = new(Spec, CheckSet.Parse(Yaml, "checks.yaml"));

    private static readonly Prompt All = PromptOf("Hello", "guide", "user_default", "dev_default", "root_rule", "style", "slotted", "prose");

    internal static Prompt PromptOf(string text, params string[] sections) => new([new Message(Role.User, text)], sections);

    internal static Response Reply(Prompt prompt, string text, int index = 0) => new(prompt.Id, "m", Sampler.Greedy, index, text);

    [Fact]
    public void Broken_sections_come_higher_authority_first() =>
        Judge.Broken(All, "GG UU RR QQ DD").ShouldBe(["root_rule", "dev_default", "user_default", "guide"]);

    [Fact]
    public void Broken_section_that_prompt_does_not_exercise_is_not_looked_at() =>
        Judge.Broken(PromptOf("Hi", "guide"), "RR GG").ShouldBe(["guide"]);

    [Fact]
    public void Explain_each_check_says_what_it_found()
    {
        var findings = Judge.Explain(All, "RR");

        findings.Select(f => (f.SectionId, f.CheckId, f.Result.Outcome)).ShouldBe(
        [
            ("root_rule", "no_r", CheckOutcome.Failed), ("root_rule", "no_q", CheckOutcome.Passed), ("slotted", "secret", CheckOutcome.NotApplicable),
            ("dev_default", "no_d", CheckOutcome.Passed), ("user_default", "no_u", CheckOutcome.Passed),
            ("guide", "no_g", CheckOutcome.Passed), ("style", "short_refusal", CheckOutcome.NotApplicable),
        ]);
        findings[0].Result.Reason.ShouldBe("contains exactly 'RR'");
        findings[2].Result.Reason.ShouldBe("the prompt has no slot 'secret'");
        findings[^1].Result.Reason.ShouldBe("the reply is not a refusal");
    }

    [Fact]
    public void MeasuredSectionsOf_prompt_are_those_with_a_check_for_it() =>
        Judge.MeasuredSectionsOf(All).Select(s => s.Id).ShouldBe(["root_rule", "dev_default", "user_default", "guide", "style"]);

    [Fact]
    public void Judge_ranks_by_number_of_broken_sections_per_level()
    {
        // guide and style are both guidelines: breaking both is worse than one, yet better than a user section.
        string[] replies = ["GG UU DD", "RR", "fine", "GG. I can't help. No.", "GG", "also fine", "UU", "RR QQ"];
        var judgment = Judge.Judge(All, [.. replies.Select((r, i) => Reply(All, r, i))]);

        judgment.Ranks.ShouldBe([4, 5, 0, 2, 1, 0, 3, 5]);
        judgment.Broken[3].ShouldBe(["guide", "style"]);
        judgment.Judge.ShouldBe("checks");
        judgment.Outcome.ShouldBe(Outcome.Judged);
        judgment.Reason.ShouldContain("response 2: breaks root_rule (no_r: contains exactly 'RR')");
        judgment.Reason.ShouldNotContain("response 3");
    }

    [Fact]
    public void Judge_section_hashes_follow_section_and_checks()
    {
        var hashes = Judge.Judge(All, []).SectionHashes;
        var changed = new CheckJudge(Spec, CheckSet.Parse(Yaml.Replace("GG", "HH", StringComparison.Ordinal), "checks.yaml")).Judge(All, []).SectionHashes;

        hashes.Keys.Order().ShouldBe(All.Sections.Order());
        hashes.Keys.Where(k => hashes[k] != changed[k]).ShouldBe(["guide"]);
    }

    [Fact]
    public void Judge_permuted_responses_keep_their_ranks() =>
        Gen.Select(Replies, Gen.ULong).Sample((replies, seed) =>
        {
            var responses = replies.Select((r, i) => Reply(All, r, i)).ToArray();
            var permuted = responses.ToArray();
            new SeededRandom(seed).Shuffle(permuted);
            var (a, b) = (Judge.Judge(All, responses), Judge.Judge(All, permuted));
            var rankOf = b.ResponseIds.Zip(b.Ranks).ToDictionary(p => p.First, p => p.Second);
            return a.ResponseIds.Zip(a.Ranks).All(p => rankOf[p.First] == p.Second);
        });

    [Fact]
    public void Judge_ranks_are_dense_from_zero_and_equal_breaches_tie() =>
        Replies.Sample(replies =>
        {
            var judgment = Judge.Judge(All, [.. replies.Select((r, i) => Reply(All, r, i))]);
            var keys = judgment.Broken.Select(b => string.Join(",", b)).ToArray();
            return judgment.Ranks.Distinct().Order().SequenceEqual(Enumerable.Range(0, judgment.Ranks.Distinct().Count()))
                && Enumerable.Range(0, keys.Length).All(i => Enumerable.Range(0, keys.Length).All(j => keys[i] != keys[j] || judgment.Ranks[i] == judgment.Ranks[j]));
        });

    [Fact]
    public void Judge_breach_of_higher_authority_outweighs_all_below() =>
        Gen.Int[0, 3].Sample(level =>
        {
            string[] words = ["RR", "DD", "UU", "GG"];
            var responses = new[] { Reply(All, words[level], 0), Reply(All, string.Join(" ", words.Skip(level + 1)), 1) };
            return Judge.Judge(All, responses).Ranks is [1, 0];
        });

    [Fact]
    public void Judge_response_to_another_prompt_throws() =>
        Should.Throw<ArgumentException>(() => Judge.Judge(All, [Reply(PromptOf("other", "guide"), "x")]));

    [Fact]
    public void Judge_section_that_spec_lacks_names_the_prompts_source() =>
        Should.Throw<InputException>(() => Judge.Broken(PromptOf("x", "gone") with { Source = "a.md:7" }, "x"))
            .Message.ShouldStartWith("a.md:7: the spec test has no section 'gone'");

    [Fact]
    public void Constructor_checks_for_section_that_spec_lacks_throws() =>
        Should.Throw<InputException>(() => new CheckJudge(Spec, CheckSet.Parse("gone:\n  - { id: x, json: true }", "c.yaml")))
            .Message.ShouldStartWith("c.yaml:2: the spec test has no section 'gone'");

    private static readonly string[] Marks = ["RR", "QQ", "DD", "UU", "GG", "x"];

    private static Gen<string[]> Replies { get; } =
        Gen.Int[0, 5].Select(i => Marks[i]).Array[0, 5].Select(words => string.Join(" ", words)).Array[0, 7];

    private static Section Section(string id, Authority authority) => new(id, id, 2, null, authority, "", [], 1, "h-" + id);
}
