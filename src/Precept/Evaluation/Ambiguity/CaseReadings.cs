namespace Precept.Evaluation;

/// <summary>A case under one section, as two judges or more read it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Readings">What each judge said, in the order of the judges.</param>
public sealed record CaseReadings(AmbiguityCase Case, IReadOnlyList<JudgeReading> Readings)
{
    /// <summary>Whether at least two judges take a side: only then can they be in conflict.</summary>
    public bool IsComparable => Readings.Count(r => r.Answer is not null) > 1;

    /// <summary>Whether judges that take a side do not take the same one.</summary>
    public bool IsConflict => Readings.Select(r => r.Answer).OfType<SectionAnswer>().Distinct().Count() > 1;

    /// <summary>The entropy of the answer of a judge that is drawn at random, bits.</summary>
    public double Entropy => AnswerEntropy.Bits(Enum.GetValues<SectionAnswer>().Select(a => Readings.Average(r => (double)r.Counts.GetValueOrDefault(a) / r.Times)));

    /// <summary>The mean entropy of each judge's own answers, bits: what is left of <see cref="Entropy"/> once one knows who was asked.</summary>
    public double EntropyWithin => Readings.Average(r => r.Entropy);

    /// <summary>The mean over judges of <see cref="JudgeReading.Instability"/>; NaN where none was asked twice.</summary>
    public double Instability => Readings.Select(r => r.Instability).Where(i => !double.IsNaN(i)).DefaultIfEmpty(double.NaN).Average();
}
