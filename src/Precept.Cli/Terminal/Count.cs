namespace Precept.Cli.Terminal;

/// <summary>Numbers of things in words.</summary>
internal static class Count
{
    /// <summary><c>1 preference</c>, <c>2 preferences</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="what">One of them; several have an s.</param>
    public static string Of(long count, string what) => $"{count:#,0} {what}{(count == 1 ? "" : "s")}";
}
