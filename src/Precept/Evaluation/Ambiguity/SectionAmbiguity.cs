namespace Precept.Evaluation;

/// <summary>How differently judges read one section.</summary>
/// <param name="SectionId">The section.</param>
/// <param name="Conflicts">
/// Share of the cases on which judges that take a side do not take the same one, with its interval over prompts (<see cref="ClusteredShare"/>). Cases on which fewer than two take one do not count.
/// </param>
/// <param name="Cases">All cases with two judges or more, those in conflict first.</param>
public sealed record SectionAmbiguity(string SectionId, Rate Conflicts, IReadOnlyList<CaseReadings> Cases)
{
    /// <summary>Cases in conflict.</summary>
    public IEnumerable<CaseReadings> InConflict => Cases.Where(c => c.IsConflict);

    /// <summary>Mean entropy of the answers, bits: 0 where all judges always say the same.</summary>
    public double Entropy => Mean(c => c.Entropy);

    /// <summary>The part of it that lies within the judges: they do not say the same twice. Needs repeats; 0 without.</summary>
    public double EntropyWithin => Mean(c => c.EntropyWithin);

    /// <summary>The part of it that lies between the judges: each is sure, of different things. The Jensen-Shannon divergence of their answers (Lin 1991).</summary>
    public double EntropyBetween => Entropy - EntropyWithin;

    /// <summary>How often a judge that is asked twice says two different things; NaN without repeats.</summary>
    public double Instability
    {
        get
        {
            double[] known = [.. Cases.Select(c => c.Instability).Where(i => !double.IsNaN(i))];
            return known.Length == 0 ? double.NaN : known.Average();
        }
    }

    /// <summary>The probability that conflicts spread over all sections by chance would give some section as many as this one has, or more.</summary>
    public double P { get; init; } = 1;

    /// <summary>Whether it has more conflicts than chance explains, all sections considered together: <see cref="P"/> at most 0.05.</summary>
    public bool StandsOut => P <= 0.05;

    private double Mean(Func<CaseReadings, double> of) => Cases.Count == 0 ? double.NaN : Cases.Average(of);
}

/// <summary>What one judge was like over all cases: it tells a noisy or a harsh judge from an ambiguous section.</summary>
/// <param name="Judge">The judge.</param>
/// <param name="Votes">How many votes it gave.</param>
/// <param name="Breaks">Share of its readings of single responses that say that the section is broken.</param>
/// <param name="Instability">How often it says two different things when it is asked twice; NaN without repeats.</param>
/// <param name="AgainstOthers">Share of the cases on which it takes a side where some other judge takes another.</param>
public sealed record JudgeManner(string Judge, int Votes, Rate Breaks, double Instability, Rate AgainstOthers);
