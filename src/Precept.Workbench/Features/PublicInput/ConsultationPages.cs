using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Features.Api;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.PublicInput;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;
using PublicDecisions = Precept.Site.PublicDecisions;

namespace Precept.Workbench.Features.PublicInput;

/// <summary>Public consultations as researchers see them: made, moderated, decided on, exported.</summary>
public static class ConsultationPages
{
    /// <summary>A consultation in the list.</summary>
    public sealed record Entry(ConsultationRow Row, int Participants, int Votes, int Waiting, int Undecided);

    public static void Map(WebApplication app)
    {
        var all = app.MapGroup("/campaigns/{campaign}/consultations");
        all.MapGet("", async (string campaign, WorkbenchDatabase database, SpecLibrary specs) => await ListAsync(campaign, database, specs, null, null, 200)).For(Right.Research);
        all.MapPost("", CreateAsync).For(Right.Research);
        var one = all.MapGroup("/{consultation}");
        one.MapGet("", OneAsync).For(Right.Research);
        one.MapPost("/settings", SettingsAsync).For(Right.Research);
        one.MapPost("/statements", SeedAsync).For(Right.Research);
        one.MapPost("/statements/{number:int}", ModerateAsync).For(Right.Research);
        one.MapPost("/proposals/{number:int}", DecideAsync).For(Right.Research);
        one.MapPost("/proposals/{number:int}/shown", ShowAsync).For(Right.Research);
        one.MapGet("/results", ResultsAsync).For(Right.Research);
        one.MapGet("/votes.csv", (string campaign, string consultation, Consultations consultations, PublicFiles files) =>
            FileAsync(campaign, consultation, consultations, files.VotesCsvAsync, "text/csv", "votes.csv")).For(Right.Research);
        one.MapGet("/comments.csv", (string campaign, string consultation, Consultations consultations, PublicFiles files) =>
            FileAsync(campaign, consultation, consultations, files.CommentsCsvAsync, "text/csv", "comments.csv")).For(Right.Research);
        one.MapGet("/raw.jsonl", (string campaign, string consultation, Consultations consultations, PublicFiles files) =>
            FileAsync(campaign, consultation, consultations, files.JsonLinesAsync, "application/jsonl", "raw.jsonl")).For(Right.Research);
        one.MapPost("/import", ImportAsync).For(Right.Research);
        app.MapGet("/campaigns/{campaign}/decisions.json", DecisionsAsync).For(Right.Research);
        app.MapGet("/api/v1/campaigns/{campaign}/decisions", DecisionsAsync).Produces<string>(StatusCodes.Status200OK, "application/json")
            .Says(ApiWords.Decisions).For(Right.Research);
    }

    private static async Task<IResult> ListAsync(string campaign, WorkbenchDatabase database, SpecLibrary specs, Phrase? problem, NewConsultation? draft, int status)
    {
        var entries = await database.ReadAsync(c => c.Consultations.Where(x => x.CampaignId == campaign).OrderByDescending(x => x.CreatedAt).ThenBy(x => x.Id).Select(x => new Entry(
            x,
            c.Participants.Count(p => p.ConsultationId == x.Id),
            c.Votes.Count(v => v.ConsultationId == x.Id),
            c.Statements.Count(s => s.ConsultationId == x.Id && s.State == StatementState.Pending),
            c.Proposals.Count(p => p.ConsultationId == x.Id && p.State == ProposalState.Open))).ToListAsync());
        return Render.Page<ConsultationsPage>(new { Campaign = await CampaignHead.ReadAsync(database, campaign), Entries = entries, Spec = await specs.OfCampaignAsync(campaign), Problem = problem, Draft = draft }, status);
    }

    private static async Task<IResult> CreateAsync(
        string campaign, [FromForm] string? about, [FromForm] string? title, [FromForm] string? question, [FromForm] string? statements, [FromForm] bool? moderated,
        Consultations consultations, WorkbenchDatabase database, SpecLibrary specs)
    {
        // "section" or "section@line": no id of a section has an @ in it that a digit follows alone.
        var (section, line) = (about ?? "").LastIndexOf('@') is >= 0 and var at && int.TryParse(about![(at + 1)..], out var number) ? (about[..at], (int?)number) : (about ?? "", null);
        var wanted = new NewConsultation(section, line, title ?? "", question ?? "", (statements ?? "").Split('\n'), moderated ?? false);
        var (id, problem) = await consultations.CreateAsync(campaign, wanted);
        return id is not null
            ? Results.Redirect($"/campaigns/{campaign}/consultations/{id}")
            : await ListAsync(campaign, database, specs, problem switch
            {
                PublicProblem.Empty => ConsultationWords.TitleMissing,
                PublicProblem.NotThere => ConsultationWords.NoSuchSection,
                _ => PublicWords.Of(problem),
            }, wanted, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> OneAsync(string campaign, string consultation, string? said, Consultations consultations, Statements statements, Proposals proposals) =>
        await consultations.FindAsync(campaign, consultation) is { } row
            ? await PageAsync(row, consultations, statements, proposals, said == "saved", null, null, StatusCodes.Status200OK)
            : Results.NotFound();

    private static async Task<IResult> SettingsAsync(
        string campaign, string consultation, [FromForm] bool? open, [FromForm] bool? moderated, [FromForm] bool? results, Consultations consultations) =>
        await consultations.ChangeAsync(campaign, consultation, open ?? false, moderated ?? false, results ?? false) ? Saved(campaign, consultation) : Results.NotFound();

    private static async Task<IResult> SeedAsync(string campaign, string consultation, [FromForm] string? text, Consultations consultations, Statements statements, Proposals proposals)
    {
        if (await consultations.FindAsync(campaign, consultation) is not { } row)
        {
            return Results.NotFound();
        }

        var problem = await statements.SeedAsync(row.Id, text);
        return problem == PublicProblem.None ? Saved(campaign, consultation) : await PageAsync(row, consultations, statements, proposals, false, PublicWords.Of(problem), null, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ModerateAsync(string campaign, string consultation, int number, [FromForm] bool accept, Consultations consultations, Statements statements) =>
        await consultations.FindAsync(campaign, consultation) is { } row && await statements.ModerateAsync(row.Id, number, accept ? StatementState.Accepted : StatementState.Rejected)
            ? Saved(campaign, consultation)
            : Results.NotFound();

    private static async Task<IResult> DecideAsync(
        string campaign, string consultation, int number, [FromForm] string? state, [FromForm] string? reason, Consultations consultations, Statements statements, Proposals proposals, PageContext page)
    {
        if (await consultations.FindAsync(campaign, consultation) is not { } row)
        {
            return Results.NotFound();
        }

        var decided = state switch { "adopted" => ProposalState.Adopted, "deferred" => ProposalState.Deferred, "rejected" => ProposalState.Rejected, _ => ProposalState.Open };
        var problem = decided == ProposalState.Open ? PublicProblem.Empty : await proposals.DecideAsync(row, number, decided, reason, page.Who!);
        return problem switch
        {
            PublicProblem.None => Saved(campaign, consultation),
            PublicProblem.NotThere => Results.NotFound(),
            _ => await PageAsync(row, consultations, statements, proposals, false, PublicWords.Of(problem), null, StatusCodes.Status422UnprocessableEntity),
        };
    }

    private static async Task<IResult> ShowAsync(string campaign, string consultation, int number, [FromForm] bool show, Consultations consultations, Proposals proposals) =>
        await consultations.FindAsync(campaign, consultation) is { } row && await proposals.ShowAsync(row.Id, number, show) ? Saved(campaign, consultation) : Results.NotFound();

    private static async Task<IResult> ResultsAsync(string campaign, string consultation, Consultations consultations, PublicResults results, CancellationToken cancellationToken) =>
        await consultations.FindAsync(campaign, consultation) is { } row
            ? Render.Page<ConsultationResultsPage>(new { Campaign = await consultations.CampaignAsync(row), Consultation = row, Result = await results.OfAsync(row.Id, cancellationToken) })
            : Results.NotFound();

    private static async Task<IResult> FileAsync(string campaign, string consultation, Consultations consultations, Func<string, Task<string>> content, string type, string name) =>
        await consultations.FindAsync(campaign, consultation) is { } row
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(await content(row.Id)), type + "; charset=utf-8", $"{row.Slug}-{name}")
            : Results.NotFound();

    private static async Task<IResult> ImportAsync(
        string campaign, string consultation, IFormFile? votes, IFormFile? comments, Consultations consultations, Statements statements, Proposals proposals, PublicFiles files, PageContext page)
    {
        if (await consultations.FindAsync(campaign, consultation) is not { } row)
        {
            return Results.NotFound();
        }

        try
        {
            var imported = votes is null
                ? throw new InputException("votes.csv", 0, "no file was given")
                : await files.ImportAsync(row.Id, await TextOf(votes), comments is { Length: > 0 } ? await TextOf(comments) : null);
            return await PageAsync(
                row, consultations, statements, proposals, false, null, page.Say(ConsultationWords.Imported, imported.Votes, imported.Participants, imported.Statements), StatusCodes.Status200OK);
        }
        catch (InputException e)
        {
            return await PageAsync(row, consultations, statements, proposals, false, new Phrase(e.Message, e.Message), null, StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<IResult> DecisionsAsync(string campaign, Proposals proposals) =>
        Results.Text(PublicDecisions.Write(await proposals.DecisionsAsync(campaign)), "application/json; charset=utf-8");

    private static async Task<string> TextOf(IFormFile file)
    {
        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync();
    }

    private static async Task<IResult> PageAsync(
        ConsultationRow row, Consultations consultations, Statements statements, Proposals proposals, bool isSaved, Phrase? problem, string? done, int status)
    {
        var (spec, section) = await consultations.SectionAsync(row);
        return Render.Page<ConsultationPage>(
            new { Campaign = await consultations.CampaignAsync(row), Consultation = row, Spec = spec, Section = section, Statements = await statements.AllAsync(row.Id), Proposals = await proposals.AllAsync(row.Id), IsSaved = isSaved, Problem = problem, Done = done }, status);
    }

    private static IResult Saved(string campaign, string consultation) => Results.Redirect($"/campaigns/{campaign}/consultations/{consultation}?said=saved");
}
