using System.Reflection;
using System.Text.RegularExpressions;
using Precept.Workbench.Words;

namespace Precept.Workbench.Tests;

/// <summary>English and Chinese at parity: every phrase, found by reflection.</summary>
public sealed partial class WordsTests
{
    // Phrases that are the same in both languages: names, formulas.
    private static readonly HashSet<string> WithoutHan = ["CommonWords.Colon"];

    [Fact]
    public void Every_phrase_is_there_in_both_languages_with_the_same_places()
    {
        var phrases = Phrases();
        phrases.Count.ShouldBeGreaterThan(100);

        var wrong = new List<string>();
        foreach (var (name, phrase) in phrases)
        {
            if (string.IsNullOrWhiteSpace(phrase.En) || string.IsNullOrWhiteSpace(phrase.Zh))
            {
                wrong.Add($"{name}: empty in a language");
            }

            if (!Places(phrase.En).SetEquals(Places(phrase.Zh)))
            {
                wrong.Add($"{name}: the places {{n}} differ");
            }

            if (!phrase.Zh.Any(IsHan) && !WithoutHan.Contains(name))
            {
                wrong.Add($"{name}: no Chinese in '{phrase.Zh}'; list it in WithoutHan if that is meant");
            }

            if (phrase.En.Any(IsHan))
            {
                wrong.Add($"{name}: Chinese in the English");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void In_a_counted_word_is_one_or_many_by_the_number()
    {
        var phrase = new Phrase("{0} label(s) on {1} task(s)", "{1} 个任务的 {0} 个标注");

        phrase.In(Language.En, 1, 0).ShouldBe("1 label on 0 tasks");
        phrase.In(Language.En, 21, 1).ShouldBe("21 labels on 1 task");
        phrase.In(Language.Zh, 1, 2).ShouldBe("2 个任务的 1 个标注");
    }

    [Fact]
    public void Every_exception_is_still_needed() =>
        WithoutHan.Except(Phrases().Where(p => !p.Phrase.Zh.Any(IsHan)).Select(p => p.Name)).ShouldBeEmpty();

    private static List<(string Name, Phrase Phrase)> Phrases() =>
    [
        .. typeof(Phrase).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(f => f.FieldType == typeof(Phrase)).Select(f => ($"{f.DeclaringType!.Name}.{f.Name}", (Phrase)f.GetValue(null)!)),
    ];

    private static HashSet<string> Places(string text) => [.. PlacePattern().Matches(text).Select(m => m.Value)];

    private static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';

    [GeneratedRegex("\\{\\d+\\}")]
    private static partial Regex PlacePattern();
}
