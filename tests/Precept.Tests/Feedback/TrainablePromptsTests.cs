using CsCheck;
using Precept.Feedback;
using Precept.Prompts;
using Precept.Spec;
using Precept.Tests.Workspace;

namespace Precept.Tests.Feedback;

public sealed class TrainablePromptsTests
{
    [Fact]
    public void Of_leaves_out_what_is_measured_on_by_content_whatever_split_it_claims()
    {
        var evaluation = new SpecExample("a", "t", [new MessagePart(new Message(Role.User, "an evaluation prompt"), 1)], 1);
        var spec = TestWorkspace.Spec(("a", "1")) with { EvaluationFiles = [new EvaluationFile("abcd", null, "a", [evaluation], "abcd.md")] };
        Prompt[] prompts =
        [
            TestWorkspace.Prompt("a train prompt"), TestWorkspace.Prompt("a train prompt"), TestWorkspace.Prompt("validation", Split.Validation), TestWorkspace.Prompt("held out", Split.HeldOut),
            TestWorkspace.Prompt("an evaluation prompt"), TestWorkspace.Prompt("held out elsewhere"),
        ];

        var left = TrainablePrompts.Of(prompts, spec, [TestWorkspace.Prompt("held out elsewhere", Split.HeldOut), TestWorkspace.Prompt("a train prompt")]);

        left.Prompts.ShouldHaveSingleItem().Messages[0].Content.ShouldBe("a train prompt");
        left.LeftOut.ShouldBe(4);
    }

    [Fact]
    public void Drawn_keeps_the_order_and_depends_on_the_seed()
    {
        var all = new TrainablePrompts([.. Enumerable.Range(0, 50).Select(i => TestWorkspace.Prompt($"{i}"))], 0);

        var some = all.Drawn(10, 1).Prompts.Select(p => int.Parse(p.Messages[0].Content)).ToArray();

        some.ShouldBe(some.Order());
        some.Distinct().Count().ShouldBe(10);
        all.Drawn(10, 2).Prompts.Select(p => int.Parse(p.Messages[0].Content)).ShouldNotBe(some);
        all.Drawn(100, 1).Prompts.ShouldBe(all.Prompts);
    }

    [Fact]
    public void Halves_share_no_family_hold_everything_and_differ_by_no_more_than_the_largest_family() =>
        Gen.Select(Gen.Int[0, 6].Array[0, 60], Gen.Long).Sample((families, seed) =>
        {
            // Family 0 stands for none: such prompts are cut one by one.
            Prompt[] prompts = [.. families.Select((f, i) => TestWorkspace.Prompt($"{i}", family: f == 0 ? "" : $"f{f}"))];
            var halves = PromptHalves.Of(prompts, seed);

            halves.FineTuning.Concat(halves.Preferences).Select(p => p.Id).Order(StringComparer.Ordinal).ShouldBe(prompts.Select(p => p.Id).Order(StringComparer.Ordinal));
            halves.FineTuning.Select(p => p.Family).Where(f => f.Length > 0).Intersect(halves.Preferences.Select(p => p.Family)).ShouldBeEmpty();
            var largest = prompts.GroupBy(p => p.Family.Length > 0 ? p.Family : p.Id).Select(g => g.Count()).DefaultIfEmpty(0).Max();
            Math.Abs(halves.FineTuning.Count - halves.Preferences.Count).ShouldBeLessThanOrEqualTo(largest);
            PromptHalves.Of(prompts, seed).FineTuning.ShouldBe(halves.FineTuning);
        });

    [Theory]
    [InlineData("It is glass.\n\nHuman: And?", "It is glass.")]
    [InlineData("It is glass.\r\n\r\nUser: And?", "It is glass.")]
    [InlineData("玻璃。\n\n用户：还有呢？", "玻璃。")]
    [InlineData("It is glass.<|im_end|>\n<|im_start|>user", "It is glass.")]
    [InlineData("Assistant: It is glass.", "It is glass.")]
    [InlineData("A list:\nUser: name\nSystem: none", "A list:\nUser: name\nSystem: none")]
    [InlineData("  \n", "")]
    [InlineData("</s>", "")]
    public void Clean_ends_before_a_further_turn_and_leaves_ordinary_text_alone(string text, string expected) => WriterText.Clean(text).ShouldBe(expected);

    [Fact]
    public void Clean_of_an_endless_text_is_bounded_and_whole() =>
        WriterText.Clean(string.Concat(Enumerable.Repeat("😀", 40_000))).ShouldBe(string.Concat(Enumerable.Repeat("😀", WriterText.MaxLength / 2)));
}
