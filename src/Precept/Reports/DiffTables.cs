using Precept.Spec.Diff;

namespace Precept.Reports;

/// <summary>Changes that a line says.</summary>
internal static class DiffTables
{
    /// <summary>One row for each change.</summary>
    public static Html Changes(DiffContext context, IReadOnlyList<SpecChange> changes) => Html.Of(
        $"""
        <div class="scroll diff-table diff-list" tabindex="0"><table><thead><tr><th scope="col">section</th><th scope="col">change</th><th scope="col">what</th></tr></thead>
        <tbody>{changes.Select(c => Html.Of($"""<tr><th scope="row">{context.Name(c.Section)}</th><td>{Chip(c)}</td><td>{What(c)}{Prose(context, c)}</td></tr>"""))}</tbody></table></div>

        """);

    /// <summary>Another spelling of the same level is told once for all.</summary>
    public static Html Authority(DiffContext context, IReadOnlyList<SpecChange> changes)
    {
        var real = changes.Where(c => c.Kind != SpecChangeKind.AuthorityRespelled).ToList();
        var respelled = changes.Where(c => c.Kind == SpecChangeKind.AuthorityRespelled).GroupBy(c => (c.From, c.To));
        return Html.Of(
            $"""
            {(real.Count > 0 ? Changes(context, real) : Html.Empty)}{respelled.Select(g => Html.Of(
                $"""
                <details class="diff-fold"><summary>The same level by another name in {g.Count()} sections: {FromTo(g.Key.From, g.Key.To)}</summary><p>{g.Select(c => Html.Of($"{context.Name(c.Section)} "))}</p></details>

                """))}
            """);
    }

    /// <summary>A change's kind as a chip, coloured by what it does.</summary>
    public static Html Chip(SpecChange change) => Html.Of($"""<span class="diff-chip {Tone(change.Kind)}">{change.Kind.Label()}</span>""");

    /// <summary>What was and what is, with an arrow between.</summary>
    public static Html FromTo(string? from, string? to) => (from, to) switch
    {
        (null, null) => Html.Empty,
        (null, _) => Html.Of($"""<ins class="diff-ins">{Html.Text(to)}</ins>"""),
        (_, null) => Html.Of($"""<del class="diff-del">{Html.Text(from)}</del>"""),
        _ => Html.Of($"""<del class="diff-del">{Html.Text(from)}</del> <span class="diff-arrow" aria-label="becomes">→</span> <ins class="diff-ins">{Html.Text(to)}</ins>"""),
    };

    private static Html What(SpecChange change)
    {
        var detail = change.Detail is null ? Html.Empty : Html.Of($"""<div class="quiet">{change.Detail}</div>""");
        return Html.Of($"{FromTo(change.From, change.To)}{detail}");
    }

    /// <summary>The text of a section that came or went, folded.</summary>
    private static Html Prose(DiffContext context, SpecChange change) =>
        change.Kind is SpecChangeKind.SectionAdded or SpecChangeKind.SectionRemoved && context.Section(change.Section) is { Body.Length: > 0 } section
            ? Html.Of($"""<details class="diff-fold"><summary>Read it</summary><div class="diff-text" dir="auto">{Html.Text(section.Body)}</div></details>""")
            : Html.Empty;

    private static string Tone(SpecChangeKind kind) => kind switch
    {
        SpecChangeKind.SectionAdded or SpecChangeKind.ExampleAdded or SpecChangeKind.ReplyAdded or SpecChangeKind.CheckAdded or SpecChangeKind.FootnoteAdded
            or SpecChangeKind.EvaluationAdded or SpecChangeKind.CommentaryAdded or SpecChangeKind.ObligationAdded => "diff-came",
        SpecChangeKind.SectionRemoved or SpecChangeKind.ExampleRemoved or SpecChangeKind.ReplyRemoved or SpecChangeKind.CheckRemoved
            or SpecChangeKind.FootnoteRemoved or SpecChangeKind.EvaluationLost or SpecChangeKind.CommentaryRemoved or SpecChangeKind.ObligationRemoved => "diff-went",
        SpecChangeKind.AuthorityRaised or SpecChangeKind.AuthorityLowered or SpecChangeKind.KindChanged or SpecChangeKind.VerdictFlipped
            or SpecChangeKind.ObligationStrengthened or SpecChangeKind.ObligationWeakened or SpecChangeKind.ObligationReversed => "diff-weighty",
        _ => "diff-plain",
    };
}
