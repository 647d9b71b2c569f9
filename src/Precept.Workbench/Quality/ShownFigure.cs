using System.Globalization;
using Precept.Evaluation;

namespace Precept.Workbench.Quality;

/// <summary>A figure as pages show it: a share in percent, or a coefficient with three decimals.</summary>
public readonly record struct ShownFigure(double Value, double Low, double High, int N, bool IsShare)
{
    /// <summary>Whether there is a value.</summary>
    public bool IsDefined => !double.IsNaN(Value);

    /// <summary>Whether there is an interval.</summary>
    public bool HasInterval => IsDefined && !double.IsNaN(Low) && !double.IsNaN(High);

    /// <summary>The value in digits.</summary>
    public string Text => Number(Value);

    /// <summary>The interval in digits: <c>0.612 – 0.851</c>.</summary>
    public string IntervalText => $"{Number(Low)} – {Number(High)}";

    /// <summary>A share.</summary>
    public static ShownFigure Of(Rate share) => share.N == 0 ? new(double.NaN, double.NaN, double.NaN, 0, true) : new(share.Value, share.Low, share.High, share.N, true);

    /// <summary>A coefficient.</summary>
    public static ShownFigure Of(Estimate estimate) => new(estimate.Value, estimate.Low, estimate.High, estimate.N, false);

    /// <summary>A mean of coefficients.</summary>
    public static ShownFigure OfMean(Rate mean) => Of(mean) with { IsShare = false };

    /// <summary>A share in percent; only an exact 0 or 1 is written as 0.0 or 100.0.</summary>
    public static string Percent(double share)
    {
        var percent = Math.Round(share * 100, 1, MidpointRounding.AwayFromZero);
        percent = share is > 0 and < 1 ? Math.Clamp(percent, 0.1, 99.9) : percent;
        return percent.ToString("0.0", CultureInfo.InvariantCulture) + "\u00A0%";
    }

    private string Number(double value) => IsShare ? Percent(value) : value.ToString("0.000", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}

/// <summary>A row of a table of figures.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Cases">What it rests on: <c>120 pairs</c>.</param>
public sealed record FigureRow(string Name, ShownFigure Figure, string Cases)
{
    /// <summary>An explanation, or empty.</summary>
    public string Help { get; init; } = "";

    /// <summary>Where the name leads, or null.</summary>
    public string? Link { get; init; }

    /// <summary>Whether the name is an id, to be set as code.</summary>
    public bool IsId { get; init; }
}

/// <summary>The scale of the marks of a table: from where to where, and the lines between.</summary>
/// <param name="From">The value at the left.</param>
/// <param name="To">The value at the right.</param>
/// <param name="Ticks">The values of the lines.</param>
public sealed record MarkScale(double From, double To, IReadOnlyList<double> Ticks)
{
    /// <summary>0 to 1; from -1 where something lies below 0; wider in steps of one where something lies beyond.</summary>
    public static MarkScale For(IEnumerable<ShownFigure> figures)
    {
        double[] values = [.. figures.Where(f => f.IsDefined).SelectMany(f => f.HasInterval ? new[] { f.Value, f.Low, f.High } : [f.Value])];
        var (from, to) = (Math.Min(0, Math.Floor(values.Append(0).Min())), Math.Max(1, Math.Ceiling(values.Append(1).Max())));
        var step = (to - from) switch { <= 1 => 0.25, <= 2 => 0.5, <= 5 => 1, var range => Math.Ceiling(range / 5) };
        return new MarkScale(from, to, [.. Enumerable.Range(0, (int)Math.Floor((to - from) / step) + 1).Select(i => from + (i * step))]);
    }

    /// <summary>Where a value lies, as an SVG coordinate in percent.</summary>
    public string X(double value) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp((value - From) / (To - From), 0, 1) * 100:0.##}%");

    /// <summary>The label of a line.</summary>
    public static string Label(double tick, bool isShare) => (isShare ? (tick * 100).ToString("0", CultureInfo.InvariantCulture) : tick.ToString("0.##", CultureInfo.InvariantCulture)).Replace('-', '\u2212');
}
