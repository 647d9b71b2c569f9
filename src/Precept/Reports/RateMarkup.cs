using System.Globalization;
using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>Writes measured values: always the value, its 95 % interval and the number of cases; "not measured" without cases.</summary>
internal static class RateMarkup
{
    /// <summary>What stands in place of a value that rests on no case.</summary>
    public const string NotMeasured = "not measured";

    /// <summary>A share as a percentage with one decimal. Only an exact 0 or 1 prints as 0.0 or 100.0.</summary>
    public static string Percent(double share) => Digits(share) + "\u00A0%";

    /// <summary>The interval of a share, in percent without the sign: <c>91.2–94.6</c>.</summary>
    public static string Interval(Rate rate) => $"{Digits(rate.Low)}\u2013{Digits(rate.High)}";

    /// <summary>The count: <c>n 1,040</c>.</summary>
    public static string Count(Rate rate) => string.Create(CultureInfo.InvariantCulture, $"n\u00A0{rate.N:N0}");

    /// <summary>A share in running text: <c>93.1 % (91.2–94.6, n 1,040)</c>.</summary>
    public static string Words(Rate rate) => rate.N == 0 ? NotMeasured : $"{Percent(rate.Value)} ({Interval(rate)}, {Count(rate)})";

    /// <summary>The same as an element.</summary>
    public static Html Inline(Rate rate) => rate.N == 0 ? Missing : Html.Of(
        $"""<span class="rate"><span class="value">{Percent(rate.Value)}</span> (<span class="interval">{Interval(rate)}</span>, {Count(rate)})</span>""");

    /// <summary>A share in a cell: value above, interval and count below.</summary>
    public static Html Stacked(Rate rate) => rate.N == 0 ? Missing : Stack(Percent(rate.Value), Interval(rate), rate);

    /// <summary>A mean in a cell, with its unit.</summary>
    public static Html Mean(Rate mean, string unit, string format) => mean.N == 0
        ? Missing
        : Stack(
            string.Create(CultureInfo.InvariantCulture, $"{Number(mean.Value, format)} {unit}"),
            $"{Number(mean.Low, format)} to {Number(mean.High, format)}",
            mean);

    /// <summary>"not measured" as an element.</summary>
    public static Html Missing => Html.Of($"""<span class="missing">{NotMeasured}</span>""");

    private static Html Stack(string value, string interval, Rate rate) => Html.Of(
        $"""<span class="rate"><span class="value">{value}</span> <span class="interval">{interval}</span> <span class="count">{Count(rate)}</span></span>""");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Digits(double share)
    {
        var percent = Math.Round(share * 100, 1, MidpointRounding.AwayFromZero);
        // "100.0" for 1999 of 2000 would say that nothing failed.
        percent = share is < 1 and > 0 ? Math.Clamp(percent, 0.1, 99.9) : percent;
        return percent.ToString("0.0", CultureInfo.InvariantCulture);
    }
}
