using CsCheck;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Tests.Prompts;

public sealed class InventedValuesTests
{
    private const string Yaml = """
        codeword: [ambertrail, copperstone, silverfield, mapleridge, cedardrift, willowgrove, marbleferry, velvetknot, amberfield, cedarstone]
        street: [Alder Lane, Birchwick Road, Chapelham Street, Doverley Avenue, Elmford Lane, Fosterham Road]
        fruit:
          - { en: apple, zh: 苹果 }
          - { en: pear, zh: 梨子 }
          - { en: cherry, zh: 樱桃 }
          - { en: banana, zh: 香蕉 }
          - { en: orange, zh: 橙子 }
          - { en: melon, zh: 甜瓜 }
        face: [😀😀x, 😀y😀, z😀😀, 😀😀w]
        opening: { values: [Hello., Good day.], shared: true }
        """;

    private static readonly string[] Invented = ["codeword", "street", "fruit", "face"];

    [Fact]
    public void WithInvented_adds_values_that_equal_no_value_of_any_list() => Gen.Long[0, 1000].Sample(
        seed =>
        {
            var lists = ValueLists.Parse(Yaml, "values.yaml");
            var known = lists.All.SelectMany(l => l.Values).Select(v => v.Identity).ToHashSet();
            var withheld = lists.All.Where(l => !l.IsShared).SelectMany(l => l.In(Split.Validation).Concat(l.In(Split.HeldOut))).SelectMany(Texts).ToHashSet();
            var extended = lists.WithInvented(Invented, 50, seed);

            var all = new HashSet<string>();
            foreach (var name in Invented)
            {
                var train = lists.Find(name)!.In(Split.Train);
                var more = extended.Find(name)!.In(Split.Train);
                more.Take(train.Count).ShouldBe(train);
                foreach (var value in more.Skip(train.Count))
                {
                    all.Add(value.Identity).ShouldBeTrue(); // nor one another
                    known.ShouldNotContain(value.Identity);
                    Texts(value).ShouldAllBe(t => !withheld.Contains(t)); // not even one field of a record
                    Texts(value).ShouldAllBe(t => t.Trim().Length > 0 && !t.Contains('\uFFFD'));
                    Texts(value).ShouldAllBe(t => IsWellFormed(t));
                }
            }

            extended.Find("codeword")!.In(Split.Train).Count.ShouldBe(6 + 50);
        },
        iter: 40);

    [Fact]
    public void WithInvented_leaves_validation_held_out_and_other_lists_as_they_are()
    {
        var lists = ValueLists.Parse(Yaml, "values.yaml");

        var extended = lists.WithInvented(["codeword"], 20, 1);

        foreach (var list in lists.All)
        {
            var after = extended.Find(list.Name)!;
            after.Values.ShouldBe(list.Values);
            foreach (var split in list.Name == "codeword" ? [Split.Validation, Split.HeldOut] : Splits.All)
            {
                after.In(split).ShouldBe(list.In(split));
            }
        }
    }

    [Fact]
    public void WithInvented_of_the_same_seed_is_the_same()
    {
        var lists = ValueLists.Parse(Yaml, "values.yaml");

        Values(1).ShouldBe(Values(1));
        Values(2).ShouldNotBe(Values(1));

        string[] Values(long seed) => [.. Invented.SelectMany(name => lists.WithInvented(Invented, 30, seed).Find(name)!.In(Split.Train)).Select(v => v.ToString())];
    }

    [Fact]
    public void WithInvented_uses_letters_of_the_train_part_only()
    {
        // Only one value is in the train part; the others have other letters.
        var lists = ValueLists.Parse("word: [aaaa, bbbb, cccc]", "values.yaml");
        var own = lists.Find("word")!.In(Split.Train).Single().Text[0];

        var invented = lists.WithInvented(["word"], 10, 1).Find("word")!.In(Split.Train).Skip(1).ToArray();

        invented.Length.ShouldBe(10);
        // What is not the train value's letter comes from the syllable in the middle, 2 or 3 letters.
        invented.ShouldAllBe(v => v.Text.Count(c => c != own) <= 3 && v.Text[0] == own);
    }

    [Fact]
    public void WithInvented_of_phrasing_is_refused() =>
        Should.Throw<ArgumentException>(() => ValueLists.Parse(Yaml, "values.yaml").WithInvented(["opening"], 5, 1)).Message.ShouldContain("opening");

    private static IEnumerable<string> Texts(SlotValue value) => (value.IsRecord ? value.Fields.Values : [value.Text]).Select(t => t.ToLowerInvariant());

    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Any(r => r == System.Text.Rune.ReplacementChar);
}
