using System.Text;
using System.Text.RegularExpressions;

namespace Precept.Spec.Importing;

/// <summary>Makes a spec of a constitution or of prose with headings (docs/formats/constitution.md).</summary>
public static class SpecImport
{
    private const int TitleLength = 60;
    private const int PrincipleIdLength = 40;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex RevisionRequest = new(
        @"^(?:please )?(?:rewrite|revise|amend|edit|modify|rephrase|write) (?:an? (?:new )?(?:response|reply|answer|revision|version)(?: of (?:the|your) (?:response|reply|answer))?|(?:the|this|your)(?: \w+)? (?:response|reply|answer))"
        + @"(?: if possible)?(?: so as to| so that (?:it is|it's|it)| to| that)? (?<what>\S.*)$|^请?(?:重新)?(?:改写|修改|重写)(?:这个|该)?(?:回答|回复|答案)?[，,]?(?:使其|使之|让它|以)?(?<what>\S.*)$",
        Options);

    /// <summary>A spec with one section for each principle; the requests for critique and revision stand beside it in <c>principles.yaml</c>.</summary>
    /// <param name="constitution">The constitution.</param>
    /// <param name="name">The spec's version where <c>spec.yaml</c> gives none.</param>
    /// <param name="authority">The sections' authority; <see cref="Authority.None"/> for none.</param>
    /// <exception cref="InputException">The principles are too many for one file.</exception>
    public static SpecFiles Of(Constitution constitution, string name, Authority authority = Authority.Guideline)
    {
        var ids = new SectionIds();
        var named = constitution.Principles.Select(p => (Principle: p, Title: Title(p))).Select(p => (p.Principle, p.Title, Id: ids.OfTitle(p.Title, PrincipleIdLength))).ToArray();
        var markdown = new StringBuilder();
        foreach (var (principle, title, id) in named)
        {
            Section(markdown, 1, title, id, Attributes(authority), Lines($"{principle.Critique}\n\n{principle.Revision}"), ids.Has);
        }

        var spec = SpecReader.Parse(markdown.ToString(), "spec.md");
        var kept = constitution with { Principles = [.. named.Select(n => n.Principle with { Section = n.Id, SectionHash = spec.Find(n.Id)!.Hash })] };
        var yaml = Bytes(kept.ToYaml());
        return yaml.Length <= YamlValue.MaxBytes
            ? new SpecFiles("", name, [new SpecFile("spec.md", Bytes(markdown.ToString())), new SpecFile(SpecFiles.PrinciplesName, yaml)])
            : throw new InputException($"the principles take {yaml.Length} bytes; at most {YamlValue.MaxBytes} are read: import a part of them");
    }

    /// <summary>A spec with one section for each heading; text before the first becomes a section of its own.</summary>
    /// <param name="text">The prose: Markdown, or plain text with underlined or numbered headings.</param>
    /// <param name="name">The spec's version where <c>spec.yaml</c> gives none, and the title of a text without headings.</param>
    /// <param name="authority">The authority of sections with a text; those whose heading has braces keep their own.</param>
    /// <exception cref="InputException">The text is longer than 16 Mi characters, or there is nothing in it.</exception>
    public static SpecFiles OfProse(string text, string name, Authority authority = Authority.Guideline)
    {
        var lines = Lines(text.TrimStart('\uFEFF'));
        if (text.Length > SourceText.MaxLength || lines.TrueForAll(string.IsNullOrWhiteSpace))
        {
            throw new InputException(text.Length > SourceText.MaxLength ? $"the text has {text.Length} characters, more than {SourceText.MaxLength}; split it" : "there is no text to import");
        }

        var headings = ProseHeadings.Of(lines, FencedLines.Of(lines)).ToList();
        var before = headings.Count > 0 ? headings[0].Line : lines.Count;
        if (lines.Take(before).Any(l => !string.IsNullOrWhiteSpace(l)))
        {
            headings.Insert(0, new ProseHeading(0, 0, 1, headings.Count > 0 ? "Introduction" : name));
        }

        // Ids that are written out come first: a title must not take one away.
        var ids = new SectionIds();
        var own = headings.ConvertAll(h => h.Braces is { } braces ? ids.Unique(braces.Id) : null);
        var all = headings.Select((h, i) => own[i] ?? ids.OfTitle(h.Title)).ToArray();
        var markdown = new StringBuilder();
        for (var i = 0; i < headings.Count; i++)
        {
            var heading = headings[i];
            var start = heading.Line + heading.Lines;
            var body = lines[start..(i + 1 < headings.Count ? headings[i + 1].Line : lines.Count)];
            var binds = body.Exists(l => !string.IsNullOrWhiteSpace(l)) && heading.Braces is null;
            Section(markdown, heading.Level, heading.Title, all[i], heading.Braces?.Attributes ?? Attributes(binds ? authority : Authority.None), body, ids.Has);
        }

        return new SpecFiles("", name, [new SpecFile("spec.md", Bytes(markdown.ToString()))]);
    }

    private static void Section(
        StringBuilder markdown, int level, string title, string id, string attributes, List<string> body, Func<string, bool> isSection)
    {
        markdown.Append(markdown.Length > 0 ? "\n" : "").Append('#', level).Append(' ').Append(FormatEscapes.Inline(title, isSection))
            .Append(" {#").Append(id).Append(attributes).Append("}\n");
        var first = body.FindIndex(l => !string.IsNullOrWhiteSpace(l));
        if (first < 0)
        {
            return;
        }

        var last = body.FindLastIndex(l => !string.IsNullOrWhiteSpace(l));
        var isCode = FencedLines.Of(body);
        markdown.Append('\n');
        for (var i = first; i <= last; i++)
        {
            markdown.Append(isCode[i] ? body[i] : FormatEscapes.Line(body[i], isSection)).Append('\n');
        }
    }

    private static string Attributes(Authority authority) => authority == Authority.None ? "" : $" authority={authority.Name()}";

    /// <summary>A short title of what a principle asks for: the revision without "please rewrite the response to", up to where a clause ends.</summary>
    private static string Title(Principle principle)
    {
        var request = Checks.ReplyText.Collapse(principle.Revision);
        var what = RevisionRequest.Match(request) is { Success: true } match ? match.Groups["what"].Value : request;
        var end = what.IndexOfAny(['.', ';', ':', '。', '；', '：']);
        what = end > 0 ? what[..end] : what;
        if (what.Length > TitleLength)
        {
            var comma = what.LastIndexOfAny([',', '，'], TitleLength);
            var blank = what.LastIndexOf(' ', TitleLength);
            what = what[..(comma > TitleLength / 3 ? comma : blank > 0 ? blank : Whole(what, TitleLength))];
        }

        what = what.Trim(' ', ',', '，', '#');
        return what.Length == 0 ? "Principle" : char.ToUpperInvariant(what[0]) + what[1..];
    }

    // A cut never halves a surrogate pair.
    private static int Whole(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;

    private static List<string> Lines(string text) => [.. text.ReplaceLineEndings("\n").Split('\n')];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
