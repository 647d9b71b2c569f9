using CsCheck;
using Precept.Spec.Linting;

namespace Precept.Tests.Spec.Linting;

/// <summary>Nothing that a text says stops the linter or makes it slow.</summary>
public sealed class HostileLintTests
{
    private const int Many = 60_000;

    public static TheoryData<string, string> Texts => new()
    {
        { "references", "# A {#a}\n" + string.Concat(Enumerable.Repeat("[?](#b)\n", Many)) },
        { "references on one line", "# A {#a}\n" + string.Concat(Enumerable.Repeat("[?](#b) ", Many)) },
        { "footnotes", "# A {#a}\n" + string.Concat(Enumerable.Repeat("[^ab12]", Many)) },
        { "sections", string.Concat(Enumerable.Range(0, Many / 4).Select(i => $"# A {{#a{i} authority=user}}\n")) },
        { "examples", "# A {#a}\n" + string.Concat(Enumerable.Repeat("**Example**: x\n~~~xml\n<user>\nx\n</user>\n~~~\n", Many / 8)) },
        { "comparisons", Linted.Section(string.Concat(Enumerable.Repeat("<comparison>\n<assistant> <!-- BAD -->\nx\n</assistant>\n</comparison>\n", Many / 8))) },
        { "replies", Linted.Section("<comparison>\n" + string.Concat(Enumerable.Repeat("<assistant> <!-- BAD -->\nx\n</assistant>\n", Many / 8)) + "</comparison>") },
        { "subjects", "# A {#a}\n!!! meta\n    " + string.Concat(Enumerable.Repeat("the model ", Many)) },
        { "Chinese subjects", "# A {#a}\n!!! meta\n    " + string.Concat(Enumerable.Repeat("模型", Many)) },
        { "commentary", "# A {#a}\n" + string.Concat(Enumerable.Repeat("!!! meta\n\n", Many)) },
        { "sentences", "# A {#a}\n!!! meta\n    " + string.Concat(Enumerable.Repeat("x. ", Many)) },
        { "open tags", Linted.Section("<user>\n" + string.Concat(Enumerable.Repeat("<user \n", Many)) + "</user>") },
        { "open tags on one line", Linted.Section("<user>\n" + string.Concat(Enumerable.Repeat("*<user ", Many)) + " \n</user>") },
        { "asterisks", Linted.Section("<user>\n" + new string('*', 8 * Many) + "\n</user>") },
        { "flags", "# A {#a}\n" + string.Concat(Enumerable.Repeat("\U000E0067", Many)) },
        { "one flag", "# A {#a}\n\U0001F3F4" + string.Concat(Enumerable.Repeat("\U000E0067", Many)) },
        { "list", "# A {#a}\n" + string.Concat(Enumerable.Repeat("- a\nb\n", Many)) },
        { "half a surrogate", "# A {#a}\n\uD83C\n\uDFF4" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Run_of_a_hostile_text_ends(string what, string text) =>
        Should.NotThrow(() => Linted.Of(text).Count, what); // a rule of quadratic cost would take many minutes

    [Fact]
    public void Run_of_any_mixture_of_marks_ends_with_places_inside_the_text() =>
        Gen.OneOf([.. new[] { "# A {#a}", "## B {#a authority=x}", "\n", "\n", "\n", "**Example**: t", "~~~xml", "~~~", "```", "<user>", "</user>", "<comparison>", "</comparison>",
                "<assistant> <!-- GOOD -->", "<assistant> <!-- BAD[#z]: [?](#y) -->", "</assistant>", "[...]", "[^ab12]", "[?](#q)", "!!! meta", "    The model must", "- a", "\t", "\u202E", "\\\\(", "---", " " }.Select(Gen.Const)])
            .Array[0, 60].Select(string.Concat)
            .Sample(text =>
            {
                var lines = text.Split('\n');
                return Linted.Of(text).All(f => f.Line <= lines.Length && SpecRules.Find(f.Code) is not null
                    && (f.Span is not { } span || (span.Length > 0 && span.Start >= 0 && span.Start + span.Length <= lines[f.Line - 1].Length)));
            }, iter: 500);
}
