using Precept.Prompts;
using Precept.Responses;

namespace Precept.Evaluation;

/// <summary>What a judge can say of a case under a section.</summary>
public enum SectionAnswer
{
    /// <summary>The response keeps the section.</summary>
    Keeps,

    /// <summary>It breaks it.</summary>
    Breaks,

    /// <summary>Of two responses the first is better.</summary>
    FirstIsBetter,

    /// <summary>The second is better.</summary>
    SecondIsBetter,
}

/// <summary>What judges are asked about: one response under the prompt's sections, or two of them to compare.</summary>
/// <param name="Id">Tells cases apart.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Responses">One response, or two.</param>
/// <param name="Place">Where it stands in the spec (<c>spec.md:120</c>), or the prompt's id.</param>
public sealed record AmbiguityCase(string Id, Prompt Prompt, IReadOnlyList<Response> Responses, string Place);

/// <summary>What a judge said of a case under one section.</summary>
/// <param name="SectionId">The section.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Judge">The judge.</param>
/// <param name="Answer">What it said.</param>
/// <param name="Reason">Why, in its words; may be empty.</param>
public sealed record SectionVote(string SectionId, string CaseId, string Judge, SectionAnswer Answer, string Reason);

/// <summary>What one judge said of one case under one section, all times together.</summary>
/// <param name="Judge">The judge.</param>
/// <param name="Counts">How often it gave each answer.</param>
/// <param name="Reason">Its words for the answer that it gave most often; may be empty.</param>
public sealed record JudgeReading(string Judge, IReadOnlyDictionary<SectionAnswer, int> Counts, string Reason)
{
    /// <summary>How often it was asked.</summary>
    public int Times => Counts.Values.Sum();

    /// <summary>The answer that it gave most often; null where two were given equally often: a judge that is not sure takes no side.</summary>
    public SectionAnswer? Answer
    {
        get
        {
            var most = Counts.Values.Max();
            return Counts.Values.Count(c => c == most) == 1 ? Counts.First(c => c.Value == most).Key : null;
        }
    }

    /// <summary>
    /// The probability that the judge, asked twice, says two different things: 1 - sum c (c - 1) / (R (R - 1)) over R times, without bias. NaN where it was asked once.
    /// </summary>
    public double Instability => Times < 2 ? double.NaN : 1 - (Counts.Values.Sum(c => c * (c - 1.0)) / (Times * (Times - 1.0)));

    /// <summary>The entropy of its answers, bits.</summary>
    public double Entropy => AnswerEntropy.Bits(Counts.Values.Select(c => (double)c / Times));
}

/// <summary>Entropy of answers.</summary>
internal static class AnswerEntropy
{
    /// <summary>Of probabilities, in bits.</summary>
    public static double Bits(IEnumerable<double> probabilities) => probabilities.Sum(p => p > 0 ? -p * Math.Log2(p) : 0) + 0.0;
}
