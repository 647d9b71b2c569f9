using Precept.Spec;
using Precept.Spec.Diff;

namespace Precept.Reports;

/// <summary>One card for each section whose text, examples or checks changed.</summary>
internal static class DiffCards
{
    public static Html Render(DiffContext context, IReadOnlyList<SpecChange> changes) =>
        Html.Of($"{changes.GroupBy(c => c.Section).Select(g => Card(context, g.Key!, [.. g]))}");

    /// <summary>Commentary, folded: it is no instruction to the model.</summary>
    public static Html Commentary(DiffContext context, IReadOnlyList<SpecChange> changes) => Html.Of(
        $"""
        <p class="quiet">Commentary is no instruction to the model: no judgment rests on it.</p>
        {changes.Select(c => Html.Of(
            $"""
            <details class="diff-fold"><summary>{context.Name(c.Section)} {DiffTables.Chip(c)}</summary><div class="diff-text" dir="auto">{(c.Kind == SpecChangeKind.CommentaryMoved ? DiffTables.FromTo(c.From, c.To) : DiffWords.Render(c.From, c.To))}</div></details>

            """))}
        """);

    private static Html Card(DiffContext context, string id, IReadOnlyList<SpecChange> changes)
    {
        var section = context.Section(id);
        var authority = section is null ? Html.Empty : Html.Of($"""<span class="diff-chip diff-plain">{section.Authority.Name()}</span> """);
        var body = changes.FirstOrDefault(c => c.Kind == SpecChangeKind.BodyEdited);
        return Html.Of(
            $"""
            <article class="card diff-card" id="{DiffContext.Anchor(id)}" aria-labelledby="{DiffContext.Anchor(id)}-title">
            <h3 id="{DiffContext.Anchor(id)}-title">{section?.Title ?? id} <code class="hash">{id}</code> {authority}{Weight(changes)}</h3>
            {(body is null ? Html.Empty : Body(body, changes))}{changes.Where(c => c.Example is not null).GroupBy(c => c.Example!).Select(g => DiffExamples.Render(context, g.Key, [.. g]))}{changes.Where(c => c.Example is null && c.Kind.Group() != SpecChangeGroup.Text).Select(Other)}</article>

            """);
    }

    private static Html Weight(IReadOnlyList<SpecChange> changes) => DiffSummary.StepChip(changes.Max(c => c.Step));

    private static Html Body(SpecChange body, IReadOnlyList<SpecChange> changes)
    {
        var demands = changes.Where(c => c.Kind.Group() == SpecChangeGroup.Text && c.Kind != SpecChangeKind.BodyEdited)
            .DistinctBy(c => (c.From, c.To)).ToDictionary(c => (c.From, c.To));
        var diff = BodyDiff.Of(body.From!, body.To!);
        var lines = new List<Html>();
        var same = 0;
        foreach (var edit in diff.Edits)
        {
            if (edit.Kind == SentenceEditKind.Same)
            {
                same++;
                continue;
            }

            AddUnchanged();
            var chip = demands.TryGetValue((edit.From, edit.To), out var demand) ? Html.Of($"{DiffTables.Chip(demand)} ") : Html.Empty;
            lines.Add(Html.Of($"""<li class="diff-sentence diff-{edit.Kind.ToString().ToLowerInvariant()}" dir="auto">{chip}{Sentence(edit)}</li>"""));
        }

        AddUnchanged();
        return Html.Of($"""<p class="diff-about">Text: {body.Detail}</p><ul class="diff-sentences">{lines}</ul>""");

        void AddUnchanged()
        {
            if (same > 0)
            {
                lines.Add(Html.Of($"""<li class="diff-unchanged">{same} {(same == 1 ? "sentence" : "sentences")} unchanged</li>"""));
            }

            same = 0;
        }
    }

    private static Html Sentence(SentenceEdit edit) => edit.Kind == SentenceEditKind.Moved
        ? Html.Of($"""<span class="quiet">moved within the section:</span> {Html.Text(edit.To)}""")
        : DiffWords.Render(edit.From, edit.To);

    private static Html Other(SpecChange change) => Html.Of(
        $"""
        <p class="diff-other">{DiffTables.Chip(change)} {change.Detail}</p>{(change.From is null && change.To is null ? Html.Empty : Html.Of($"""<div class="diff-text"><code>{DiffWords.Render(change.From, change.To)}</code></div>"""))}

        """);
}
