namespace Precept.Spec;

/// <summary>Reads the files of evaluation prompts beside a spec.</summary>
internal static class EvaluationFiles
{
    private const string HeaderStart = "Examples for [^";
    private const string HeaderMiddle = "] in ";

    /// <summary>All files of a folder, by name; none when the folder is absent.</summary>
    public static IReadOnlyList<EvaluationFile> Read(string folder, IReadOnlyList<Footnote> footnotes)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var sectionOfTag = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var footnote in footnotes)
        {
            sectionOfTag.TryAdd(footnote.Tag, footnote.SectionId);
        }

        return [.. Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(path => ReadFile(path, sectionOfTag))];
    }

    private static EvaluationFile ReadFile(string path, Dictionary<string, string?> sectionOfTag)
    {
        var source = SourceText.Load(path);
        var tag = Path.GetFileNameWithoutExtension(path);
        var sectionId = sectionOfTag.GetValueOrDefault(tag);
        var examples = DocumentParser.ReadExamples(source, sectionId ?? "");
        return new EvaluationFile(tag, HeaderTitle(source), sectionId, examples, path);
    }

    /// <summary>The title in <c>Examples for [^tag] in title:</c>, or null. It may be stale: nothing is looked up by it.</summary>
    private static string? HeaderTitle(SourceText source)
    {
        var header = (Array.Find(source.Lines, l => !string.IsNullOrWhiteSpace(l)) ?? "").TrimEnd();
        var middle = header.IndexOf(HeaderMiddle, StringComparison.Ordinal);
        if (!header.StartsWith(HeaderStart, StringComparison.Ordinal) || middle < 0)
        {
            return null;
        }

        var title = header[(middle + HeaderMiddle.Length)..];
        return title.EndsWith(':') ? title[..^1] : title;
    }
}
