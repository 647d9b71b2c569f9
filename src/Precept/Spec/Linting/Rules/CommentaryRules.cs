namespace Precept.Spec.Linting.Rules;

/// <summary>Commentary is for people: what the model is to do has to stand in the section's text, where judges read it.</summary>
internal static class CommentaryRules
{
    public static SpecRule Instructs { get; } = new(
        "PS018", FindingSeverity.Warning, "CommentaryInstructs", "Commentary instructs the model",
        source => from block in source.Document.CommentaryBlocks
                  from line in Lines(source, block)
                  let found = Instructions.In(source.Spec.Lines[line - 1])
                  where found is not null
                  select new Spot(source.Spec.Path, line,
                      "the commentary says what the model is to do, but commentary is no instruction and is not judged by; move the sentence into the section's text", found));

    /// <summary>The lines below the block's first, as long as they are indented or blank.</summary>
    private static IEnumerable<int> Lines(LintSource source, Commentary block)
    {
        for (var line = block.Line + 1; line <= source.Spec.Lines.Count && source.Spec.Lines[line - 1] is "" or [' ' or '\t', ..]; line++)
        {
            yield return line;
        }
    }
}
