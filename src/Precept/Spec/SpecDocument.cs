namespace Precept.Spec;

/// <summary>A grade that a spec gives to a reply. Higher is better.</summary>
public enum Verdict
{
    /// <summary>A reply that breaks the spec.</summary>
    Bad = 0,

    /// <summary>Acceptable, but there is a better reply.</summary>
    Ok = 1,

    /// <summary>A reply as the spec wants it.</summary>
    Good = 2,
}

/// <summary>Writes grades.</summary>
public static class Verdicts
{
    /// <summary>A grade as it stands in a spec: <c>GOOD</c>, <c>OK</c>, <c>BAD</c>.</summary>
    public static string Name(this Verdict verdict) => verdict switch
    {
        Verdict.Good => "GOOD",
        Verdict.Ok => "OK",
        Verdict.Bad => "BAD",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}

/// <summary>A behaviour specification, read: sections with authority, examples and references.</summary>
/// <param name="Version">The version in <c>spec.yaml</c>; else the release's name (a folder such as <c>2025-12-18</c>, or the file's name without its ending).</param>
/// <param name="Hash">Content hash of all its sections' hashes, in order; titles, commentary, checks and evaluation files do not change it.</param>
/// <param name="Sections">All sections in reading order.</param>
/// <param name="CrossReferences">All anchor references, in reading order.</param>
/// <param name="Footnotes">All footnote tags (<c>[^1dvp]</c>), in reading order.</param>
/// <param name="CommentaryBlocks">All <c>!!! meta</c> blocks: not instructions to the model.</param>
/// <param name="EvaluationFiles">The files of evaluation prompts beside the spec.</param>
public sealed record SpecDocument(
    string Version,
    string Hash,
    IReadOnlyList<Section> Sections,
    IReadOnlyList<CrossReference> CrossReferences,
    IReadOnlyList<Footnote> Footnotes,
    IReadOnlyList<Commentary> CommentaryBlocks,
    IReadOnlyList<EvaluationFile> EvaluationFiles)
{
    private Derived<Dictionary<string, Section>> _byId;

    /// <summary>Finds a section by its id, or null.</summary>
    public Section? Find(string id) =>
        _byId.Of(this, static d => d.Sections.GroupBy(s => s.Id).ToDictionary(g => g.Key, g => g.First())).GetValueOrDefault(id);

    /// <summary>All examples in reading order.</summary>
    public IEnumerable<SpecExample> Examples => Sections.SelectMany(s => s.Examples);
}

/// <summary>One addressable principle of a spec.</summary>
/// <param name="Id">The id in the heading, unique in the spec.</param>
/// <param name="Title">The heading's text.</param>
/// <param name="Level">The heading's level, 1 to 4.</param>
/// <param name="ParentId">The id of the section that contains this one, or null.</param>
/// <param name="Authority">Who may override it; <see cref="Authority.None"/> where the heading does not say.</param>
/// <param name="Body">The source between this heading and the next, without commentary and examples.</param>
/// <param name="Examples">The section's examples.</param>
/// <param name="Line">The heading's line, from 1.</param>
/// <param name="Hash">Content hash over authority, body and examples; not over commentary.</param>
public sealed record Section(
    string Id,
    string Title,
    int Level,
    string? ParentId,
    Authority Authority,
    string Body,
    IReadOnlyList<SpecExample> Examples,
    int Line,
    string Hash)
{
    /// <summary>All attributes of the heading (<c>key=value</c>), the authority included.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>The kind that the authority gives the section, unless the heading says <c>kind=</c>.</summary>
    public SectionKind Kind => Attributes.GetValueOrDefault("kind") switch
    {
        "objective" => SectionKind.Objective,
        "rule" => SectionKind.Rule,
        "default" => SectionKind.Default,
        _ => Authority.Kind(),
    };
}

/// <summary>An example of a spec: a conversation, with graded replies at zero or more points.</summary>
/// <param name="SectionId">The section it stands in.</param>
/// <param name="Title">The text after <c>**Example**:</c>.</param>
/// <param name="Parts">Messages, elisions and comparisons in order.</param>
/// <param name="Line">The line of its title, from 1.</param>
public sealed record SpecExample(string SectionId, string Title, IReadOnlyList<ExamplePart> Parts, int Line)
{
    /// <summary>The comparisons, each with the conversation before it.</summary>
    public IEnumerable<Comparison> Comparisons => Parts.OfType<Comparison>();

    /// <summary>The messages outside comparisons, in order.</summary>
    public IEnumerable<Message> Messages => Parts.OfType<MessagePart>().Select(p => p.Message);
}

/// <summary>One part of an example.</summary>
public abstract record ExamplePart(int Line);

/// <summary>A message of the conversation.</summary>
public sealed record MessagePart(Message Message, int Line) : ExamplePart(Line);

/// <summary>A bare <c>[...]</c> between messages: something is left out here.</summary>
public sealed record ElisionPart(int Line) : ExamplePart(Line);

/// <summary>Two or more graded replies to the conversation up to this point.</summary>
/// <param name="Context">
/// The conversation before the replies. After an earlier comparison it goes on with that comparison's best reply.
/// </param>
/// <param name="Replies">The graded replies, in source order.</param>
/// <param name="Line">The line of its opening tag, from 1.</param>
public sealed record Comparison(IReadOnlyList<Message> Context, IReadOnlyList<GradedReply> Replies, int Line) : ExamplePart(Line);

/// <summary>A reply with the grade that the spec gives it.</summary>
/// <param name="Message">The reply.</param>
/// <param name="Verdict">The grade.</param>
/// <param name="Line">The line of its opening tag, from 1.</param>
public sealed record GradedReply(Message Message, Verdict Verdict, int Line)
{
    /// <summary>The section that the reply breaks (<c>BAD[#id]</c>), or null.</summary>
    public string? BreaksSection { get; init; }

    /// <summary>The circumstance under which the grade holds ("given high uncertainty"), or null.</summary>
    public string? Condition { get; init; }

    /// <summary>The reason for the grade, or null.</summary>
    public string? Why { get; init; }

    /// <summary>What its writer thought before it, kept beside a reply that a model wrote; null elsewhere. It is no part of the reply.</summary>
    public string? Reasoning { get; init; }

    /// <summary>
    /// Whether text is left out of the reply (<c>[...]</c>) or the whole reply is a bracketed stage direction:
    /// fit for judging, never a training target.
    /// </summary>
    public bool HasElision { get; init; }
}

/// <summary>An anchor reference, <c>[text](#id)</c>; <c>[?](#id)</c> renders as the target's title.</summary>
/// <param name="Target">The id that it names.</param>
/// <param name="Text">Its text, or null for <c>[?]</c>.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record CrossReference(string Target, string? Text, int Line);

/// <summary>A footnote tag, <c>[^1dvp]</c>: it names a file of evaluation prompts.</summary>
/// <param name="Tag">The four characters.</param>
/// <param name="SectionId">The section it stands in, or null before the first.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record Footnote(string Tag, string? SectionId, int Line);

/// <summary>A <c>!!! meta</c> block: commentary that is not an instruction to the model.</summary>
/// <param name="SectionId">The section it stands in, or null before the first.</param>
/// <param name="Text">Its text, without the indent.</param>
/// <param name="Line">Its first line, from 1.</param>
public sealed record Commentary(string? SectionId, string Text, int Line);

/// <summary>A file of evaluation prompts: conversations to be answered, without grades.</summary>
/// <param name="Tag">The footnote tag, which is the file's name.</param>
/// <param name="SectionTitle">The section's title as the file's header gives it; null without a header.</param>
/// <param name="SectionId">The section whose text carries the tag, or null for an orphan.</param>
/// <param name="Examples">The conversations.</param>
/// <param name="Path">The file's path.</param>
public sealed record EvaluationFile(string Tag, string? SectionTitle, string? SectionId, IReadOnlyList<SpecExample> Examples, string Path);
