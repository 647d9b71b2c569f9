using Precept.Evaluation;

namespace Precept.Reports;

/// <summary>What a judge takes for what: pairs by their grades, and single replies where it grades them.</summary>
internal static class SelfTestMatrix
{
    private const int Shades = 10;

    /// <summary>The matrices of one judge.</summary>
    public static Html Render(SelfTestEntry entry) => Html.Of(
        $"""
        <div class="test-grid">{Pairs(entry.Report)}{(entry.Report.Grades is { } grades ? Grades(grades) : Html.Empty)}</div>

        """);

    private static Html Pairs(SelfTestReport report)
    {
        var rows = report.Pairs.Zip(report.Kinds, (p, k) => Row(p.Kind.Name(), [p.Better, p.Tie, p.Worse, p.Failed], right: 0, k.Rate));
        return Html.Of(
            $"""
            <div class="card test-card"><h4>Pairs by their grades</h4><div class="test-scroll"><table class="test-matrix">
            <thead><tr><td></td><th scope="col">the better</th><th scope="col">tie</th><th scope="col">the worse</th><th scope="col">not judged</th></tr></thead>
            <tbody>{rows}</tbody></table></div>
            <p class="test-axis">Down: the spec's grades. Across: what the judge prefers. Outlined: right.</p></div>
            """);
    }

    private static Html Grades(GradeConfusion grades)
    {
        var rows = SelfTestWords.Grades.Select((spec, i) => Row(
            spec.Name, [.. SelfTestWords.Grades.Select(judge => grades.Counts[(int)spec.Grade][(int)judge.Grade])], right: i, null));
        var source = grades.Source == GradeSource.Rating
            ? "its rating from 1 to 7 (6 and 7: GOOD, 4 and 5: OK)"
            : "whether it finds a section broken (then BAD, else GOOD; it cannot say OK)";
        return Html.Of(
            $"""
            <div class="card test-card"><h4>Single replies</h4><div class="test-scroll"><table class="test-matrix">
            <thead><tr><td></td>{SelfTestWords.Grades.Select(g => Html.Of($"""<th scope="col">{g.Name}</th>"""))}</tr></thead>
            <tbody>{rows}</tbody></table></div>
            <p class="test-axis">Down: the spec's grade. Across: the judge's, from {source}. Alike: {RateMarkup.Inline(grades.Right)}.</p></div>
            """);
    }

    private static Html Row(string name, int[] counts, int right, Rate? rate)
    {
        var total = Math.Max(1, counts.Sum());
        var cells = counts.Select((n, i) => Html.Of(
            $"""<td class="{(i == right ? "right" : n == 0 ? "none" : $"heat{Math.Clamp((n * Shades / total) + 1, 1, Shades)}")}">{SelfTestPage.Number(n)}</td>"""));
        var share = rate is { N: > 0 } r ? Html.Of($"""<br/><span class="interval">{RateMarkup.Percent(r.Value)} ({RateMarkup.Interval(r)})</span>""") : Html.Empty;
        return Html.Of($"""<tr><th scope="row">{name}{share}</th>{cells}</tr>""");
    }
}
