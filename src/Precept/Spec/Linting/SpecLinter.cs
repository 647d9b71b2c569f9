using Precept.Spec.Checks;

namespace Precept.Spec.Linting;

/// <summary>Looks for what is probably wrong in a spec, its evaluation prompts and its checks, and for what their users should know.</summary>
public static class SpecLinter
{
    /// <summary>Looks at a spec with what stands beside it: <c>examples/</c>, <c>checks.yaml</c> and the severities of <c>spec.yaml</c>.</summary>
    /// <param name="path">A folder with a spec, or a Markdown file.</param>
    /// <param name="severities">Severities by code that go before those of <c>spec.yaml</c>; null silences a code.</param>
    /// <param name="further">What later stages find in what they read beside the spec; null for nothing.</param>
    /// <returns>
    /// The findings: those of the spec's Markdown file first, then by file, each by line and code. A file that cannot be read is one of them.
    /// </returns>
    /// <exception cref="InputException">There is no spec at the path.</exception>
    public static IReadOnlyList<SpecFinding> Run(
        string path,
        IReadOnlyDictionary<string, FindingSeverity?>? severities = null,
        Func<SpecDocument, IEnumerable<SpecFinding>>? further = null)
    {
        var file = SpecReader.FileOf(path);
        var checksPath = Path.Combine(Path.GetDirectoryName(file)!, SpecFiles.ChecksName);
        var unreadable = new List<SpecFinding>();
        var settings = unreadable.Read(file, () => SpecSettings.Beside(file)) ?? SpecSettings.None;
        if (unreadable.Read(file, () => SpecSource.Load(path)) is not { } source)
        {
            return unreadable;
        }

        var checks = File.Exists(checksPath) ? unreadable.Read(checksPath, () => CheckSet.Read(checksPath)) : null;
        if (checks is not null)
        {
            unreadable.Read(checksPath, () => { checks.RequireSectionsOf(source.Document); return checks; });
        }

        return InOrder(file, [.. unreadable, .. Find(source, checks, Merged(settings.Severity, severities)), .. further?.Invoke(source.Document) ?? []]);
    }

    /// <summary>Looks at a spec that is at hand.</summary>
    /// <param name="source">The spec.</param>
    /// <param name="checks">Its checks; null for none.</param>
    /// <param name="severities">Severities by code that go before the rules' own; null silences a code.</param>
    /// <returns>The findings, in the order of the other overload.</returns>
    public static IReadOnlyList<SpecFinding> Run(
        SpecSource source, CheckSet? checks = null, IReadOnlyDictionary<string, FindingSeverity?>? severities = null) =>
        InOrder(source.Tree.Path, Find(source, checks, severities ?? SpecSettings.None.Severity));

    /// <summary>Reads something; where that fails, adds why as a finding: an editor or a build shows it at its place.</summary>
    /// <returns>What was read, or null.</returns>
    public static T? Read<T>(this ICollection<SpecFinding> findings, string file, Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (InputException e)
        {
            findings.Add(new SpecFinding(SpecRules.Unreadable, FindingSeverity.Error, e.File ?? file, e.Line, e.Problem));
            return null;
        }
    }

    private static IReadOnlyList<SpecFinding> InOrder(string first, IEnumerable<SpecFinding> findings) =>
    [
        .. findings.OrderBy(f => f.File == first ? 0 : 1).ThenBy(f => f.File, StringComparer.Ordinal)
            .ThenBy(f => f.Line).ThenBy(f => f.Code, StringComparer.Ordinal),
    ];

    private static IEnumerable<SpecFinding> Find(SpecSource source, CheckSet? checks, IReadOnlyDictionary<string, FindingSeverity?> severities)
    {
        var looked = new LintSource(source, checks);
        foreach (var rule in SpecRules.All)
        {
            if (severities.TryGetValue(rule.Code, out var set) && set is null)
            {
                continue;
            }

            foreach (var spot in rule.Find(looked))
            {
                yield return new SpecFinding(rule.Code, set ?? rule.Severity, spot.File, spot.Line, spot.Message) { Span = spot.Span };
            }
        }
    }

    private static Dictionary<string, FindingSeverity?> Merged(
        IReadOnlyDictionary<string, FindingSeverity?> settings, IReadOnlyDictionary<string, FindingSeverity?>? over)
    {
        var merged = new Dictionary<string, FindingSeverity?>(settings, StringComparer.Ordinal);
        foreach (var (code, severity) in over ?? SpecSettings.None.Severity)
        {
            merged[code] = severity;
        }

        return merged;
    }
}
