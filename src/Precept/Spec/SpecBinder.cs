using System.Text;
using Precept.Spec.Syntax;

namespace Precept.Spec;

/// <summary>Makes the records of a spec from its syntax tree. What does not read is left out of them.</summary>
internal sealed class SpecBinder
{
    private readonly SpecSyntaxTree _tree;
    private readonly List<SectionParts> _sections = [];
    private readonly Stack<SectionParts> _path = new();
    private readonly List<CrossReference> _references = [];
    private readonly List<Footnote> _footnotes = [];
    private readonly List<Commentary> _commentary = [];

    private SpecBinder(SpecSyntaxTree tree) => _tree = tree;

    private SectionParts? Current => _sections.Count == 0 ? null : _sections[^1];

    /// <summary>The document of a spec, without evaluation files.</summary>
    public static SpecDocument Document(SpecSyntaxTree tree, string version)
    {
        var binder = new SpecBinder(tree);
        foreach (var block in tree.Root.Blocks)
        {
            binder.Add(block);
        }

        var sections = binder._sections.ConvertAll(s => s.ToSection());
        return new SpecDocument(version, ContentHash.Of(sections.Select(s => s.Hash)), sections, binder._references, binder._footnotes, binder._commentary, []);
    }

    /// <summary>The examples of a file, outside sections.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="owner">The section that the examples get, or the empty text.</param>
    public static IReadOnlyList<SpecExample> Examples(SpecSyntaxTree tree, string owner) =>
        [.. tree.Root.Blocks.OfType<ExampleSyntax>().Where(e => e.Fence.Reads).Select(e => ExampleBinder.Bind(tree, e, owner))];

    private void Add(BlockSyntax block)
    {
        switch (block)
        {
            case HeadingSyntax heading:
                Open(heading);
                Collect(heading.Title);
                break;
            case ProseSyntax prose:
                Current?.AddText(prose);
                Collect(prose.Text);
                break;
            case CodeSyntax code:
                Current?.AddVerbatim(code);
                break;
            case MetaSyntax meta:
                Current?.AddGap();
                Collect(meta.Body);
                _commentary.Add(new Commentary(Current?.Id, CommentaryText(meta), _tree.LineOf(meta)));
                break;
            case ExampleSyntax example:
                Collect(example.Title);
                if (Current is { } section)
                {
                    section.Add(example);
                }

                break;
        }
    }

    private void Open(HeadingSyntax heading)
    {
        while (_path.TryPeek(out var above) && above.Level >= heading.Level)
        {
            _path.Pop();
        }

        var section = new SectionParts(_tree, heading, _path.TryPeek(out var parent) ? parent.Id : null);
        _path.Push(section);
        _sections.Add(section);
    }

    private void Collect(InlinesSyntax? text)
    {
        if (text is null)
        {
            return;
        }

        foreach (var reference in text.References)
        {
            var said = _tree.TextOf(reference.Text);
            _references.Add(new CrossReference(_tree.TextOf(reference.Target), said == "?" ? null : said, _tree.LineOf(reference)));
        }

        foreach (var footnote in text.Footnotes)
        {
            _footnotes.Add(new Footnote(_tree.TextOf(footnote.Tag), Current?.Id, _tree.LineOf(footnote)));
        }
    }

    private string CommentaryText(MetaSyntax meta)
    {
        var (first, end) = Lines(_tree.Source, meta);
        var text = new StringBuilder();
        for (var line = first + 1; line < end; line++)
        {
            text.Append(WithoutIndent(_tree.Source.Line(line))).Append('\n');
        }

        return text.ToString().Trim('\n');
    }

    private static ReadOnlySpan<char> WithoutIndent(ReadOnlySpan<char> line) =>
        line.IsWhiteSpace() ? ""
        : line[0] == '\t' ? line[1..]
        : line[4..];

    /// <summary>A block's first line and the one behind its last, from 0. The line behind the block's last line end is not one of its own.</summary>
    private static (int First, int End) Lines(SourceText source, BlockSyntax block) =>
        (source.LineNumber(block.Start) - 1, block.End == block.Start ? 0 : source.LineNumber(block.End - 1));

    /// <summary>A section while its blocks are being added.</summary>
    private sealed class SectionParts(SpecSyntaxTree tree, HeadingSyntax heading, string? parentId)
    {
        private readonly StringBuilder _body = new();
        private readonly List<SpecExample> _examples = [];
        private bool _blank;

        public string Id { get; } = tree.TextOf(heading.Id);

        public int Level => heading.Level;

        public void Add(ExampleSyntax example)
        {
            if (example.Fence.Reads)
            {
                _examples.Add(ExampleBinder.Bind(tree, example, Id));
            }

            _blank = true;
        }

        public void AddGap() => _blank = true;

        /// <summary>Adds prose. Runs of blank lines count as one, so that taking a commentary block out leaves the body as it was.</summary>
        public void AddText(ProseSyntax prose)
        {
            var (first, end) = Lines(tree.Source, prose);
            for (var line = first; line < end; line++)
            {
                if (tree.Source.Line(line).IsWhiteSpace())
                {
                    AddGap();
                }
                else
                {
                    AddLine(line);
                }
            }
        }

        /// <summary>Adds lines as they stand: within a code block blank lines count.</summary>
        public void AddVerbatim(CodeSyntax code)
        {
            var (first, end) = Lines(tree.Source, code);
            for (var line = first; line < end; line++)
            {
                AddLine(line);
            }
        }

        private void AddLine(int line)
        {
            if (_body.Length > 0)
            {
                _body.Append(_blank ? "\n\n" : "\n");
            }

            _blank = false;
            _body.Append(tree.Source.Line(line));
        }

        public Section ToSection()
        {
            var attributes = new Dictionary<string, string>(heading.Attributes.Count, StringComparer.Ordinal);
            foreach (var attribute in heading.Attributes)
            {
                attributes.Add(tree.TextOf(attribute.Key), tree.TextOf(attribute.Value));
            }

            var authority = AuthorityLevels.TryParse(attributes.GetValueOrDefault("authority"), out var level) ? level : Authority.None;
            var body = _body.ToString();
            var title = heading.Title is null ? "" : tree.TextOf(heading.Title);
            return new Section(Id, title, Level, parentId, authority, body, _examples, tree.LineOf(heading), SectionHash.Of(authority, body, _examples))
            {
                Attributes = attributes,
            };
        }
    }
}
