using Precept.Spec.Linting;

namespace Precept.Spec;

/// <summary>Checks a spec that reads for what is probably a mistake: what points nowhere, and what has no examples.</summary>
/// <remarks>What cannot be read at all, such as an id that stands twice, is an <see cref="InputException"/> of <see cref="SpecReader"/>.</remarks>
public static class SpecCheck
{
    /// <summary>An anchor reference, or one in the reason of a verdict, names no section.</summary>
    public const string DanglingReference = "PS001";

    /// <summary>A verdict names a section that is not there.</summary>
    public const string UnknownBrokenSection = "PS002";

    /// <summary>A footnote tag has no file of evaluation prompts.</summary>
    public const string DanglingFootnote = "PS003";

    /// <summary>No footnote names a file of evaluation prompts.</summary>
    public const string OrphanFile = "PS004";

    /// <summary>A section with authority has no example.</summary>
    public const string NoExamples = "PS005";

    /// <summary>All findings: by kind, then in reading order.</summary>
    /// <param name="document">The spec.</param>
    /// <param name="file">The spec's Markdown file, for the findings (<see cref="SpecReader.FileOf"/>).</param>
    public static IReadOnlyList<SpecFinding> Run(SpecDocument document, string file) =>
    [
        .. References(document, file),
        .. BrokenSections(document, file),
        .. Footnotes(document, file),
        .. Orphans(document),
        .. SectionsWithoutExamples(document, file),
    ];

    private static IEnumerable<SpecFinding> References(SpecDocument document, string file) =>
        document.CrossReferences
            .Concat(Replies(document).SelectMany(ReferencesInReason))
            .Where(r => document.Find(r.Target) is null)
            .OrderBy(r => r.Line)
            .Select(r => Error(DanglingReference, file, r.Line, $"the reference names the section '{r.Target}', which is not there; correct the id"));

    private static List<CrossReference> ReferencesInReason(GradedReply reply)
    {
        var found = new List<CrossReference>();
        Spec.References.Collect(reply.Why ?? "", reply.Line, sectionId: null, found, []);
        return found;
    }

    private static IEnumerable<SpecFinding> BrokenSections(SpecDocument document, string file) =>
        from reply in Replies(document)
        where reply.BreaksSection is { } id && document.Find(id) is null
        select Error(UnknownBrokenSection, file, reply.Line, $"the verdict names the section '{reply.BreaksSection}', which is not there; correct the id");

    /// <summary>A spec without evaluation files at all just does not have its prompts at hand: its tags are not findings.</summary>
    private static IEnumerable<SpecFinding> Footnotes(SpecDocument document, string file)
    {
        var files = document.EvaluationFiles.Select(f => f.Tag).ToHashSet(StringComparer.Ordinal);
        return files.Count == 0
            ? []
            : from footnote in document.Footnotes
              where !files.Contains(footnote.Tag)
              select Warning(DanglingFootnote, file, footnote.Line, $"the footnote [^{footnote.Tag}] has no file examples/{footnote.Tag}.md; add it, or take the tag out");
    }

    private static IEnumerable<SpecFinding> Orphans(SpecDocument document)
    {
        var tags = document.Footnotes.Select(f => f.Tag).ToHashSet(StringComparer.Ordinal);
        return from evaluation in document.EvaluationFiles
               where !tags.Contains(evaluation.Tag)
               select Warning(OrphanFile, evaluation.Path, 0, $"no footnote [^{evaluation.Tag}] stands in the spec; add one where these prompts belong, or delete the file");
    }

    private static IEnumerable<SpecFinding> SectionsWithoutExamples(SpecDocument document, string file) =>
        from section in document.Sections
        where section.Authority != Authority.None && section.Examples.Count == 0
        select Warning(NoExamples, file, section.Line, $"the section '{section.Id}' has no example; add one that shows where the line is");

    private static IEnumerable<GradedReply> Replies(SpecDocument document) =>
        document.Examples.SelectMany(e => e.Comparisons).SelectMany(c => c.Replies);

    private static SpecFinding Error(string code, string file, int line, string message) => new(code, FindingSeverity.Error, file, line, message);

    private static SpecFinding Warning(string code, string file, int line, string message) => new(code, FindingSeverity.Warning, file, line, message);
}
