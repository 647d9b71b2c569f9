using Precept.Spec;

namespace Precept.Reports;

/// <summary>Titles, authority labels and chips of sections.</summary>
internal static class Naming
{
    /// <summary>A section's title and authority; the id itself and no authority where the report does not name it.</summary>
    public static SectionName Of(ReportData data, string id) =>
        data.SectionNames.TryGetValue(id, out var name) ? name : new SectionName(id, Authority.None);

    /// <summary>Who may override a level, in a few words; empty for a name that is not a level.</summary>
    public static string Override(string level) => level switch
    {
        "root" => "no message overrides it",
        "system" => "only a system message may adjust it",
        "developer" => "a developer may override it",
        "user" => "a user may override it",
        "guideline" => "even implicit signals may override it",
        "none" => "no authority of its own",
        _ => "",
    };

    /// <summary>A section as a label, with its title and authority on hover.</summary>
    public static Html Label(ReportData data, string id)
    {
        var name = Of(data, id);
        return Html.Of($"""<span class="chip" title="{name.Title} ({name.Authority.Name()})">{id}</span>""");
    }

    /// <summary>An id that may break into lines after its underscores.</summary>
    public static Html Breakable(string id)
    {
        var words = id.Split('_');
        return Html.Of($"""{words.Select((w, i) => i == words.Length - 1 ? Html.Of($"{w}") : Html.Of($"{w}_<wbr/>"))}""");
    }
}
