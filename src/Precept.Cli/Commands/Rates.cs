using Precept.Evaluation;

namespace Precept.Cli.Commands;

/// <summary>Shares for people.</summary>
internal static class Rates
{
    /// <summary>A share in percent with its interval: <c>93.5 (91.8–94.8)</c>; <c>–</c> where nothing was counted.</summary>
    public static string Text(Rate rate) => rate.N == 0 ? "–" : $"{100 * rate.Value:0.0} ({100 * rate.Low:0.0}–{100 * rate.High:0.0})";
}
