using System.Globalization;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>The figures of a self-test in words, the same on a terminal, in a page and in a table for a paper.</summary>
public static class SelfTestWords
{
    /// <summary>What stands where nothing was counted.</summary>
    public const string Nothing = "–";

    /// <summary>The grades from the best, with their names.</summary>
    public static IReadOnlyList<(Verdict Grade, string Name)> Grades { get; } = [.. Enum.GetValues<Verdict>().OrderDescending().Select(v => (v, v.Name()))];

    /// <summary>What a baseline does.</summary>
    public static string Baseline(string id) => id switch
    {
        "longest" => "longest wins",
        "first" => "first shown wins",
        "source" => "first in the spec",
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, null),
    };

    /// <summary>A difference of shares in percentage points: <c>+12.3 (4.0 to 20.1)</c>.</summary>
    public static string Points(Estimate difference) => Of(difference, v => v * 100, "+0.0;-0.0;0.0");

    /// <summary>A factor: <c>1.80 (1.10 to 2.95)</c>.</summary>
    public static string Factor(Estimate factor) => Of(factor, v => v, "0.00");

    /// <summary>A number with three decimals: <c>0.142 (0.120 to 0.171)</c>.</summary>
    public static string Number(Estimate value) => Of(value, v => v, "0.000");

    /// <summary>A p-value: two digits, <c>&lt;0.001</c> below.</summary>
    public static string P(double p) => p < 0.001 ? "<0.001" : p.ToString(p < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    private static string Of(Estimate value, Func<double, double> scale, string format)
    {
        if (!value.IsDefined)
        {
            return Nothing;
        }

        string Text(double v) => scale(v).ToString(format, CultureInfo.InvariantCulture);
        return double.IsNaN(value.Low) ? Text(value.Value) : $"{Text(value.Value)} ({Text(value.Low)} to {Text(value.High)})";
    }
}
