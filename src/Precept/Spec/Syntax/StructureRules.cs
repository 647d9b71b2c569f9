namespace Precept.Spec.Syntax;

/// <summary>What must hold beyond single blocks: ids differ, an authority is a level, an example stands in a section.</summary>
internal static class StructureRules
{
    public static void Check(SpecSyntaxTree tree, SyntaxErrors errors)
    {
        var lineOfId = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var block in tree.Root.Blocks)
        {
            if (block is HeadingSyntax heading)
            {
                CheckId(tree, heading, lineOfId, errors);
                CheckAuthority(tree, heading, errors);
            }
            else if (block is ExampleSyntax example && lineOfId.Count == 0 && !tree.IsEvaluationFile)
            {
                var title = example.Title is { } text ? SourceText.Quote(tree.TextOf(text)) : "";
                errors.AddLine(
                    SyntaxError.Fence,
                    tree.LineOf(example) - 1,
                    $"the example '{title}' stands before the first section; give a heading above it an id: ## Title {{#id}}");
            }
        }
    }

    private static void CheckId(SpecSyntaxTree tree, HeadingSyntax heading, Dictionary<string, int> lineOfId, SyntaxErrors errors)
    {
        var id = tree.TextOf(heading.Id);
        if (!lineOfId.TryAdd(id, tree.LineOf(heading)))
        {
            errors.Add(SyntaxError.DuplicateId, heading.Id.Start, heading.Id.End, $"the id '{SourceText.Quote(id)}' stands already at line {lineOfId[id]}; ids must differ");
        }
    }

    private static void CheckAuthority(SpecSyntaxTree tree, HeadingSyntax heading, SyntaxErrors errors)
    {
        var value = heading.Attributes.FirstOrDefault(a => tree.TextOf(a.Key) == "authority")?.Value;
        if (value is not null && !AuthorityLevels.TryParse(tree.TextOf(value), out _))
        {
            errors.Add(
                SyntaxError.UnknownAuthority,
                value.Start,
                value.End,
                $"authority '{SourceText.Quote(tree.TextOf(value))}' is not a level ({string.Join(", ", AuthorityLevels.Names)})");
        }
    }
}
