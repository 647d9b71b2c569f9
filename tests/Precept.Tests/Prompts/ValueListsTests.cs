using CsCheck;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Tests.Prompts;

public class ValueListsTests
{
    [Theory]
    [InlineData(3, 1, 1, 1)]
    [InlineData(4, 2, 1, 1)]
    [InlineData(5, 3, 1, 1)]
    [InlineData(10, 6, 2, 2)]
    [InlineData(17, 10, 3, 4)] // ⌊10.2⌋, ⌊13.6⌋ − 10, the rest
    [InlineData(100, 60, 20, 20)]
    public void Split_list_has_exact_counts(int n, int train, int validation, int heldOut)
    {
        var list = new ValueList("word", [.. Enumerable.Range(0, n).Select(i => new SlotValue($"w{i}"))], shared: false);
        list.In(Split.Train).Count.ShouldBe(train);
        list.In(Split.Validation).Count.ShouldBe(validation);
        list.In(Split.HeldOut).Count.ShouldBe(heldOut);
    }

    [Fact]
    public void Splits_of_any_list_are_a_partition_independent_of_order() =>
        Gen.Int[3, 60].Select(n => Enumerable.Range(0, n).Select(i => $"value{i * 7919 % 1009}").ToArray())
            .SelectMany(values => Gen.Shuffle(values), (values, shuffled) => (values, shuffled))
            .Sample(c =>
            {
                var a = ValueLists.Parse($"word: [{string.Join(", ", c.values)}]", "v.yaml").Find("word")!;
                var b = ValueLists.Parse($"word: [{string.Join(", ", c.shuffled)}]", "v.yaml").Find("word")!;
                Splits.All.SelectMany(s => a.In(s)).Select(v => v.Text).Order().ShouldBe(c.values.Order());
                foreach (var split in Splits.All)
                {
                    a.In(split).Count.ShouldBeGreaterThan(0);
                    b.In(split).Select(v => v.Text).ShouldBe(a.In(split).Select(v => v.Text));
                }
            });

    [Fact]
    public void Split_depends_on_the_list_name()
    {
        string[] Train(string name) => [.. ValueLists.Parse($"{name}: [a, b, c, d, e, f, g, h, i, j]", "v.yaml").Find(name)!.In(Split.Train).Select(v => v.Text)];
        Train("one").ShouldNotBe(Train("two"));
    }

    [Fact]
    public void Shared_list_is_whole_in_every_split()
    {
        var list = ValueLists.Parse("ask: { shared: true, values: [\"What?\", \"Tell me.\"] }", "v.yaml").Find("ask")!;
        list.IsShared.ShouldBeTrue();
        Splits.All.ShouldAllBe(s => list.In(s).Count == 2);
    }

    [Fact]
    public void Records_keep_their_fields()
    {
        var list = ValueLists.Parse("pair:\n  values:\n    - { en: apple, zh: 苹果 }\n    - { zh: 书, en: book }\n    - { en: cat, zh: 猫 }\n", "v.yaml").Find("pair")!;
        list.Fields.ShouldBe(["en", "zh"], ignoreOrder: true);
        list.Values[1].Fields["zh"].ShouldBe("书");
        list.Values[1].ToString().ShouldBe("{ zh: 书, en: book }");
    }

    [Theory]
    [InlineData("a: [x, y, z]\nb: 5\n", 2, "expected a list")]
    [InlineData("a: [x, y]\n", 1, "too few for three splits")]
    [InlineData("a: { shared: true, values: [] }\n", 1, "is empty")]
    [InlineData("a: { shared: true }\n", 1, "has no 'values'")]
    [InlineData("a:\n  shared: yes please\n  values: [x]\n", 2, "expected true or false")]
    [InlineData("a:\n  valeus: [x]\n", 2, "'valeus' is not known")]
    [InlineData("a: [x,\n y,\n X]\n", 3, "stands there already (line 1")]
    [InlineData("a:\n  - x\n  - y\n  - { en: z }\n", 4, "has not the fields")]
    [InlineData("a: [x, y, '']\n", 1, "only blanks")]
    [InlineData("a: [x, y, 'the {{b}}']\n", 1, "contains '{{'")]
    [InlineData("a b: [x, y, z]\n", 1, "must consist of letters")]
    [InlineData("a: &x [x, y, z]\nb: *x\n", 2, "aliases are not read")]
    [InlineData("a: [[[[[[[[[x]]]]]]]]]\n", 1, "expected a text")]
    [InlineData("a: [x\nb: 1\n", 1, "not valid YAML")]
    [InlineData("a: [x, y, z]\nb: \"x\n", 2, "not valid YAML")]
    [InlineData("a: [x, y, z]\na: [x, y, z]\n", 2, "not valid YAML")]
    public void Mistake_is_told_with_its_line(string yaml, int line, string message)
    {
        var e = Should.Throw<InputException>(() => ValueLists.Parse(yaml, "v.yaml"));
        e.Message.ShouldStartWith($"v.yaml:{line}: ");
        e.Message.ShouldContain(message);
    }

    [Fact]
    public void Value_in_two_lists_with_different_splits_is_an_error_naming_both()
    {
        // Enough common values that the two rankings cannot agree on all of them.
        var values = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"w{i}"));
        var e = Should.Throw<InputException>(() => ValueLists.Parse($"one: [{values}]\ntwo: [{values}]\n", "v.yaml"));
        e.Message.ShouldStartWith("v.yaml:2: value 'w");
        e.Message.ShouldContain("in list 'two' but ");
        e.Message.ShouldContain("in list 'one' (line 1)");
    }

    [Fact]
    public void Value_in_a_split_and_a_shared_list_is_no_leak() =>
        ValueLists.Parse("one: [a, b, c]\ntwo: { shared: true, values: [a, b, c] }\n", "v.yaml").All.Count.ShouldBe(2);

    [Fact]
    public void Deep_nesting_is_refused_without_overflowing_the_stack() =>
        Should.Throw<InputException>(() => ValueLists.Parse("a: " + new string('[', 200_000), "v.yaml"));

    [Fact]
    public void Absent_file_is_named() =>
        Should.Throw<InputException>(() => ValueLists.Read("no/such/values.yaml")).Message.ShouldStartWith("no/such/values.yaml: ");
}
