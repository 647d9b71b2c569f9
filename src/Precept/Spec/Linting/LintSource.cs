using Precept.Spec.Checks;
using Precept.Spec.Syntax;

namespace Precept.Spec.Linting;

/// <summary>Everything that the rules look at: a spec as it was read, its files' lines, and its checks.</summary>
internal sealed class LintSource
{
    private readonly Dictionary<string, LintFile> _files;
    private NearestId? _nearest;

    /// <param name="source">The spec with its evaluation files.</param>
    /// <param name="checks">The spec's checks; null where it has none at hand.</param>
    public LintSource(SpecSource source, CheckSet? checks)
    {
        (Document, Checks) = (source.Document, checks);
        Spec = new LintFile(source.Tree);
        Files = [Spec, .. source.EvaluationTrees.Select(t => new LintFile(t))];
        _files = Files.DistinctBy(f => f.Path).ToDictionary(f => f.Path, StringComparer.Ordinal);
        Examples = [.. Document.Examples];
        Replies = [.. Examples.SelectMany(e => e.Comparisons).SelectMany(c => c.Replies)];
    }

    /// <summary>The spec.</summary>
    public SpecDocument Document { get; }

    /// <summary>The spec's Markdown file.</summary>
    public LintFile Spec { get; }

    /// <summary>The spec's Markdown file and its files of evaluation prompts.</summary>
    public IReadOnlyList<LintFile> Files { get; }

    /// <summary>The spec's checks; null where it has none at hand.</summary>
    public CheckSet? Checks { get; }

    /// <summary>The spec's examples, without evaluation prompts.</summary>
    public IReadOnlyList<SpecExample> Examples { get; }

    /// <summary>The graded replies of those examples.</summary>
    public IReadOnlyList<GradedReply> Replies { get; }

    /// <summary>What each check says of the examples of its section; computed once.</summary>
    public IReadOnlyList<CheckedReply> Checked => field ??= Checks is null ? [] : CheckedReply.Of(Document, Checks);

    /// <summary>All references of the spec's Markdown file: in prose, titles, commentary and verdicts.</summary>
    public IEnumerable<ReferenceSyntax> References => Spec.Tree.Root.Descendants().OfType<ReferenceSyntax>();

    /// <summary>The references in the reasons of verdicts.</summary>
    public IEnumerable<ReferenceSyntax> ReferencesInVerdicts =>
        Spec.Tree.Root.Descendants().OfType<VerdictSyntax>().SelectMany(v => v.Why?.References ?? []);

    /// <summary>What to do about an id that names no section.</summary>
    public string AdviceOn(string id) => (_nearest ??= new NearestId(Document)).Advice(id);

    /// <summary>A file by its path; null where it is not one of the spec's.</summary>
    public LintFile? FileOf(string path) => _files.GetValueOrDefault(path);

    /// <summary>A place in the spec's Markdown file.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="message">What was found and what to do.</param>
    /// <param name="marked">The text in the line that is meant; null for all of it.</param>
    public Spot At(int line, string message, string? marked = null) =>
        new(Spec.Path, line, message, marked is null ? null : Spec.SpanOf(line, marked));

    /// <summary>The id that a reference in the spec's Markdown file names.</summary>
    public string TargetOf(ReferenceSyntax reference) => Spec.Tree.TextOf(reference.Target);
}
