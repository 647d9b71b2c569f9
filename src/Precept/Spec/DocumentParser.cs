namespace Precept.Spec;

/// <summary>Reads a Markdown text line by line, in one pass: sections, examples, commentary, references.</summary>
internal sealed class DocumentParser
{
    private const string ExampleMark = "**Example**:";
    private const string MetaMark = "!!! meta";

    private readonly SourceText _source;
    private readonly string? _owner;
    private readonly List<SectionBuilder> _sections = [];
    private readonly Stack<SectionBuilder> _path = new();
    private readonly Dictionary<string, int> _lineOfId = new(StringComparer.Ordinal);
    private readonly List<SpecExample> _loose = [];
    private readonly List<CrossReference> _references = [];
    private readonly List<Footnote> _footnotes = [];
    private readonly List<Commentary> _commentary = [];
    private int _index;

    private DocumentParser(SourceText source, string? owner)
    {
        _source = source;
        _owner = owner;
    }

    private SectionBuilder? Current => _sections.Count == 0 ? null : _sections[^1];

    /// <summary>Reads a spec: every example stands in a section.</summary>
    public static SpecDocument ReadSpec(SourceText source, string version)
    {
        var parser = new DocumentParser(source, owner: null);
        parser.ReadLines();
        var sections = parser._sections.ConvertAll(s => s.Build());
        var hash = ContentHash.Of(sections.Select(s => s.Hash));
        return new SpecDocument(version, hash, sections, parser._references, parser._footnotes, parser._commentary, []);
    }

    /// <summary>Reads only examples, outside sections; headings are text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="owner">The section that the examples get, or the empty text.</param>
    public static IReadOnlyList<SpecExample> ReadExamples(SourceText source, string owner)
    {
        var parser = new DocumentParser(source, owner);
        parser.ReadLines();
        return parser._loose;
    }

    private void ReadLines()
    {
        while (_index < _source.Lines.Length)
        {
            var line = _source.Lines[_index];
            if (line.StartsWith(ExampleMark, StringComparison.Ordinal))
            {
                ReadExample(line[ExampleMark.Length..].Trim());
            }
            else if (line.StartsWith(MetaMark, StringComparison.Ordinal))
            {
                ReadCommentary();
            }
            else if (Fence.Opening(line) is { } fence)
            {
                ReadCodeBlock(fence);
            }
            else if (_owner is null && Headings.Read(_source, _index) is { Id: not null } heading)
            {
                OpenSection(heading);
            }
            else
            {
                Collect(line);
                Current?.AddText(line);
                _index++;
            }
        }
    }

    private void OpenSection(Heading heading)
    {
        if (_lineOfId.TryGetValue(heading.Id!, out var first))
        {
            throw _source.Error(_index, $"the id '{heading.Id}' stands already at line {first}; ids must differ");
        }

        var authority = Authority.None;
        if (heading.Attributes.TryGetValue("authority", out var name) && !AuthorityLevels.TryParse(name, out authority))
        {
            throw _source.Error(_index, $"authority '{SourceText.Quote(name)}' is not a level ({string.Join(", ", AuthorityLevels.Names)})");
        }

        while (_path.TryPeek(out var above) && above.Level >= heading.Level)
        {
            _path.Pop();
        }

        var section = new SectionBuilder(heading, _path.TryPeek(out var parent) ? parent.Id : null, authority, _index + 1);
        _lineOfId.Add(section.Id, section.Line);
        _path.Push(section);
        _sections.Add(section);
        Collect(heading.Title);
        _index++;
    }

    private void ReadExample(string title)
    {
        var titleIndex = _index;
        Collect(title);
        do
        {
            _index++;
        }
        while (_index < _source.Lines.Length && string.IsNullOrWhiteSpace(_source.Lines[_index]));

        if (_index == _source.Lines.Length || Fence.Opening(_source.Lines[_index]) is not { Mark: '~' } fence)
        {
            throw _source.Error(titleIndex, $"the example '{SourceText.Quote(title)}' has no conversation; put a ~~~xml fence below its title");
        }

        var close = fence.FindClose(_source, _index);
        var text = string.Join('\n', _source.Lines, _index + 1, close - _index - 1);
        var owner = Current?.Id ?? _owner
            ?? throw _source.Error(titleIndex, $"the example '{SourceText.Quote(title)}' stands before the first section; give a heading above it an id: ## Title {{#id}}");
        var example = new SpecExample(owner, title, ExampleParser.Read(text, _source.Path, _index + 2), titleIndex + 1);
        if (Current is { } section)
        {
            section.Add(example);
        }
        else
        {
            _loose.Add(example);
        }

        _index = close + 1;
    }

    private void ReadCommentary()
    {
        var start = _index++;
        var text = new List<string>();
        while (_index < _source.Lines.Length && CommentaryText(_source.Lines[_index]) is { } line)
        {
            Collect(line);
            text.Add(line);
            _index++;
        }

        Current?.AddText("");
        _commentary.Add(new Commentary(Current?.Id, string.Join('\n', text).Trim('\n'), start + 1));
    }

    private static string? CommentaryText(string line) =>
        string.IsNullOrWhiteSpace(line) ? ""
        : line.StartsWith("    ", StringComparison.Ordinal) ? line[4..]
        : line.StartsWith('\t') ? line[1..]
        : null;

    /// <summary>A code block outside an example is prose: neither headings nor references are read in it.</summary>
    private void ReadCodeBlock(Fence fence)
    {
        var close = fence.FindClose(_source, _index);
        for (; _index <= close; _index++)
        {
            Current?.AddVerbatim(_source.Lines[_index]);
        }
    }

    private void Collect(string line) => References.Collect(line, _index + 1, Current?.Id, _references, _footnotes);
}
