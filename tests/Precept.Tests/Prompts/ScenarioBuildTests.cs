using CsCheck;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Tests.Prompts;

public class ScenarioBuildTests
{
    private static readonly string[] Replies = ["GOOD Yes, {{w}}.", "BAD No."];

    private static string Canonical(IEnumerable<Demonstration> demonstrations) => string.Join('\n', demonstrations.Select(d =>
        $"{d.Prompt.Id} {d.Prompt.Family} {d.Prompt.Wrapping} {d.Prompt.Split} {string.Join('|', d.Prompt.Slots)} {string.Join('|', d.Replies.Select(r => r.Message.Content))}"));

    [Fact]
    public void Same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        using var folder = new ScenarioFolder(
            ScenarioFolder.Family("a", "sections=s wrappings=jailbreak_x", "Say {{w}} and {{b:w}}.", Replies));
        var first = folder.Read().Build(Split.Train, 20, 7);
        Canonical(folder.Read().Build(Split.Train, 20, 7)).ShouldBe(Canonical(first));
        Canonical(folder.Read().Build(Split.Train, 20, 8)).ShouldNotBe(Canonical(first));
    }

    [Fact]
    public void Family_draws_do_not_depend_on_the_other_families()
    {
        var a = ScenarioFolder.Family("a", "sections=s", "Say {{w}} and {{b:w}}.", Replies);
        var b = ScenarioFolder.Family("b", "sections=s", "Sing {{w}} and {{b:w}}.", Replies);
        using var alone = new ScenarioFolder(b);
        using var both = new ScenarioFolder(a + b);
        // Only the line of the example differs.
        Canonical(both.Read().Build(Split.Train, 10, 1).Where(d => d.Prompt.Family == "b"))
            .ShouldBe(Canonical(alone.Read().Build(Split.Train, 10, 1)));
    }

    [Fact]
    public void Prompt_is_filled_and_described()
    {
        using var folder = new ScenarioFolder(
            "# For people\n\nText.\n\n" + ScenarioFolder.Family("a", "sections=s1,s2 tags=benign language=zh max_words=8", "Say {{x:w|upper}} in {{max_words}} words, {{x}}!", "GOOD Yes, {{x|title}}.", "BAD No."));
        var d = folder.Read().Build(Split.Validation, 1, 3).ShouldHaveSingleItem();
        var word = d.Prompt.Slots["x"];
        d.Prompt.Messages.ShouldHaveSingleItem().Content.ShouldBe($"Say {word.ToUpperInvariant()} in 8 words, {word}!");
        d.Prompt.Slots.Keys.ShouldBe(["language", "max_words", "x"], ignoreOrder: true);
        d.Prompt.Sections.ShouldBe(["s1", "s2"]);
        d.Prompt.Tags.ShouldBe(["benign"]);
        d.Prompt.Family.ShouldBe("a");
        d.Prompt.Split.ShouldBe(Split.Validation);
        d.Prompt.Wrapping.ShouldBeNull();
        d.Prompt.Source.ShouldBe("s.md:7");
        d.Replies.Select(r => r.Verdict).ShouldBe([Verdict.Good, Verdict.Bad]);
        d.Replies[0].Message.Content.ShouldBe($"Yes, {char.ToUpperInvariant(word[0])}{word[1..]}.");
    }

    [Fact]
    public void Records_fill_fields_and_give_all_fields_to_checks()
    {
        using var folder = new ScenarioFolder(
            ScenarioFolder.Family("a", "sections=s", "What is {{p:pair.en}} in Chinese?", "GOOD {{p.zh}}", "BAD {{other:pair.zh}}"),
            "pair: [{en: apple, zh: 苹果}, {en: book, zh: 书}, {en: cat, zh: 猫}, {en: dog, zh: 狗}, {en: egg, zh: 蛋}, {en: fish, zh: 鱼}, {en: goat, zh: 羊}, {en: hand, zh: 手}, {en: ink, zh: 墨}, {en: jar, zh: 罐}]");
        var all = folder.Read().Build(Split.HeldOut, 9, 1);
        all.Count.ShouldBe(2); // ten values: two are held-out
        foreach (var d in all)
        {
            d.Prompt.Slots.Keys.ShouldBe(["p.en", "p.zh"], ignoreOrder: true);
            d.Prompt.Messages[0].Content.ShouldBe($"What is {d.Prompt.Slots["p.en"]} in Chinese?");
            d.Replies[0].Message.Content.ShouldBe(d.Prompt.Slots["p.zh"]);
            d.Replies[1].Message.Content.ShouldNotBe(d.Prompt.Slots["p.zh"]);
        }
    }

    [Fact]
    public void Values_are_text_never_markup_or_slots()
    {
        using var folder = new ScenarioFolder(
            ScenarioFolder.Family("a", "sections=s wrappings=jailbreak_x wrapped=1", "&lt;b&gt; {{w}} &amp;", "GOOD {{w}}", "BAD no"),
            "w: ['</user> & <b>', '}} {x} ]]>', '&amp; \"q\"']");
        var contents = Splits.All.SelectMany(s => folder.Read().Build(s, 5, 1)).ToArray();
        contents.ShouldAllBe(d => d.Prompt.Messages.Count == 1 && d.Prompt.Messages[0].Content.Contains($"<b> {d.Prompt.Slots["w"]} &"));
        contents.Select(d => d.Replies[0].Message.Content).Distinct().ShouldBe(["</user> & <b>", "}} {x} ]]>", "&amp; \"q\""], ignoreOrder: true);
    }

    [Fact]
    public void Reply_only_slots_are_drawn_for_each_reply_and_differ_from_the_prompts_values()
    {
        using var folder = new ScenarioFolder(
            ScenarioFolder.Family("a", "sections=s", "Not {{w}}!", "GOOD {{o:w}}", "BAD {{o:w}} {{o2:w}}"),
            "w: [ash, birch, cedar, date, elm, fir, gum, holly, ivy, jute, kapok, larch, maple, neem, oak]");
        var all = folder.Read().Build(Split.Train, 6, 1);
        all.Count.ShouldBe(6);
        all.ShouldAllBe(d => !d.Prompt.Slots.ContainsKey("o"));
        all.ShouldAllBe(d => d.Replies.All(r => !r.Message.Content.Contains(d.Prompt.Slots["w"])));
        all.ShouldAllBe(d => d.Replies[1].Message.Content.Split(' ').Distinct().Count() == 2);
        all.Any(d => d.Replies[0].Message.Content != d.Replies[1].Message.Content.Split(' ')[0]).ShouldBeTrue();
    }

    [Fact]
    public void Wrapped_share_is_exact_in_every_split_and_adds_the_tag()
    {
        using var folder = new ScenarioFolder(
            ScenarioFolder.Family("a", "sections=s wrappings=jailbreak_x wrapped=0.5", "{{ask}} {{w}}", "GOOD {{w}}", "BAD no"),
            ScenarioFolder.Words + "ask: { shared: true, values: [Say, Sing, Shout, Whisper] }");
        foreach (var split in Splits.All)
        {
            var all = folder.Read().Build(split, 8, 1); // 2 values x 4 phrasings = 8 plain ones, as many per wrapping
            all.Count(d => d.Prompt.Wrapping is not null).ShouldBe(4);
            all.ShouldAllBe(d => d.Prompt.Tags.Contains("jailbreak") == (d.Prompt.Wrapping != null));
        }
    }

    [Fact]
    public void Shortfall_is_reported_with_what_the_family_has()
    {
        using var folder = new ScenarioFolder(
            ScenarioFolder.Family("a", "sections=s", "{{w}} {{b:w}}", Replies) + ScenarioFolder.Family("b", "sections=s", "{{w}}!", Replies));
        var all = folder.Read().Build(Split.Train, 30, 1, out var shortfalls);
        // Six train values: 6 x 5 ordered pairs, and 6 single ones.
        all.Count(d => d.Prompt.Family == "a").ShouldBe(30);
        shortfalls.ShouldHaveSingleItem().ShouldBe(new Shortfall("b", Split.Train, 30, 6));
        shortfalls[0].ToString().ShouldStartWith("b gives 6 of 30 train prompts");
    }

    [Fact]
    public void Large_space_gives_distinct_prompts()
    {
        var values = string.Join(", ", Enumerable.Range(0, 300).Select(i => $"v{i}"));
        using var folder = new ScenarioFolder(ScenarioFolder.Family("a", "sections=s", "{{w}} {{b:w}} {{c:w}}", Replies), $"w: [{values}]");
        var all = folder.Read().Build(Split.Train, 2000, 1);
        all.Select(d => d.Prompt.Id).Distinct().Count().ShouldBe(2000);
    }

    [Fact]
    public void Without_split_values_the_conversation_decides_the_split()
    {
        var values = string.Join(", ", Enumerable.Range(0, 200).Select(i => $"v{i}"));
        using var folder = new ScenarioFolder(
            ScenarioFolder.Family("a", "sections=s wrappings=jailbreak_x wrapped=0.5", "Say {{w}}.", Replies), $"w: {{ shared: true, values: [{values}] }}");
        var words = Splits.All.ToDictionary(s => s, s => folder.Read().Build(s, 1000, 1).Select(d => d.Prompt.Slots["w"]).Distinct().ToArray());
        words.Values.SelectMany(w => w).Count().ShouldBe(200); // a partition: none lost, none twice
        words.Values.SelectMany(w => w).Distinct().Count().ShouldBe(200);
        words[Split.HeldOut].Length.ShouldBeInRange(12, 68); // 40 expected, sd 5.7
    }

    [Fact]
    public void Record_that_shows_only_a_common_field_does_not_leak()
    {
        using var folder = new ScenarioFolder(
            ScenarioFolder.Family("a", "sections=s", "A {{p.kind}}?", "GOOD {{p.name}}", "BAD no"),
            "p: [{name: a, kind: fruit}, {name: b, kind: fruit}, {name: c, kind: fruit}, {name: d, kind: tree}, {name: e, kind: tree}, {name: f, kind: tree}]");
        var ids = Splits.All.SelectMany(s => folder.Read().Build(s, 10, 1)).Select(d => d.Prompt.Id).ToArray();
        ids.Distinct().Count().ShouldBe(ids.Length);
    }

    [Fact]
    public void No_value_wrapping_or_prompt_of_one_split_occurs_in_another() =>
        Gen.Select(Gen.Int[6, 40], Gen.Int[3, 20], Gen.Long).Sample((n, m, seed) =>
        {
            var values = $"w: [{string.Join(", ", Enumerable.Range(0, n).Select(i => $"w{i}x"))}]\nc: [{string.Join(", ", Enumerable.Range(0, m).Select(i => $"c{i}y"))}]\n";
            using var folder = new ScenarioFolder(
                ScenarioFolder.Family("a", "sections=s wrappings=jailbreak_x", "{{w}} {{c}}", "GOOD {{w}}", "BAD {{c}}")
                + ScenarioFolder.Family("b", "sections=s", "{{c}}?", "GOOD {{c}}", "BAD no"),
                values);
            var set = folder.Read();
            var bySplit = Splits.All.Select(s => set.Build(s, 30, seed)).ToArray();
            for (var i = 0; i < 3; i++)
            {
                for (var j = i + 1; j < 3; j++)
                {
                    Used(bySplit[i]).Intersect(Used(bySplit[j])).ShouldBeEmpty();
                }
            }

            static HashSet<string> Used(IEnumerable<Demonstration> all) =>
                [.. all.SelectMany(d => d.Prompt.Slots.Values.Append(d.Prompt.Id).Append(d.Prompt.Wrapping ?? d.Prompt.Id))];
        }, iter: 20);
}
