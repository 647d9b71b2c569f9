namespace Precept.Spec.Linting;

/// <summary>The lines that findings are about, read when they are first asked for.</summary>
public sealed class SourceLines
{
    private readonly Dictionary<string, string[]> _files = new(StringComparer.Ordinal);

    /// <summary>The line of a finding without its end; null for a finding about a whole file, and where the file cannot be read.</summary>
    public string? Of(SpecFinding finding)
    {
        if (!_files.TryGetValue(finding.File, out var lines))
        {
            _files[finding.File] = lines = Read(finding.File);
        }

        return finding.Line > 0 && finding.Line <= lines.Length ? lines[finding.Line - 1] : null;
    }

    /// <summary>The lines of a text as the parser counts them: only a line feed ends one, with the carriage return before it.</summary>
    internal static string[] Cut(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = lines[i].EndsWith('\r') ? lines[i][..^1] : lines[i];
        }

        return lines;
    }

    // A file that cannot be read is a finding already; here it just has no lines to show.
    private static string[] Read(string file)
    {
        try
        {
            return new FileInfo(file) is { Exists: true, Length: <= SourceText.MaxLength }
                ? Cut(File.ReadAllText(file))
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
