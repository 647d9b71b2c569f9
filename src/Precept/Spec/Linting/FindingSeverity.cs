namespace Precept.Spec.Linting;

/// <summary>How much a finding matters. A higher value matters more.</summary>
public enum FindingSeverity
{
    /// <summary>No mistake, but something that a reader, a tool or a trainer has to know.</summary>
    Info = 0,

    /// <summary>The spec can be used, but something is probably not meant so.</summary>
    Warning = 1,

    /// <summary>The spec says something that does not hold, such as a reference to a section that is not there.</summary>
    Error = 2,
}

/// <summary>Reads and writes the names of severities.</summary>
public static class FindingSeverities
{
    /// <summary>The name of the setting that silences a rule.</summary>
    public const string Off = "off";

    /// <summary>What may be written as a severity, for messages.</summary>
    public const string Names = "error, warning, info or off";

    /// <summary>The severity's name: <c>error</c>, <c>warning</c>, <c>info</c>.</summary>
    public static string Name(this FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "info",
    };

    /// <summary>Reads a setting.</summary>
    /// <param name="text">The name of a severity, or <see cref="Off"/>.</param>
    /// <param name="severity">The severity; null for <see cref="Off"/>.</param>
    /// <returns>Whether <paramref name="text"/> is one of these names.</returns>
    public static bool TryParse(string? text, out FindingSeverity? severity)
    {
        (severity, var known) = text switch
        {
            "error" => ((FindingSeverity?)FindingSeverity.Error, true),
            "warning" => (FindingSeverity.Warning, true),
            "info" => (FindingSeverity.Info, true),
            Off => (null, true),
            _ => (null, false),
        };
        return known;
    }
}
