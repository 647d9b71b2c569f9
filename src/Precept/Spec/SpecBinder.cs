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
                Current?.AddText(Lines(prose));
                Collect(prose.Text);
                break;
            case CodeSyntax code:
                Current?.AddVerbatim(Lines(code));
                break;
            case MetaSyntax meta:
                Current?.AddText([""]);
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

    /// <summary>The lines of a block, without their ends; the line behind its last line end is not one of them.</summary>
    private IEnumerable<string> Lines(BlockSyntax block)
    {
        var source = _tree.Source;
        for (var line = source.LineNumber(block.Start) - 1; line < source.LineCount && source.StartOf(line) < block.End; line++)
        {
            yield return source.Line(line).ToString();
        }
    }

    private string CommentaryText(MetaSyntax meta) => string.Join('\n', Lines(meta).Skip(1).Select(WithoutIndent)).Trim('\n');

    private static string WithoutIndent(string line) =>
        string.IsNullOrWhiteSpace(line) ? ""
        : line[0] == '\t' ? line[1..]
        : line[4..];

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

        /// <summary>Adds lines of prose. Runs of blank lines count as one, so that taking a commentary block out leaves the body as it was.</summary>
        public void AddText(IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                if (string.IsNullOrWhiteSpace(line))
                {
                    _blank = true;
                }
                else
                {
                    AddVerbatim([line]);
                }
            }
        }

        /// <summary>Adds lines as they stand: within a code block blank lines count.</summary>
        public void AddVerbatim(IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                if (_body.Length > 0)
                {
                    _body.Append(_blank ? "\n\n" : "\n");
                }

                _blank = false;
                _body.Append(line);
            }
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
