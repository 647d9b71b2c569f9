using Precept.Spec;

namespace Precept.Site;

/// <summary>A piece of a section, in the order of the source.</summary>
internal abstract record SectionBlock;

/// <summary>Text for everybody, in Markdown.</summary>
internal sealed record ProseBlock(string Markdown) : SectionBlock;

/// <summary>Commentary, in Markdown without its indent.</summary>
internal sealed record CommentaryBlock(Commentary Commentary) : SectionBlock;

/// <summary>An example.</summary>
internal sealed record ExampleBlock(SpecExample Example) : SectionBlock;

/// <summary>Cuts a spec's source into the blocks of its sections.</summary>
internal sealed class SectionBlocks
{
    private readonly string[] _lines;
    private readonly SpecDocument _spec;
    private readonly Dictionary<int, SpecExample> _exampleAt;
    private readonly Dictionary<int, Commentary> _commentaryAt;
    private readonly Dictionary<string, int> _endOf;

    public SectionBlocks(SpecDocument spec, string source)
    {
        _spec = spec;
        _lines = source.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        _exampleAt = spec.Examples.ToDictionary(e => e.Line);
        _commentaryAt = spec.CommentaryBlocks.ToDictionary(c => c.Line);
        _endOf = spec.Sections.Zip(spec.Sections.Skip(1)).ToDictionary(pair => pair.First.Id, pair => pair.Second.Line - 1);
    }

    /// <summary>What stands before the first section.</summary>
    public IReadOnlyList<SectionBlock> Preamble => Between(0, _spec.Sections.Count == 0 ? _lines.Length : _spec.Sections[0].Line - 1);

    /// <summary>The blocks of a section.</summary>
    public IReadOnlyList<SectionBlock> Of(Section section) => Between(section.Line, _endOf.GetValueOrDefault(section.Id, _lines.Length));

    private List<SectionBlock> Between(int start, int end)
    {
        var (blocks, prose) = (new List<SectionBlock>(), start);
        for (var at = start; at < end;)
        {
            SectionBlock? block = _exampleAt.TryGetValue(at + 1, out var example) ? new ExampleBlock(example)
                : _commentaryAt.TryGetValue(at + 1, out var commentary) ? new CommentaryBlock(commentary)
                : null;
            if (block is null)
            {
                at++;
                continue;
            }

            AddProse(blocks, prose, at);
            blocks.Add(block);
            prose = at = block is ExampleBlock ? EndOfExample(at, end) : EndOfCommentary(at, end);
        }

        AddProse(blocks, prose, end);
        return blocks;
    }

    private void AddProse(List<SectionBlock> blocks, int start, int end)
    {
        var text = string.Join('\n', _lines, start, end - start).Trim('\n');
        if (!string.IsNullOrWhiteSpace(text))
        {
            blocks.Add(new ProseBlock(text));
        }
    }

    // The reader has seen to it that the fence is there and closed by a line of as many marks or more.
    private int EndOfExample(int at, int end)
    {
        var open = at + 1;
        while (!_lines[open].StartsWith("~~~", StringComparison.Ordinal))
        {
            open++;
        }

        var marks = _lines[open].TakeWhile(c => c == '~').Count();
        var close = open + 1;
        while (close < end && (_lines[close].TakeWhile(c => c == '~').Count() < marks || _lines[close].Trim('~', ' ', '\t').Length > 0))
        {
            close++;
        }

        return Math.Min(close + 1, end);
    }

    private int EndOfCommentary(int at, int end)
    {
        do
        {
            at++;
        }
        while (at < end && (string.IsNullOrWhiteSpace(_lines[at]) || _lines[at].StartsWith("    ", StringComparison.Ordinal) || _lines[at][0] == '\t'));

        return at;
    }
}
