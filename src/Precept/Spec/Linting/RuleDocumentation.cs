namespace Precept.Spec.Linting;

/// <summary>What docs/formats/spec-findings.md says of each rule: the page is part of the program.</summary>
public static class RuleDocumentation
{
    private const string Page = "Precept.Spec.Linting.spec-findings.md";

    private static Dictionary<string, string> Parts => field ??= Read();

    /// <summary>What it finds, why it matters, an example and the fix, in Markdown; empty for a code without a part.</summary>
    /// <param name="code">The rule's code.</param>
    public static string Of(string code) => Parts.GetValueOrDefault(code, "");

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(RuleDocumentation).Assembly.GetManifestResourceStream(Page)
            ?? throw new InvalidOperationException($"{Page} is not in the assembly");
        using var reader = new StreamReader(stream);
        return Cut(reader.ReadToEnd()).ToDictionary(p => p.Code, p => p.Text, StringComparer.Ordinal);
    }

    /// <summary>A part begins with a heading such as <c>### PS001 …</c> and ends before the next heading outside a fence.</summary>
    private static IEnumerable<(string Code, string Text)> Cut(string page)
    {
        var (code, text, fence) = ((string?)null, new List<string>(), "");
        foreach (var line in page.ReplaceLineEndings("\n").Split('\n'))
        {
            if (fence.Length > 0)
            {
                fence = line == fence ? "" : fence;
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                fence = new string('`', line.Length - line.TrimStart('`').Length);
            }
            else if (line.StartsWith('#'))
            {
                if (code is not null)
                {
                    yield return (code, string.Join('\n', text).Trim());
                }

                code = line.Split(' ') is [_, ['P', 'S', ..] named, ..] ? named : null;
                text.Clear();
                continue;
            }

            text.Add(line);
        }

        if (code is not null)
        {
            yield return (code, string.Join('\n', text).Trim());
        }
    }
}
