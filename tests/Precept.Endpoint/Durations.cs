using System.Globalization;
using Precept.Spec;

namespace Precept.TestEndpoint;

/// <summary>Reads durations as people write them.</summary>
internal static class Durations
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Reads <c>20ms</c>, <c>1.5s</c> or <c>0</c>.</summary>
    /// <exception cref="InputException">It is no duration, or is longer than an hour.</exception>
    public static TimeSpan Parse(string text)
    {
        var (number, unit) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], TimeSpan.FromMilliseconds(1)),
            _ when text.EndsWith('s') => (text[..^1], TimeSpan.FromSeconds(1)),
            "0" => (text, TimeSpan.Zero),
            _ => ("", TimeSpan.Zero),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * unit <= Longest
            ? value * unit
            : throw new InputException($"'{text}' is no duration from 0 to an hour; write 20ms, 1.5s or 0");
    }
}
