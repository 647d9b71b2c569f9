namespace Precept.Spec.Linting.Rules;

/// <summary>Footnotes and the files of evaluation prompts that they name.</summary>
internal static class EvaluationFileRules
{
    // A spec without evaluation files at all just does not have its prompts at hand: its tags are not findings.
    public static SpecRule DanglingFootnote { get; } = new(
        "PS003", FindingSeverity.Warning, "DanglingFootnote", "A footnote tag has no file of evaluation prompts",
        source =>
        {
            var files = source.Document.EvaluationFiles.Select(f => f.Tag).ToHashSet(StringComparer.Ordinal);
            return files.Count == 0
                ? []
                : source.Document.Footnotes.Where(f => !files.Contains(f.Tag)).Select(f => source.At(
                    f.Line, $"the footnote [^{f.Tag}] has no file examples/{f.Tag}.md; add it, or take the tag out", $"[^{f.Tag}]"));
        });

    public static SpecRule OrphanFile { get; } = new(
        "PS004", FindingSeverity.Warning, "OrphanFile", "No footnote names a file of evaluation prompts",
        source =>
        {
            var tags = source.Document.Footnotes.Select(f => f.Tag).ToHashSet(StringComparer.Ordinal);
            return source.Document.EvaluationFiles.Where(f => !tags.Contains(f.Tag)).Select(f => new Spot(
                f.Path, 0, $"no footnote [^{f.Tag}] stands in the spec; add one where these prompts belong, or delete the file"));
        });

    public static SpecRule StaleTitle { get; } = new(
        "PS011", FindingSeverity.Warning, "StaleTitle", "A file of evaluation prompts gives its section another title",
        source => from file in source.Document.EvaluationFiles
                  where file is { SectionTitle: not null, SectionId: not null }
                  let section = source.Document.Find(file.SectionId!)
                  where section is not null && section.Title != file.SectionTitle
                  select InHeader(source, file, $"the header says '{SourceText.Quote(file.SectionTitle!)}', but [^{file.Tag}] stands in "
                      + $"'{SourceText.Quote(section.Title)}'; correct the header, or move the tag"));

    public static SpecRule DuplicateConversation { get; } = new(
        "PS012", FindingSeverity.Warning, "DuplicateConversation", "Two evaluation prompts are the same conversation",
        source =>
        {
            var seen = new Dictionary<string, (EvaluationFile File, SpecExample Example)>(StringComparer.Ordinal);
            var spots = new List<Spot>();
            foreach (var (file, example) in source.Document.EvaluationFiles.SelectMany(f => f.Examples.Select(e => (f, e))))
            {
                if (!seen.TryAdd(Conversation(example), (file, example)))
                {
                    var (first, other) = seen[Conversation(example)];
                    spots.Add(new Spot(file.Path, example.Line,
                        $"the conversation stands already in examples/{first.Tag}.md, line {other.Line}; delete one, or it counts twice"));
                }
            }

            return spots;
        });

    // Preferences come from the examples: a prompt that is one of them measures what was trained on.
    public static SpecRule KnownConversation { get; } = new(
        "PS021", FindingSeverity.Warning, "KnownConversation", "An evaluation prompt is the conversation of an example",
        source =>
        {
            var known = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var example in source.Examples)
            {
                known.TryAdd(Conversation(example.Comparisons.FirstOrDefault()?.Context ?? example.Messages), example.Line);
            }

            return from file in source.Document.EvaluationFiles
                   from example in file.Examples
                   let conversation = Conversation(example)
                   where known.ContainsKey(conversation)
                   select new Spot(file.Path, example.Line,
                       $"the conversation is that of the spec's example at line {known[conversation]}, from which preferences are made; ask something else");
        });

    private static string Conversation(SpecExample example) => Conversation(example.Messages);

    private static string Conversation(IEnumerable<Message> messages) =>
        ContentHash.Of(messages.SelectMany(m => new[] { m.RoleName, m.Name ?? "", m.Recipient ?? "", m.Content }));

    private static Spot InHeader(LintSource source, EvaluationFile file, string message)
    {
        var lines = source.FileOf(file.Path);
        var header = lines?.AllLines.FirstOrDefault(l => !string.IsNullOrWhiteSpace(l.Text)).Line ?? 1;
        return new Spot(file.Path, header, message, lines?.SpanOf(header, file.SectionTitle!));
    }
}
