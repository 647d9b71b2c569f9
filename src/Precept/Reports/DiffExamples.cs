using Precept.Spec;
using Precept.Spec.Diff;

namespace Precept.Reports;

/// <summary>An example of a section and all that changed in it.</summary>
internal static class DiffExamples
{
    public static Html Render(DiffContext context, string title, IReadOnlyList<SpecChange> changes) => Html.Of(
        $"""
        <div class="diff-example"><h4>Example: {title}</h4>
        {changes.Select(c => Change(context, c))}</div>

        """);

    private static Html Change(DiffContext context, SpecChange change) => change.Kind switch
    {
        SpecChangeKind.ExampleAdded or SpecChangeKind.ExampleRemoved when context.Example(change) is { } example => Html.Of(
            $"""
            <details class="diff-fold"><summary>{DiffTables.Chip(change)} <span class="quiet">read it</span></summary>{example.Parts.Select(Part)}</details>

            """),
        SpecChangeKind.ExampleAdded or SpecChangeKind.ExampleRemoved => Html.Of($"<p>{DiffTables.Chip(change)}</p>"),
        SpecChangeKind.ExampleMoved => Html.Of($"""<p>{DiffTables.Chip(change)} from {context.Name(change.From)} to {context.Name(change.To)}</p>"""),
        SpecChangeKind.VerdictFlipped => Html.Of($"""<p>{DiffTables.Chip(change)} {Grade(change.From)} <span class="diff-arrow" aria-label="becomes">→</span> {Grade(change.To)} <span class="quiet">{Place(change)}</span></p>"""),
        SpecChangeKind.OrderChanged => Html.Of($"<p>{DiffTables.Chip(change)} {Place(change)}</p>"),
        _ => Html.Of($"""<p>{DiffTables.Chip(change)} <span class="quiet">{Place(change)}</span></p><div class="diff-text" dir="auto">{DiffWords.Render(change.From, change.To)}</div>"""),
    };

    /// <summary>The detail without the example's title, which stands above.</summary>
    private static string Place(SpecChange change) =>
        change is { Detail: { } detail, Example: { } title } && detail.StartsWith(title, StringComparison.Ordinal) ? detail[title.Length..].TrimStart(':', ',', ' ') : change.Detail ?? "";

    private static Html Grade(string? verdict) => Html.Of($"""<span class="chip {(verdict == "BAD" ? "broken" : verdict == "GOOD" ? "kept" : "")}">{verdict}</span>""");

    private static Html Part(ExamplePart part) => part switch
    {
        MessagePart m => Turn(m.Message.RoleName, Html.Empty, ExampleText.Written(m.Message)),
        Spec.Comparison c => Html.Of($"{c.Replies.Select(r => Turn("assistant", Html.Of($" {Grade(r.Verdict.ToString().ToUpperInvariant())} {r.Why}"), ExampleText.Written(r.Message)))}"),
        _ => Html.Of($"""<p class="quiet">[...]</p>"""),
    };

    private static Html Turn(string role, Html about, string text) => Html.Of(
        $"""<div class="turn role-{role}"><p class="role">{role}{about}</p><div class="said" dir="auto">{Html.Text(text)}</div></div>""");
}
