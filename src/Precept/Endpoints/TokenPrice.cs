namespace Precept.Endpoints;

/// <summary>What a model's tokens cost.</summary>
/// <param name="Input">US dollars for a million tokens of questions.</param>
/// <param name="Output">US dollars for a million tokens of answers.</param>
public sealed record TokenPrice(double Input, double Output)
{
    /// <summary>What runs on this machine costs nothing.</summary>
    public static TokenPrice Free { get; } = new(0, 0);

    /// <summary>US dollars for some tokens.</summary>
    public double Of(long input, long output) => ((input * Input) + (output * Output)) / 1e6;
}
