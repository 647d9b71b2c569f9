using System.Globalization;
using System.Text;
using Precept.Spec.Checks;

namespace Precept.Spec.Diff;

/// <summary>What happened to a piece of a text.</summary>
public enum WordEditKind
{
    /// <summary>It stands in both.</summary>
    Same,

    /// <summary>It stands in the first only.</summary>
    Removed,

    /// <summary>It stands in the second only.</summary>
    Added,
}

/// <summary>A piece of two versions of a text.</summary>
public readonly record struct WordEdit(WordEditKind Kind, string Text);

/// <summary>Compares two short texts word by word, for showing what was changed in them.</summary>
public static class WordDiff
{
    /// <summary>
    /// The pieces in reading order, what was removed before what was added. Without those that were added they are the first text, without those
    /// that were removed the second, but for the white space between words.
    /// </summary>
    public static IReadOnlyList<WordEdit> Of(string from, string to)
    {
        var (a, b) = (Tokens(from), Tokens(to));
        var edits = new List<WordEdit>();
        foreach (var run in Merged(Alignment.Of([.. a.Select(t => t.TrimEnd())], [.. b.Select(t => t.TrimEnd())]), b))
        {
            if (run.IsSame)
            {
                Add(WordEditKind.Same, b, run.StartB, run.CountB);
            }
            else
            {
                Add(WordEditKind.Removed, a, run.StartA, run.CountA);
                Add(WordEditKind.Added, b, run.StartB, run.CountB);
            }
        }

        return edits;

        void Add(WordEditKind kind, List<string> tokens, int start, int count)
        {
            if (count > 0)
            {
                edits.Add(new WordEdit(kind, string.Concat(tokens.Skip(start).Take(count))));
            }
        }
    }

    /// <summary>Marks alone between two changes are part of one: a comma that stays says nothing between words that do not.</summary>
    private static IEnumerable<AlignedRun> Merged(IReadOnlyList<AlignedRun> runs, List<string> b)
    {
        AlignedRun? change = null;
        for (var i = 0; i < runs.Count; i++)
        {
            var run = runs[i];
            var joins = change is not null && i + 1 < runs.Count && run.IsSame
                && b.Skip(run.StartB).Take(run.CountB).All(t => !t.Any(char.IsLetterOrDigit));
            if (run.IsSame && !joins)
            {
                if (change is { } whole)
                {
                    yield return whole;
                }

                yield return run;
                change = null;
            }
            else
            {
                change = change is { } begun ? begun with { CountA = begun.CountA + run.CountA, CountB = begun.CountB + run.CountB } : run;
            }
        }

        if (change is { } last)
        {
            yield return last;
        }
    }

    /// <summary>Words, Chinese characters and marks, each with the white space behind it.</summary>
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        var last = ' ';
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = Rune.IsWhiteSpace(rune) ? ' ' : Words.IsHan(rune) ? 'h' : IsWordPart(rune) ? 'w' : 'm';
            if (token.Length > 0 && kind != ' ' && (kind != 'w' || last != 'w'))
            {
                tokens.Add(token.ToString());
                token.Clear();
            }

            token.Append(rune.ToString());
            last = kind;
        }

        if (token.Length > 0)
        {
            tokens.Add(token.ToString());
        }

        return tokens;
    }

    private static bool IsWordPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value is '\'' or '’' or '_' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
