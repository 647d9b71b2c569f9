namespace Precept.Evaluation;

/// <summary>A share with its 95 % interval and the number of cases it rests on.</summary>
/// <param name="Value">The share, 0 to 1; NaN when <paramref name="N"/> is 0.</param>
/// <param name="Low">Lower bound of the 95 % interval.</param>
/// <param name="High">Upper bound of the 95 % interval.</param>
/// <param name="N">The number of cases.</param>
public readonly record struct Rate(double Value, double Low, double High, int N);
