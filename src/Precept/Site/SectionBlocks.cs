using System.Text;
using Precept.Spec;
using Precept.Spec.Syntax;

namespace Precept.Site;

/// <summary>A piece of a section, in the order of the source.</summary>
internal abstract record SectionBlock;

/// <summary>Text for everybody, in Markdown.</summary>
internal sealed record ProseBlock(string Markdown) : SectionBlock;

/// <summary>Commentary, in Markdown without its indent.</summary>
internal sealed record CommentaryBlock(Commentary Commentary) : SectionBlock;

/// <summary>An example.</summary>
internal sealed record ExampleBlock(SpecExample Example) : SectionBlock;

/// <summary>The blocks of a spec's sections, in the order of the source.</summary>
internal sealed class SectionBlocks
{
    private readonly SpecSyntaxTree _tree;
    private readonly Dictionary<int, SpecExample> _exampleAt;
    private readonly Dictionary<int, Commentary> _commentaryAt;
    private readonly Dictionary<int, IReadOnlyList<SectionBlock>> _blocksOf = [];

    public SectionBlocks(SpecDocument spec, string source)
    {
        _tree = SpecSyntaxTree.Parse(source, spec.Version);
        _exampleAt = spec.Examples.ToDictionary(e => e.Line);
        _commentaryAt = spec.CommentaryBlocks.ToDictionary(c => c.Line);
        var (blocks, prose) = (new List<SectionBlock>(), new StringBuilder());
        _blocksOf.Add(0, blocks);
        foreach (var block in _tree.Root.Blocks)
        {
            if (block is ProseSyntax or CodeSyntax)
            {
                prose.Append(_tree.TextOf(block).Replace("\r\n", "\n", StringComparison.Ordinal));
                continue;
            }

            AddProse(blocks, prose.ToString());
            prose.Clear();
            if (block is HeadingSyntax)
            {
                blocks = [];
                _blocksOf.Add(_tree.LineOf(block), blocks);
            }
            else
            {
                blocks.Add(Other(block));
            }
        }

        AddProse(blocks, prose.ToString());
    }

    /// <summary>What stands before the first section.</summary>
    public IReadOnlyList<SectionBlock> Preamble => _blocksOf[0];

    /// <summary>The blocks of a section.</summary>
    public IReadOnlyList<SectionBlock> Of(Section section) => _blocksOf[section.Line];

    private SectionBlock Other(BlockSyntax block) =>
        block is ExampleSyntax ? new ExampleBlock(_exampleAt[_tree.LineOf(block)]) : new CommentaryBlock(_commentaryAt[_tree.LineOf(block)]);

    private static void AddProse(List<SectionBlock> blocks, string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            blocks.Add(new ProseBlock(text.Trim('\n')));
        }
    }
}
