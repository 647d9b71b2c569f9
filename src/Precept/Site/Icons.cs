using Precept.Reports;

namespace Precept.Site;

/// <summary>Small pictures, drawn in place: they take the colour of the text around them and are no news to a screen reader.</summary>
internal static class Icons
{
    /// <summary>A tick.</summary>
    public static Html Good { get; } = Draw("M3 8.5l3.2 3.2L13 5");

    /// <summary>A wave.</summary>
    public static Html Ok { get; } = Draw("M2.5 9.2c1.8-3 3.7-3 5.5-1.2s3.7 1.8 5.5-1.2");

    /// <summary>A cross: a bad reply, or closing.</summary>
    public static Html Bad { get; } = Draw("M4 4l8 8M12 4l-8 8");

    /// <summary>A looking glass.</summary>
    public static Html Search { get; } = Draw("M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.4 10.4L14 14");

    /// <summary>Three lines.</summary>
    public static Html Menu { get; } = Draw("M2.5 4h11M2.5 8h11M2.5 12h11");

    /// <summary>A half moon in a sun.</summary>
    public static Html Display { get; } = Draw("M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M8 2v12M8 5.5h4.6M8 8h5.8M8 10.5h4.6");

    /// <summary>A chevron that points right.</summary>
    public static Html Chevron { get; } = Draw("M6 3.5L10.5 8L6 12.5");

    /// <summary>An arrow up.</summary>
    public static Html Up { get; } = Draw("M8 14V2.5M3.5 7L8 2.5L12.5 7");

    private static Html Draw(string path) => Html.Of(
        $"""<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path d="{path}" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>""");
}
