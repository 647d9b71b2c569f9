using System.Globalization;
using System.Text;
using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>A self-test as a LaTeX table for a paper (package booktabs).</summary>
public static class SelfTestLatex
{
    /// <summary>Renders the table: a row for each judge, then the baselines on the first one's pairs.</summary>
    /// <param name="entries">The judges, at least one. Their names are taken as hostile and escaped.</param>
    /// <returns>A <c>table</c> environment, with <c>\n</c> line ends.</returns>
    public static string Render(IReadOnlyList<SelfTestEntry> entries)
    {
        var first = entries[0].Report;
        var rows = new StringBuilder();
        foreach (var entry in entries)
        {
            var r = entry.Report;
            rows.Append(Row(Escaped(entry.Name), r.Accuracy.Headline, r.WithoutTies, r.Ties, r.Position.Disagree, r.Length.Difference));
        }

        rows.Append("\\midrule\n");
        foreach (var baseline in first.Baselines)
        {
            rows.Append(Row(Escaped(SelfTestWords.Baseline(baseline.Id)), baseline.Rate, null, null, null, null));
        }

        return string.Create(CultureInfo.InvariantCulture, $$"""
            % \usepackage{booktabs}
            \begin{table}
            \centering
            \caption{Accuracy on {{first.N}} ordered pairs of graded replies ({{first.Comparisons}} comparisons, {{first.Examples}} examples) of the spec {{Escaped(first.Spec.Version)}}, in per cent with 95\,\% intervals that take examples as clusters. {{(entries.All(e => e.Report.HeldOut) ? "Each example is held out of the judge's prompt while it is tested." : "Each example is held out of the judge's prompt while it is tested, except where it is said to be in view.")}} Ties count as wrong. Orders: share of pairs whose verdict changes with the order. Length: accuracy where the better reply is longer less accuracy where it is shorter, in points.}
            \label{tab:judge-self-test}
            \begin{tabular}{lrrrrr}
            \toprule
            & Accuracy & Without ties & Ties & Orders & Length \\
            \midrule
            {{rows.ToString().TrimEnd('\n')}}
            \bottomrule
            \end{tabular}
            \end{table}

            """).ReplaceLineEndings("\n");
    }

    private static string Row(string name, Rate accuracy, Rate? withoutTies, Rate? ties, Rate? orders, Estimate? length) =>
        $"{name} & {Cell(accuracy)} & {Cell(withoutTies)} & {Cell(ties)} & {Cell(orders)} & {(length is { IsDefined: true } l ? Cell(l.Value, l.Low, l.High) : "--")} \\\\\n";

    private static string Cell(Rate? rate) => rate is { N: > 0 } r ? Cell(r.Value, r.Low, r.High) : "--";

    private static string Cell(double value, double low, double high) => double.IsNaN(low)
        ? Number(value)
        : $"{Number(value)} {{\\footnotesize [{Number(low)}, {Number(high)}]}}";

    private static string Number(double share) => string.Create(CultureInfo.InvariantCulture, $"${100 * share:0.0}$");

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => "\\" + rune,
                < 0x20 or 0x7F => " ",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }
}
