namespace Precept.Spec.Checks;

/// <summary>Loops: the same words over and over, as a broken model writes them.</summary>
public static class Repetition
{
    /// <summary>The longest run of words that is looked for.</summary>
    public const int MaxRun = 8;

    /// <summary>Whether a run of 1 to 8 words occurs three times in a row, capital letters and punctuation aside.</summary>
    public static bool Repeats(string text) => Repeats(Words.Of(text));

    /// <summary>Whether a run of 1 to 8 of the words occurs three times in a row.</summary>
    public static bool Repeats(IReadOnlyList<string> words)
    {
        for (var run = 1; run <= MaxRun; run++)
        {
            // Three times in a row: 2 * run words in succession equal the word one run later.
            var same = 0;
            for (var i = 0; i + run < words.Count; i++)
            {
                same = string.Equals(words[i], words[i + run], StringComparison.OrdinalIgnoreCase) ? same + 1 : 0;
                if (same == 2 * run)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
