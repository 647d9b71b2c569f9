namespace Precept.Spec.Syntax;

/// <summary>Edits of a spec by what they mean. Each gives the text edits for <see cref="SpecSyntaxTree.With"/> and touches nothing else.</summary>
public static class SpecEdits
{
    private const string AuthorityKey = "authority";

    /// <summary>Gives a section an authority, or takes it away.</summary>
    /// <param name="tree">The spec.</param>
    /// <param name="sectionId">The section.</param>
    /// <param name="authority">The level; <see cref="Authority.None"/> takes the attribute away.</param>
    /// <returns>No edit where the section has this authority already; so <c>platform</c> stays where root is set.</returns>
    /// <exception cref="ArgumentException">There is no such section.</exception>
    public static IReadOnlyList<TextEdit> SetAuthority(SpecSyntaxTree tree, string sectionId, Authority authority)
    {
        var heading = HeadingOf(tree, sectionId);
        var attribute = heading.Attributes.FirstOrDefault(a => tree.TextOf(a.Key) == AuthorityKey);
        if (attribute is null)
        {
            return authority == Authority.None ? [] : [TextEdit.Insert(heading.ClosingBrace.Start, $" {AuthorityKey}={authority.Name()}")];
        }

        if (authority == Authority.None)
        {
            var before = heading.Children.TakeWhile(c => c != attribute).Last();
            var start = before is SyntaxToken { Kind: TokenKind.Layout } ? before.Start : attribute.Start;
            return [new TextEdit(new TextSpan(start, attribute.End - start), "")];
        }

        return AuthorityLevels.TryParse(tree.TextOf(attribute.Value), out var current) && current == authority
            ? []
            : [TextEdit.Replace(attribute.Value, authority.Name())];
    }

    /// <summary>Renames a section's id, with every reference to it in this file: in titles, prose, commentary, reasons and verdicts.</summary>
    /// <param name="tree">A spec, or a file of evaluation prompts that refers to one.</param>
    /// <param name="oldId">The id.</param>
    /// <param name="newId">The new id; not one that the spec has.</param>
    /// <exception cref="ArgumentException"><paramref name="newId"/> is not an id, or stands in this file already.</exception>
    public static IReadOnlyList<TextEdit> RenameSection(SpecSyntaxTree tree, string oldId, string newId)
    {
        if (newId.Length == 0 || !newId.All(HeadingParser.IsIdCharacter))
        {
            throw new ArgumentException($"'{newId}' is not an id; use letters, digits, '_', '-', '.'", nameof(newId));
        }

        if (newId != oldId && tree.FindHeading(newId) is { } taken)
        {
            throw new ArgumentException($"the id '{newId}' stands already at line {tree.LineOf(taken)}", nameof(newId));
        }

        return [.. NamesOf(tree).Where(n => tree.TextOf(n) == oldId).Select(n => TextEdit.Replace(n, newId))];
    }

    /// <summary>Renames a section's id in a spec and in its files of evaluation prompts.</summary>
    /// <exception cref="ArgumentException">There is no section <paramref name="oldId"/>, or <paramref name="newId"/> cannot be used.</exception>
    public static SpecSource RenameSection(SpecSource spec, string oldId, string newId)
    {
        HeadingOf(spec.Tree, oldId);
        return SpecSource.Of(
            spec.Tree.With(RenameSection(spec.Tree, oldId, newId)),
            [.. spec.EvaluationTrees.Select(t => t.With(RenameSection(t, oldId, newId)))],
            spec.Document.Version);
    }

    /// <summary>Changes the grade of a reply; the section it breaks, its condition and its reason stay.</summary>
    /// <param name="tree">The spec.</param>
    /// <param name="line">The line of the reply's opening tag, from 1 (<see cref="GradedReply.Line"/>).</param>
    /// <param name="verdict">The grade.</param>
    /// <exception cref="ArgumentException">No graded reply begins on that line.</exception>
    public static IReadOnlyList<TextEdit> Regrade(SpecSyntaxTree tree, int line, Verdict verdict)
    {
        var graded = Verdicts(tree).FirstOrDefault(v => tree.LineOf(v.Reply) == line).Verdict?.Grade
            ?? throw new ArgumentException($"no graded reply begins on line {line}", nameof(line));
        var grade = verdict.Name();
        return tree.TextOf(graded) == grade ? [] : [TextEdit.Replace(graded, grade)];
    }

    /// <summary>Adds an example at a section's end, before the next heading.</summary>
    /// <param name="tree">The spec.</param>
    /// <param name="sectionId">The section.</param>
    /// <param name="example">The example; its section and lines are not looked at.</param>
    /// <exception cref="ArgumentException">There is no such section, or the example cannot be written in the format (<see cref="ExampleWriter"/>).</exception>
    public static IReadOnlyList<TextEdit> AddExample(SpecSyntaxTree tree, string sectionId, SpecExample example)
    {
        var heading = HeadingOf(tree, sectionId);
        var next = tree.Root.Blocks.SkipWhile(b => b != heading).Skip(1).FirstOrDefault(b => b is HeadingSyntax);
        var end = next?.Start ?? tree.Text.Length;
        var lineEnd = tree.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var written = ExampleWriter.Write(example).Replace("\n", lineEnd, StringComparison.Ordinal);
        return [TextEdit.Insert(end, Gap(tree.Text.AsSpan(0, end), lineEnd) + written + (next is null ? "" : lineEnd + lineEnd))];
    }

    /// <summary>What has to stand between a text and an example, so that one blank line does.</summary>
    private static string Gap(ReadOnlySpan<char> before, string lineEnd) =>
        before.EndsWith(lineEnd + lineEnd) ? "" : before.EndsWith("\n") ? lineEnd : lineEnd + lineEnd;

    private static HeadingSyntax HeadingOf(SpecSyntaxTree tree, string id) =>
        tree.FindHeading(id) ?? throw new ArgumentException($"the spec has no section '{id}'", nameof(id));

    /// <summary>Everything that names a section.</summary>
    private static IEnumerable<SyntaxToken> NamesOf(SpecSyntaxTree tree)
    {
        foreach (var node in tree.Root.Descendants())
        {
            var name = node switch
            {
                HeadingSyntax heading => heading.Id,
                ReferenceSyntax reference => reference.Target,
                VerdictSyntax verdict => verdict.Section,
                _ => null,
            };
            if (name is not null)
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<(MessageSyntax Reply, VerdictSyntax Verdict)> Verdicts(SpecSyntaxTree tree) =>
        tree.Root.Descendants().OfType<MessageSyntax>().Where(m => m.Verdict is not null).Select(m => (m, m.Verdict!));
}
