using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Tests.Spec.Checks;

public class CheckSetTests
{
    private const string Two = "b:\n  - { id: x, max_words: 2 }\na:\n  - { id: x, json: true }\n  - { id: y, not: { contains: '{{secret}}' } }\n";

    [Fact]
    public void Parse_sections_gives_their_checks_with_places()
    {
        var checks = CheckSet.Parse(Two, "c.yaml");

        checks.SectionIds.ShouldBe(["a", "b"]);
        checks.Of("a").Select(c => (c.Id, c.SectionId, c.Line)).ShouldBe([("x", "a", 4), ("y", "a", 5)]);
        checks.Of("nowhere").ShouldBeEmpty();
    }

    [Fact]
    public void Hash_layout_comments_and_order_of_keys_do_not_count()
    {
        var checks = CheckSet.Parse(Two, "c.yaml");
        var other = CheckSet.Parse(
            "# a comment\na:\n- json: true\n  id: \"x\"\n- not: {\"contains\": \"{{secret}}\"}\n  id: y\nb:\n- max_words: '2'\n  id: x\n", "d.yaml");

        other.Hash.ShouldBe(checks.Hash);
        other.SectionHash("a").ShouldBe(checks.SectionHash("a"));
    }

    [Fact]
    public void Hash_changed_check_changes_only_its_section()
    {
        var checks = CheckSet.Parse(Two, "c.yaml");
        var other = CheckSet.Parse(Two.Replace("max_words: 2", "max_words: 3", StringComparison.Ordinal), "c.yaml");

        other.Hash.ShouldNotBe(checks.Hash);
        other.SectionHash("a").ShouldBe(checks.SectionHash("a"));
        other.SectionHash("b").ShouldNotBe(checks.SectionHash("b"));
    }

    [Fact]
    public void Parse_empty_file_is_the_empty_set()
    {
        var checks = CheckSet.Parse("# nothing yet\n", "c.yaml");
        checks.SectionIds.ShouldBeEmpty();
        checks.Hash.ShouldBe(CheckSet.Empty.Hash);
    }

    [Theory]
    [InlineData("s:\n- id: x\n  max_word: 2", "c.yaml:3: 'max_word' is not a condition (contains,")]
    [InlineData("s:\n- id: x\n  max_words: two", "c.yaml:3: 'two' is not a whole number")]
    [InlineData("s:\n- id: x\n  max_words: -1", "c.yaml:3: '-1' is not a whole number")]
    [InlineData("s:\n- id: x\n  max_words: [2]", "c.yaml:3: max_words: expected a text")]
    [InlineData("s:\n- id: x\n  json: maybe", "c.yaml:3: json: expected true or false")]
    [InlineData("s:\n- id: x\n  contains:", "c.yaml:3: contains: expected a text")]
    [InlineData("s:\n- id: x\n  contains: ''", "c.yaml:3: contains: the text is empty")]
    [InlineData("s:\n- id: x\n  contains: '{{a'", "c.yaml:3: a slot opens")]
    [InlineData("s:\n- id: x\n  contains_any: []", "c.yaml:3: contains_any: the list is empty")]
    [InlineData("s:\n- id: x\n  contains_any: word", "c.yaml:3: contains_any: expected a list")]
    [InlineData("s:\n- id: x\n  language: de", "c.yaml:3: language: 'de' is not known (en, zh)")]
    [InlineData("s:\n- id: x\n  regex: '('", "c.yaml:3: regex: ")]
    [InlineData("s:\n- id: x\n  regex: '(a)\\1'", "c.yaml:3: regex: ")]
    [InlineData("s:\n- id: x\n  not: {}", "c.yaml:3: not: expected a condition")]
    [InlineData("s:\n- id: x\n  when: { slot: a, who: b }\n  json: true", "c.yaml:3: 'who' is not known under 'when'")]
    [InlineData("s:\n- id: x", "c.yaml:2: check 'x' has no condition")]
    [InlineData("s:\n- json: true", "c.yaml:2: section 's': the check has no id")]
    [InlineData("s:\n- { id: x, json: true }\n- { id: x, json: true }", "c.yaml:3: section 's' has a second check with the id 'x'")]
    [InlineData("s: { id: x }", "c.yaml:1: section 's': expected a list")]
    [InlineData("- a", "c.yaml:1: checks: expected a mapping")]
    [InlineData("s: []\ns: []", "c.yaml:2: not valid YAML")]
    [InlineData("s: &a []\nt: *a", "c.yaml:2: YAML aliases are not read")]
    [InlineData("s: [", "c.yaml:2: not valid YAML")]
    public void Parse_malformed_names_file_and_line(string text, string message) =>
        Should.Throw<InputException>(() => CheckSet.Parse(text, "c.yaml")).Message.ShouldStartWith(message);

    [Fact]
    public void Parse_deeply_nested_is_refused_not_a_stack_overflow() =>
        Should.Throw<InputException>(() => CheckSet.Parse(new string('[', 100_000), "c.yaml")).Message.ShouldContain("nested more than 64 deep");

    [Fact]
    public void Read_missing_file_says_so() =>
        Should.Throw<InputException>(() => CheckSet.Read("/no/such/checks.yaml")).Message.ShouldBe("/no/such/checks.yaml: the file does not exist");
}
