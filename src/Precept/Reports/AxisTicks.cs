using System.Globalization;

namespace Precept.Reports;

/// <summary>Round tick values of an axis: multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class AxisTicks
{
    /// <summary>The distance between ticks for a range.</summary>
    /// <param name="range">The length of the axis, positive and finite.</param>
    /// <param name="most">The most intervals wanted, at least 1.</param>
    public static double Spacing(double range, int most)
    {
        var rough = range / most;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var lead = rough / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    /// <summary>The ticks from <paramref name="low"/> to <paramref name="high"/>, both included where they fall on one.</summary>
    public static IReadOnlyList<double> Within(double low, double high, double spacing)
    {
        var first = Math.Ceiling((low / spacing) - 1e-9);
        var last = Math.Floor((high / spacing) + 1e-9);
        return [.. Enumerable.Range(0, (int)Math.Clamp(last - first + 1, 0, 20)).Select(i => (first + i) * spacing)];
    }

    /// <summary>A tick's label, with as many decimals as the spacing needs.</summary>
    public static string Label(double value, double spacing)
    {
        if (spacing is >= 1e6 or < 1e-4)
        {
            return value == 0 ? "0" : Sign(value.ToString("0.##e0", CultureInfo.InvariantCulture));
        }

        var decimals = Math.Max(0, (int)-Math.Floor(Math.Log10(spacing) + 1e-9));
        var rounded = Math.Round(value, decimals);
        return Sign((rounded == 0 ? 0 : rounded).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    /// <summary>A measured value with three significant digits.</summary>
    public static string Value(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e6 or < 1e-4 => Sign(value.ToString("0.##e0", CultureInfo.InvariantCulture)),
        >= 100 => Sign(value.ToString("N0", CultureInfo.InvariantCulture)),
        >= 10 => Sign(value.ToString("0.0", CultureInfo.InvariantCulture)),
        >= 1 => Sign(value.ToString("0.00", CultureInfo.InvariantCulture)),
        _ => Sign(value.ToString("0.000", CultureInfo.InvariantCulture)),
    };

    private static string Sign(string number) => number.Replace('-', '\u2212');
}
