using Precept.Spec;

namespace Precept.Tests.Evaluation.SelfTesting;

/// <summary>Small specs with graded replies, made of records.</summary>
internal static class GradedSpec
{
    /// <summary>A spec of sections <c>s0</c>, <c>s1</c>, … of falling authority, each with one example for each comparison given.</summary>
    public static SpecDocument Of(params GradedReply[][][] sections) => Of([.. sections.Select((comparisons, i) => Section(i, comparisons))]);

    /// <summary>A spec of sections.</summary>
    public static SpecDocument Of(IReadOnlyList<Section> sections) =>
        new("v1", ContentHash.Of(sections.Select(s => s.Hash)), sections, [], [], [], []);

    /// <summary>Examples of one comparison each: a long GOOD reply and a short BAD one in even ones, the other way round in odd ones.</summary>
    public static SpecDocument Balanced(int examples) => Of([.. Enumerable.Range(0, examples).Select(i => new[]
    {
        new[] { Reply(i % 2 == 0 ? $"good and long, number {i}" : $"good {i}", Verdict.Good), Reply(i % 2 == 0 ? $"bad {i}" : $"bad and long, number {i}", Verdict.Bad) },
    })]);

    public static GradedReply Reply(string text, Verdict verdict, int line = 1) => new(new Message(Role.Assistant, text), verdict, line) { HasElision = text.Contains("[...]", StringComparison.Ordinal) };

    private static Section Section(int number, GradedReply[][] comparisons)
    {
        var id = $"s{number}";
        SpecExample[] examples = [.. comparisons.Select((replies, i) => new SpecExample(
            id, $"{number}.{i}", [new Comparison([new Message(Role.User, $"question {number}.{i}")], [.. replies.Select((r, at) => r with { Line = at + 2 })], 1)], 1))];
        var authority = (Authority)(5 - (number % 5));
        return new Section(id, id.ToUpperInvariant(), 2, null, authority, $"Body {number}.", examples, 1, SectionHash.Of(authority, $"Body {number}.", examples));
    }
}
