using Precept.Spec.Diff;

namespace Precept.Reports;

/// <summary>The diff in numbers, and the step of the version that it asks for.</summary>
internal static class DiffSummary
{
    private const int MostNames = 8;

    private static readonly (SpecChangeGroup Group, string Title)[] Tiles =
    [
        (SpecChangeGroup.Sections, "Sections"), (SpecChangeGroup.Authority, "Authority"), (SpecChangeGroup.Text, "Text"), (SpecChangeGroup.Examples, "Examples"),
        (SpecChangeGroup.Checks, "Checks"), (SpecChangeGroup.Evaluation, "Evaluation prompts"), (SpecChangeGroup.Commentary, "Commentary"),
    ];

    public static Html Render(SpecDiff diff) => diff.IsEmpty
        ? Html.Of($"""<p class="lead">Both versions say the same.</p>""")
        : Html.Of(
            $"""
            <p class="lead">{Count(diff.Changes.Count, "change")} in {Count(diff.Changes.Select(c => c.Section).Distinct().Count(), "section")}. Suggested step of the version: {StepChip(diff.Step)}</p>
            <ul class="diff-reasons">{diff.Reasons.Select(Reason)}</ul>
            <dl class="diff-tiles">{Tiles.Select(t => Tile(diff, t.Group, t.Title))}</dl>

            """);

    /// <summary>A step as a chip.</summary>
    public static Html StepChip(SemVerStep step) => Html.Of($"""<span class="diff-chip diff-step-{Name(step)}">{Name(step)}</span>""");

    private static string Name(SemVerStep step) => step.ToString().ToLowerInvariant();

    private static Html Reason(StepReason reason)
    {
        var more = reason.Sections.Count > MostNames ? $" and {reason.Sections.Count - MostNames} more" : "";
        return Html.Of(
            $"""<li>{reason.Count} × {reason.Kind.Label()}: <span class="quiet">{string.Join(", ", reason.Sections.Take(MostNames))}{more}</span></li>""");
    }

    private static Html Tile(SpecDiff diff, SpecChangeGroup group, string title)
    {
        var kinds = diff.Of(group).CountBy(c => c.Kind).OrderBy(c => c.Key).ToList();
        return kinds.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""<div class="card diff-tile"><dt>{title}</dt><dd><ul>{kinds.Select(k => Html.Of($"""<li><span class="diff-count">{k.Value}</span> {k.Key.Label()}</li>"""))}</ul></dd></div>""");
    }

    private static string Count(int count, string what) => $"{count:#,0} {what}{(count == 1 ? "" : "s")}";
}
