using Precept.Evaluation;

namespace Precept.Cli.Commands;

/// <summary>Shares for people.</summary>
internal static class Rates
{
    /// <summary>A share in percent with its interval: <c>93.5 (91.8–94.8)</c>; <c>–</c> where nothing was counted.</summary>
    public static string Text(Rate rate) => rate.N == 0 ? "–" : $"{Percent(rate.Value)} ({Percent(rate.Low)}–{Percent(rate.High)})";

    /// <summary>A share in percent. Only all is 100 and only none is 0: 1,999 of 2,000 are 99.9.</summary>
    public static string Percent(double share) => share switch
    {
        0 => "0",
        1 => "100",
        _ => $"{Math.Clamp(100 * share, 0.1, 99.9):0.0}",
    };
}
