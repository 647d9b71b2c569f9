using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.PublicInput;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.PublicInput;

/// <summary>The pages of consultations for the public: voting, adding statements, proposing changes, results. They work without script; with it, a vote brings the next statement alone.</summary>
public static class PublicPages
{
    /// <summary>The header in which a script asks for a part of a page.</summary>
    public const string Part = "X-Part";

    public static void Map(WebApplication app)
    {
        app.MapGet("/public/{slug}", PageAsync).For(Right.Open);
        app.MapPost("/public/{slug}/votes", VoteAsync).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapPost("/public/{slug}/statements", AddAsync).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapGet("/public/{slug}/proposals", ProposalsAsync).For(Right.Open);
        app.MapPost("/public/{slug}/proposals", ProposeAsync).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapGet("/public/{slug}/results", ResultsAsync).For(Right.Open).RequireRateLimiting(RateLimits.Public);
    }

    private static async Task<IResult> PageAsync(string slug, string? said, Consultations consultations, Ballots ballots, HttpContext http) =>
        await consultations.FindPublicAsync(slug) is { } consultation
            ? await PageOfAsync(consultation, consultations, ballots, ParticipantCookie.Read(http.Request), SaidOf(said), PublicProblem.None, "", StatusCodes.Status200OK)
            : Results.NotFound();

    private static async Task<IResult> VoteAsync(string slug, [FromForm] int statement, [FromForm] int vote, Consultations consultations, Ballots ballots, HttpContext http)
    {
        if (await consultations.FindPublicAsync(slug) is not { } consultation)
        {
            return Results.NotFound();
        }

        if (vote is < -1 or > 1)
        {
            return Results.BadRequest();
        }

        var secret = ParticipantCookie.Ensure(http);
        var problem = await ballots.VoteAsync(consultation.Id, secret, statement, vote);
        var status = problem == PublicProblem.None ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        if (http.Request.Headers[Part] == "ballot")
        {
            return Render.Page<BallotPart>(
                new { Consultation = consultation, Ballot = await ballots.OfAsync(consultation.Id, secret), Said = problem == PublicProblem.None ? PublicWords.Voted : null, Problem = problem }, status);
        }

        return problem == PublicProblem.None
            ? SeeOther($"/public/{slug}?said=voted#ballot")
            : await PageOfAsync(consultation, consultations, ballots, secret, null, problem, "", status);
    }

    private static async Task<IResult> AddAsync(string slug, [FromForm] string? text, Consultations consultations, Ballots ballots, Statements statements, HttpContext http)
    {
        if (await consultations.FindPublicAsync(slug) is not { } consultation)
        {
            return Results.NotFound();
        }

        var secret = ParticipantCookie.Ensure(http);
        var (state, problem) = await statements.AddAsync(consultation.Id, secret, text);
        return problem == PublicProblem.None
            ? SeeOther($"/public/{slug}?said={(state == StatementState.Pending ? "waiting" : "added")}#ballot")
            : await PageOfAsync(consultation, consultations, ballots, secret, null, problem, text ?? "", StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ProposalsAsync(string slug, string? said, Consultations consultations, Proposals proposals, HttpContext http) =>
        await consultations.FindPublicAsync(slug) is { } consultation
            ? await ProposalsOfAsync(consultation, consultations, proposals, ParticipantCookie.Read(http.Request), SaidOf(said), PublicProblem.None, null, "", StatusCodes.Status200OK)
            : Results.NotFound();

    private static async Task<IResult> ProposeAsync(
        string slug, [FromForm] string? text, [FromForm] string? why, [FromForm] string? act, Consultations consultations, Proposals proposals, HttpContext http)
    {
        if (await consultations.FindPublicAsync(slug) is not { } consultation)
        {
            return Results.NotFound();
        }

        if (act == "show" || http.Request.Headers[Part] == "change")
        {
            var shown = PublicText.Lines(text);
            var wording = Wording.Of((await consultations.SectionAsync(consultation)).Section);
            return PublicText.Length(shown) > PublicLimits.LongestWording
                ? await ProposalsOfAsync(consultation, consultations, proposals, ParticipantCookie.Read(http.Request), null, PublicProblem.TooLong, text, why ?? "", StatusCodes.Status422UnprocessableEntity)
                : http.Request.Headers[Part] == "change"
                    ? Render.Page<ChangePart>(new { From = wording, To = shown })
                    : await ProposalsOfAsync(consultation, consultations, proposals, ParticipantCookie.Read(http.Request), null, PublicProblem.None, shown, why ?? "", StatusCodes.Status200OK);
        }

        var secret = ParticipantCookie.Ensure(http);
        var problem = await proposals.ProposeAsync(consultation, Wording.Of((await consultations.SectionAsync(consultation)).Section), secret, text, why);
        return problem == PublicProblem.None
            ? SeeOther($"/public/{slug}/proposals?said=proposed")
            : await ProposalsOfAsync(consultation, consultations, proposals, secret, null, problem, text, why ?? "", StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ResultsAsync(string slug, Consultations consultations, PublicResults results, CancellationToken cancellationToken) =>
        await consultations.FindPublicAsync(slug) is { } consultation
            ? Render.Page<PublicResultsPage>(new { Consultation = consultation, Result = consultation.AreResultsPublic ? await results.OfAsync(consultation.Id, cancellationToken) : null })
            : Results.NotFound();

    private static async Task<IResult> PageOfAsync(
        ConsultationRow consultation, Consultations consultations, Ballots ballots, string? secret, Phrase? said, PublicProblem problem, string draft, int status)
    {
        var (spec, section) = await consultations.SectionAsync(consultation);
        return Render.Page<PublicPage>(
            new { Consultation = consultation, Spec = spec, Section = section, Ballot = await ballots.OfAsync(consultation.Id, secret), Said = said, Problem = problem, Draft = draft }, status);
    }

    private static async Task<IResult> ProposalsOfAsync(
        ConsultationRow consultation, Consultations consultations, Proposals proposals, string? secret, Phrase? said, PublicProblem problem, string? text, string why, int status)
    {
        var (spec, section) = await consultations.SectionAsync(consultation);
        var seen = await proposals.SeenAsync(consultation.Id, secret);
        return Render.Page<PublicProposalsPage>(
            new { Consultation = consultation, Spec = spec, Section = section, Proposals = seen.Proposals, Participant = seen.Participant, Said = said, Problem = problem, Text = text, Why = why }, status);
    }

    private static Phrase? SaidOf(string? said) => said switch
    {
        "voted" => PublicWords.Voted,
        "added" => PublicWords.Added,
        "waiting" => PublicWords.AddedWaiting,
        "proposed" => PublicWords.Proposed,
        _ => null,
    };

    // 303: the browser asks for the page with GET, and reloading it sends nothing again.
    private static IResult SeeOther(string address) => new SeeOtherResult(address);

    private sealed class SeeOtherResult(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
