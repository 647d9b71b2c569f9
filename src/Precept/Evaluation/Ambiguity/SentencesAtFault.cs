using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Two ways to read a sentence, in a judge's words.</summary>
/// <param name="Judge">Who named them.</param>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
public sealed record TwoReadings(string Judge, string First, string Second);

/// <summary>A sentence that is named where judges do not agree.</summary>
/// <param name="Sentence">The sentence.</param>
/// <param name="Named">In how many answers it is named.</param>
/// <param name="Of">Of how many that were asked for, or cases that were looked at.</param>
/// <param name="Readings">How it can be read, where a model was asked.</param>
public sealed record SentenceAtFault(SectionSentence Sentence, int Named, int Of, IReadOnlyList<TwoReadings> Readings);

/// <summary>Finds the sentences of a section that conflicting readings come from.</summary>
public static class SentencesAtFault
{
    /// <summary>Counts the sentences that models named.</summary>
    /// <param name="sentences">The section's sentences.</param>
    /// <param name="answers">What was answered: a number of a sentence (0 for none) with its readings.</param>
    /// <returns>The sentences that were named, most often first; of equals the earlier.</returns>
    public static IReadOnlyList<SentenceAtFault> Tally(IReadOnlyList<SectionSentence> sentences, IReadOnlyList<(int Number, TwoReadings? Readings)> answers) =>
    [
        .. answers.Where(a => a.Number > 0).GroupBy(a => a.Number)
            .Select(g => new SentenceAtFault(sentences.First(s => s.Number == g.Key), g.Count(), answers.Count, [.. g.Select(a => a.Readings).OfType<TwoReadings>()]))
            .OrderByDescending(s => s.Named).ThenBy(s => s.Sentence.Number),
    ];

    /// <summary>Without asking anybody: for each case in conflict the sentence that shares most with the judges' reasons.</summary>
    /// <remarks>
    /// Terms that few of the section's sentences have count more: log(1 + N / n) for one that n of N have (Spärck Jones 1972, smoothed); a sentence's score is the sum over the
    /// terms that it shares, over the root of how many it has. A rough guess: what judges quote is not always what divides them.
    /// </remarks>
    /// <param name="sentences">The section's sentences.</param>
    /// <param name="cases">Cases in conflict; those without reasons name no sentence.</param>
    public static IReadOnlyList<SentenceAtFault> ByReasons(IReadOnlyList<SectionSentence> sentences, IReadOnlyList<CaseReadings> cases)
    {
        var terms = sentences.Select(s => SearchTerms.Of(s.Text).ToHashSet()).ToArray();
        var frequency = terms.SelectMany(t => t).CountBy(t => t).ToDictionary(t => t.Key, t => t.Value);
        return Tally(sentences, [.. cases.Select(c => (Nearest(SearchTerms.Of(string.Join('\n', c.Readings.Select(r => r.Reason))).ToHashSet()), (TwoReadings?)null))]);

        int Nearest(HashSet<string> reasons)
        {
            var (best, number) = (0.0, 0);
            for (var s = 0; s < terms.Length; s++)
            {
                var score = terms[s].Count == 0 ? 0 : terms[s].Where(reasons.Contains).Sum(t => Math.Log(1 + ((double)terms.Length / frequency[t]))) / Math.Sqrt(terms[s].Count);
                (best, number) = score > best + 1e-12 ? (score, sentences[s].Number) : (best, number);
            }

            return number;
        }
    }
}
