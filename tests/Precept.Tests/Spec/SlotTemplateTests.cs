using Precept.Spec;

namespace Precept.Tests.Spec;

public class SlotTemplateTests
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["secret"] = "amber Trail",
        ["p.en"] = "apple",
        ["p.zh"] = "苹果",
        ["odd"] = "{{secret}}",
    };

    [Theory]
    [InlineData("no slots } { }}", "no slots } { }}")]
    [InlineData("It is {{secret}}.", "It is amber Trail.")]
    [InlineData("{{secret:codeword}}{{secret}}", "amber Trailamber Trail")]
    [InlineData("{{ p.en | upper }} {{p:pair.zh}}", "APPLE 苹果")]
    [InlineData("{{secret|title}}/{{secret|lower|title}}/{{secret|upper|lower}}", "Amber Trail/Amber Trail/amber trail")]
    [InlineData("{{odd}}", "{{secret}}")]
    [InlineData("", "")]
    public void Fill_slots_with_values_gives_text(string template, string expected) =>
        SlotTemplate.Parse(template, "a.md", 1).Fill(Values).ShouldBe(expected);

    [Fact]
    public void Fill_slot_without_value_is_null() =>
        SlotTemplate.Parse("{{secret}} {{city}}", "a.md", 1).Fill(Values).ShouldBeNull();

    [Fact]
    public void Parse_slot_has_name_list_field_filters_and_line()
    {
        var slots = SlotTemplate.Parse("one\n{{city}}\n\n{{p:pair.en|upper|title}}", "a.md", 10).Slots;

        slots.Count.ShouldBe(2);
        (slots[0].Name, slots[0].List, slots[0].Field, slots[0].NamesList, slots[0].Key, slots[0].Line)
            .ShouldBe(("city", "city", null, false, "city", 11));
        (slots[1].Name, slots[1].List, slots[1].Field, slots[1].NamesList, slots[1].Key, slots[1].Line)
            .ShouldBe(("p", "pair", "en", true, "p.en", 13));
        slots[1].Filters.ShouldBe(["upper", "title"]);
    }

    [Theory]
    [InlineData("x\ny {{city", "a.md:11: a slot opens")]
    [InlineData("{{}}", "a.md:10: '{{}}' is not a slot")]
    [InlineData("{{a b}}", "a.md:10: '{{a b}}' is not a slot")]
    [InlineData("{{a:}}", "a.md:10: '{{a:}}' is not a slot")]
    [InlineData("{{a.b.c}}", "a.md:10: '{{a.b.c}}' is not a slot")]
    [InlineData("{{a|shout}}", "a.md:10: 'shout' is not a filter (upper, lower, title)")]
    public void Parse_malformed_slot_names_file_and_line(string template, string message) =>
        Should.Throw<InputException>(() => SlotTemplate.Parse(template, "a.md", 10)).Message.ShouldStartWith(message);
}
