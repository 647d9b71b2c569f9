using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Precept.Spec;

namespace Precept.Site;

/// <summary>What the site's search looks in: sections, examples, commentary and evaluation prompts, with the weight of each word in each.</summary>
/// <remarks>
/// The weight is BM25's of the word in the text (Robertson and Zaragoza, 2009; k1 = 1.2, b = 0.75), a word of the title counting as <see cref="TitleCount"/> of
/// the text; how rare a word is, is reckoned by search.js. The index is bounded: of very long specs, the later texts are found by their titles only.
/// </remarks>
internal sealed class SearchIndex
{
    private const int TitleCount = 6;
    private const double K1 = 1.2;
    private const double B = 0.75;
    private const int LongestTitle = 200;
    private const int LongestText = 20_000;
    private const int LongestTotal = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private static readonly Regex Reference = new(@"\[(\?|[^\[\]\n]*)\]\(([^()\s]*)\)", RegexOptions.NonBacktracking);
    private static readonly Regex Marks = new(@"\[\^[A-Za-z0-9_-]{1,32}\]|[*`]+|^[ \t]*(#{1,6}|>|[-+]|~~~+\w*)[ \t]", RegexOptions.NonBacktracking | RegexOptions.Multiline);

    private readonly SpecDocument _spec;
    private readonly SiteMap _map;
    private readonly List<Entry> _entries = [];
    private int _room = LongestTotal;

    private SearchIndex(SpecDocument spec, SiteMap map)
    {
        _spec = spec;
        _map = map;
    }

    private enum Kind
    {
        Section,
        Example,
        Commentary,
        Prompts,
    }

    /// <summary>Collects what is searched.</summary>
    public static SearchIndex Of(SpecDocument spec, SiteMap map, SectionBlocks blocks)
    {
        var index = new SearchIndex(spec, map);
        foreach (var section in spec.Sections)
        {
            index.Add(section, blocks.Of(section));
        }

        foreach (var file in spec.EvaluationFiles.Where(f => f.SectionId is not null))
        {
            foreach (var prompt in file.Examples)
            {
                index.Add(Kind.Prompts, spec.Find(file.SectionId!)!, $"#prompts/{file.Tag}", prompt.Title, index.Words(prompt));
            }
        }

        return index;
    }

    /// <summary>The index as a script that hands it to search.js: a script, because pages opened from a disk may load nothing else.</summary>
    public string ToScript()
    {
        var texts = _entries.ConvertAll(e => SearchTerms.Of($"{e.Text} {e.Also}").ToList());
        var mean = texts.Count == 0 ? 1 : Math.Max(1, texts.Average(t => t.Count));
        var postings = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var (number, entry) in _entries.Index())
        {
            var counts = texts[number].Concat(SearchTerms.Of(entry.Title).SelectMany(t => Enumerable.Repeat(t, TitleCount))).CountBy(t => t);
            foreach (var (term, count) in counts)
            {
                var weight = count * (K1 + 1) / (count + (K1 * (1 - B + (B * texts[number].Count / mean))));
                (postings.TryGetValue(term, out var list) ? list : postings[term] = []).AddRange([number, (int)Math.Round(weight * 100)]);
            }
        }

        var index = new
        {
            docs = _entries.Select(e => new object[] { e.Address, e.Title, e.SectionTitle, (int)e.Kind, e.Text }),
            terms = postings.Keys,
            weights = postings.Values,
        };
        return $"window.preceptSearchIndex={JsonSerializer.Serialize(index, Json)};\n";
    }

    private void Add(Section section, IReadOnlyList<SectionBlock> blocks)
    {
        Add(Kind.Section, section, "", section.Title, string.Join('\n', blocks.OfType<ProseBlock>().Select(p => Plain(p.Markdown))), section.Id);
        var anchors = new Anchors();
        foreach (var block in blocks)
        {
            if (block is ExampleBlock { Example: var example })
            {
                Add(Kind.Example, section, "#" + Uri.EscapeDataString("example/" + anchors.Of(example.Title)), Plain(example.Title), Words(example));
            }
            else if (block is CommentaryBlock { Commentary: var commentary })
            {
                Add(Kind.Commentary, section, "", section.Title, Plain(commentary.Text));
            }
        }
    }

    private void Add(Kind kind, Section section, string anchor, string title, string text, string also = "")
    {
        var shown = Cut(text, Math.Min(_room, LongestText));
        _room -= shown.Length;
        _entries.Add(new Entry(kind, _map.PageOf(section.Id) + anchor, Cut(title, LongestTitle), Cut(section.Title, LongestTitle), shown, also));
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private string Words(SpecExample example) => string.Join('\n', example.Parts.SelectMany(part => part switch
    {
        MessagePart p => [p.Message.Content],
        Comparison c => c.Replies.SelectMany(r => new[] { Plain(r.Condition ?? ""), Plain(r.Why ?? ""), r.Message.Content }).Where(t => t.Length > 0),
        _ => Enumerable.Empty<string>(),
    }));

    private string Plain(string markdown) => Marks.Replace(
        Reference.Replace(markdown, m => m.Groups[1].Value == "?" ? _spec.Find(m.Groups[2].Value.TrimStart('#'))?.Title ?? "" : m.Groups[1].Value), "");

    /// <param name="Kind">What it is.</param>
    /// <param name="Address">Its address below the site's folder.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="SectionTitle">The section that it stands in.</param>
    /// <param name="Text">What is searched and shown.</param>
    /// <param name="Also">What is searched and not shown.</param>
    private sealed record Entry(Kind Kind, string Address, string Title, string SectionTitle, string Text, string Also);
}
