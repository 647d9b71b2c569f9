using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Precept.Judging;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Campaigns;

/// <summary>The spec that a campaign is labeled under: its sections with what was done about each, and what people say of them.</summary>
public static class SpecPages
{
    private const int MostFound = 30;

    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/{campaign}/spec", ListAsync).For(Right.Label);
        app.MapGet("/campaigns/{campaign}/spec/{section}", async (
            string campaign, string section, string? done, WorkbenchDatabase database, SpecLibrary specs, SectionCounts counts, SectionNotes notes, PageContext page) =>
            await SectionAsync(campaign, section, done is not null, null, "", database, specs, counts, notes, page)).For(Right.Label);
        app.MapPost("/campaigns/{campaign}/spec/{section}/notes", WriteAsync).For(Right.Label);
        app.MapPost("/campaigns/{campaign}/notes/{note}/resolve", ResolveAsync).For(Right.Label);
    }

    private static async Task<IResult> ListAsync(string campaign, string? q, WorkbenchDatabase database, SpecLibrary specs, SectionCounts counts, PageContext page)
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        var spec = await specs.FindAsync(head.SpecTextId);
        var query = q?.Trim() ?? "";
        return Render.Page<SpecPage>(new
        {
            Campaign = head,
            Sections = query.Length == 0 ? spec.Document.Sections : Found(spec.Document, query),
            Counts = await counts.OfAsync(campaign),
            Query = query,
            Markup = new SpecMarkup(spec, campaign, page.Language),
        });
    }

    // By id and title first, then by what the text is about.
    private static IReadOnlyList<Section> Found(SpecDocument spec, string query)
    {
        var named = spec.Sections.Where(s => s.Id.Contains(query, StringComparison.OrdinalIgnoreCase) || s.Title.Contains(query, StringComparison.OrdinalIgnoreCase));
        using var search = new SectionSearch(spec);
        return [.. named.Concat(search.Find(query, MostFound)).DistinctBy(s => s.Id).Take(MostFound)];
    }

    private static async Task<IResult> SectionAsync(
        string campaign, string section, bool isDone, Phrase? problem, string text, WorkbenchDatabase database, SpecLibrary specs, SectionCounts counts, SectionNotes notes, PageContext page)
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        var spec = await specs.FindAsync(head.SpecTextId);
        if (spec.Document.Find(section) is not { } found)
        {
            return Results.NotFound();
        }

        return Render.Page<SpecSectionPage>(
            new
            {
                Campaign = head,
                Section = found,
                Hash = spec.Hashes[section],
                Children = spec.Document.Sections.Where(s => s.ParentId == section).ToList(),
                Counts = (await counts.OfAsync(campaign)).GetValueOrDefault(section) ?? SectionCount.None,
                Notes = await notes.OfAsync(campaign, section),
                Markup = new SpecMarkup(spec, campaign, page.Language),
                IsDone = isDone,
                Problem = problem,
                Text = text,
            },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> WriteAsync(
        string campaign, string section, HttpRequest request, WorkbenchDatabase database, SpecLibrary specs, SectionCounts counts, SectionNotes notes, PageContext page)
    {
        var form = await request.ReadFormAsync();
        var text = form["text"].ToString().ReplaceLineEndings("\n").Trim();
        if (text.Length is 0 or > SectionNotes.Longest)
        {
            return await SectionAsync(campaign, section, false, SpecWords.NoteBound, text, database, specs, counts, notes, page);
        }

        var parent = form["parent"].ToString();
        return await notes.WriteAsync(campaign, section, parent.Length > 0 ? parent : null, text, page.Who!)
            ? Results.Redirect($"/campaigns/{campaign}/spec/{Uri.EscapeDataString(section)}?done=note#notes")
            : Results.NotFound();
    }

    private static async Task<IResult> ResolveAsync(string campaign, string note, HttpRequest request, SectionNotes notes, PageContext page) =>
        await notes.ResolveAsync(campaign, note, (await request.ReadFormAsync())["resolved"] == "yes", page.Who!) is { } section
            ? Results.Redirect($"/campaigns/{campaign}/spec/{Uri.EscapeDataString(section)}#notes")
            : Results.NotFound();
}
