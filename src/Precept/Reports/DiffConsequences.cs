using Precept.Spec.Diff;

namespace Precept.Reports;

/// <summary>What of a workspace goes stale, and what stays.</summary>
internal static class DiffConsequences
{
    private static readonly string[] Kinds = ["judgments", "preferences", "datasets", "models", "scorecards"];

    public static Html Render(SpecConsequences consequences)
    {
        var lead = consequences.IsEmpty ? "Nothing that is current under the first version goes stale." : "What rests on a changed section goes stale; the rest is untouched.";
        return Html.Of(
            $"""
            <p class="lead">{lead}</p><p class="quiet">Workspace {Path.GetFileName(Path.TrimEndingDirectorySeparator(consequences.Workspace))}. Judged sections because of which nothing goes stale: {consequences.UntouchedSections}.</p>
            <div class="scroll diff-table" tabindex="0"><table><thead><tr><th scope="col"></th><th scope="col">total</th><th scope="col">go stale</th><th scope="col">untouched</th><th scope="col">stale already</th><th scope="col">redone</th></tr></thead>
            <tbody>{consequences.Kinds.Select(k => Html.Of($"""<tr><th scope="row">{k.Kind}</th><td>{k.Total}</td><td><strong>{k.GoStale}</strong></td><td>{k.Untouched}</td><td>{k.StaleAlready}</td><td>{k.Redone}</td></tr>"""))}</tbody></table></div>
            {(consequences.Sections.Count == 0 ? Html.Empty : BySection(consequences))}{(consequences.Named.Count == 0 ? Html.Empty : Named(consequences))}
            """);
    }

    private static Html BySection(SpecConsequences consequences) => Html.Of(
        $"""
        <h3>By section</h3><div class="scroll diff-table" tabindex="0"><table><thead><tr><th scope="col">section</th>{Kinds.Select(k => Html.Of($"""<th scope="col">{k}</th>"""))}</tr></thead>
        <tbody>{consequences.Sections.Select(s => Html.Of($"""<tr><th scope="row"><code>{s.Section}</code></th>{Kinds.Select(k => Html.Of($"<td>{s.GoStale.GetValueOrDefault(k)}</td>"))}</tr>"""))}</tbody></table></div>

        """);

    private static Html Named(SpecConsequences consequences) => Html.Of(
        $"""
        <h3>To be redone</h3><div class="scroll diff-table" tabindex="0"><table><thead><tr><th scope="col">name</th><th scope="col">kind</th><th scope="col">because of</th></tr></thead>
        <tbody>{consequences.Named.Select(n => Html.Of($"""<tr><th scope="row">{n.Name} <code class="hash">{n.Id}</code></th><td>{n.Kind}</td><td>{string.Join(", ", n.Sections)}</td></tr>"""))}</tbody></table></div>

        """);
}
