using System.Text;

namespace Precept.Spec;

/// <summary>A section while its lines are being read.</summary>
internal sealed class SectionBuilder(Heading heading, string? parentId, Authority authority, int line)
{
    private readonly StringBuilder _body = new();
    private readonly List<SpecExample> _examples = [];
    private bool _blank;

    public string Id { get; } = heading.Id!;

    public int Level => heading.Level;

    public int Line => line;

    public void Add(SpecExample example)
    {
        _examples.Add(example);
        _blank = true;
    }

    /// <summary>Adds a line of prose. Runs of blank lines count as one, so that taking a commentary block out leaves the body as it was.</summary>
    public void AddText(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            _blank = true;
        }
        else
        {
            AddVerbatim(text);
        }
    }

    /// <summary>Adds a line as it stands: within a code block blank lines count.</summary>
    public void AddVerbatim(string text)
    {
        if (_body.Length > 0)
        {
            _body.Append(_blank ? "\n\n" : "\n");
        }

        _blank = false;
        _body.Append(text);
    }

    public Section Build()
    {
        var body = _body.ToString();
        return new Section(Id, heading.Title, heading.Level, parentId, authority, body, _examples, line, SectionHash.Of(authority, body, _examples))
        {
            Attributes = heading.Attributes,
        };
    }
}
