using System.Text;
using Precept.Cli.Terminal;
using Precept.Spec.Linting;

namespace Precept.Cli.Commands;

/// <summary>Findings for people: each with its line and what is meant in it, notes counted by code, a summary.</summary>
/// <param name="to">Where it is written.</param>
/// <param name="width">Columns of a line.</param>
/// <param name="isColoured">Whether severities and marks may be coloured.</param>
internal sealed class FindingsText(TextWriter to, int width, bool isColoured)
{
    private const int Indent = 4;

    /// <summary>Writes everything.</summary>
    /// <param name="findings">The findings, in order.</param>
    /// <param name="file">The spec's file, for the summary.</param>
    /// <param name="withNotes">Whether each note is shown, too.</param>
    public void Write(IReadOnlyList<SpecFinding> findings, string file, bool withNotes)
    {
        var lines = new SourceLines();
        foreach (var finding in findings.Where(f => withNotes || f.Severity > FindingSeverity.Info))
        {
            WriteOne(finding, lines.Of(finding));
        }

        if (!withNotes)
        {
            WriteCounts(findings);
        }

        var bySeverity = findings.CountBy(f => f.Severity).ToDictionary();
        to.WriteLine(Printable.Of($"{file}: {Count("error", FindingSeverity.Error)}, {Count("warning", FindingSeverity.Warning)}, {Count("note", FindingSeverity.Info)}"));

        string Count(string what, FindingSeverity severity) => bySeverity.GetValueOrDefault(severity) is var n && n == 1 ? $"1 {what}" : $"{n:#,0} {what}s";
    }

    private void WriteOne(SpecFinding finding, string? line)
    {
        var colour = finding.Severity switch { FindingSeverity.Error => "31", FindingSeverity.Warning => "33", _ => "36" };
        var place = Printable.Of(finding.Line > 0 ? $"{finding.File}:{finding.Line}" : finding.File);
        var label = $"{finding.Severity.Name()} {finding.Code}";
        var used = DisplayWidth.Of(place) + label.Length + 4;
        to.WriteLine($"{place}: {Coloured(label, colour)}:{Wrapped(Printable.Of(finding.Message), used)}");
        if (finding.Span is { } span && line is not null)
        {
            var (source, marks) = Excerpt.Of(finding.Line, line, span, width);
            to.WriteLine(source);
            to.WriteLine(Coloured(marks, colour));
        }

        to.WriteLine();
    }

    private void WriteCounts(IReadOnlyList<SpecFinding> findings)
    {
        var notes = findings.Where(f => f.Severity == FindingSeverity.Info).CountBy(f => f.Code).OrderBy(c => c.Key, StringComparer.Ordinal).ToList();
        if (notes.Count == 0)
        {
            return;
        }

        to.WriteLine("Good to know (--notes shows each):");
        foreach (var (code, count) in notes)
        {
            to.WriteLine($"  {code} {count,5:#,0}  {SpecRules.Find(code)?.Title}");
        }

        to.WriteLine();
    }

    /// <summary>A text behind what stands on its first line already; words that find no room go to lines of their own, indented.</summary>
    private string Wrapped(string text, int used)
    {
        var wrapped = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            var length = DisplayWidth.Of(word) + 1;
            if (used + length > width && used > Indent)
            {
                wrapped.Append('\n').Append(' ', Indent - 1);
                used = Indent - 1;
            }

            wrapped.Append(' ').Append(word);
            used += length;
        }

        return wrapped.ToString();
    }

    private string Coloured(string text, string colour) => isColoured ? $"\e[1;{colour}m{text}\e[0m" : text;
}
