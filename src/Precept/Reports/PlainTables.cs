using System.Globalization;
using Precept.Spec;

namespace Precept.Reports;

/// <summary>Tables of text: targets, extra tables, lineage, settings.</summary>
internal static class PlainTables
{
    /// <summary>Whether the run reached what it was to reach.</summary>
    public static Html Targets(IReadOnlyList<Target> targets) => Table(
        "Targets of the run",
        ["Target", "Model", "Bound", "Measured", "Result"],
        targets.Select(t => (IReadOnlyList<Html>)[Text(t.Name), Text(t.Model), Text(t.Bound), t.Measured is { } rate ? RateMarkup.Inline(rate) : Text("\u2013"), Result(t.Met)]));

    /// <summary>A table of the caller's, under its own heading.</summary>
    /// <exception cref="InputException">A row is not as long as the headings.</exception>
    public static Html Extra(ExtraTable table)
    {
        if (table.Rows.FirstOrDefault(r => r.Count != table.Columns.Count) is { } row)
        {
            throw new InputException($"table '{table.Title}': a row has {row.Count} cells, expected {table.Columns.Count}, one for each column");
        }

        return Html.Of(
            $"""
            <h3>{table.Title}</h3>
            {Table(table.Title, table.Columns, table.Rows.Select(r => (IReadOnlyList<Html>)[.. r.Select(Text)]))}
            """);
    }

    /// <summary>What was made from what.</summary>
    public static Html Lineage(IReadOnlyList<LineageRow> rows) => Table(
        "Lineage",
        ["Stage", "Product", "Content hash", "Time"],
        rows.Select(r => (IReadOnlyList<Html>)[Text(r.Stage), Text(r.What), Html.Of($"""<code class="hash">{r.Hash}</code>"""), Text(Duration(r.Seconds))]));

    /// <summary>The resolved settings.</summary>
    public static Html Settings(IReadOnlyList<Setting> settings) => Table(
        "Settings", ["Setting", "Value"], settings.Select(s => (IReadOnlyList<Html>)[Html.Of($"<code>{s.Name}</code>"), Text(s.Value)]));

    /// <summary>Seconds in words: <c>41 s</c>, <c>3 min 5 s</c>, <c>2 h 10 min</c>, with no-break spaces; a dash for null.</summary>
    public static string Duration(double? seconds) => seconds is not { } s
        ? "\u2013"
        : Math.Round(s) switch
        {
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{s:0.0}\u00A0s"),
            < 60 and var whole => string.Create(CultureInfo.InvariantCulture, $"{whole}\u00A0s"),
            < 3600 and var whole => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(whole / 60)}\u00A0min\u00A0{whole % 60}\u00A0s"),
            var whole => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(whole / 3600):N0}\u00A0h\u00A0{Math.Floor(whole % 3600 / 60)}\u00A0min"),
        };

    /// <summary>A table of cells; the first of each row is its head.</summary>
    internal static Html Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<Html>> rows) => Html.Of(
        $"""
        <div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table class="plain">
        <caption class="hidden">{caption}</caption>
        <thead><tr>{columns.Select(c => Html.Of($"""<th scope="col">{c}</th>"""))}</tr></thead>
        <tbody>
        {rows.Select(Row)}</tbody></table></div>

        """);

    private static Html Row(IReadOnlyList<Html> cells) => Html.Of(
        $"""
        <tr>{cells.Select((c, i) => i == 0 ? Html.Of($"""<th scope="row">{c}</th>""") : Html.Of($"<td>{c}</td>"))}</tr>

        """);

    private static Html Result(bool? met) => met switch
    {
        true => Html.Of($"""<span class="chip kept">✓ met</span>"""),
        false => Html.Of($"""<span class="chip broken">✗ missed</span>"""),
        null => RateMarkup.Missing,
    };

    private static Html Text(string text) => Html.Of($"{text}");
}
