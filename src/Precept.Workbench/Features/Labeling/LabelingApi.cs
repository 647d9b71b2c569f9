using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Labeling;

/// <summary>What the task page says to the server about one's own assignment: drafts, signs of life, submissions, skips, and its history.</summary>
public static class LabelingApi
{
    /// <summary>Most bytes of a request.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Most events of a history that are told at once; the next begin after the last number.</summary>
    public const int MostEvents = 500;

    // What comes in is stricter than what is stored: nothing may be null that is not said to be, and nothing is deep.
    private static readonly JsonSerializerOptions Incoming = WorkbenchJson.Configure(new JsonSerializerOptions { RespectNullableAnnotations = true });

    private sealed record DraftBody(string Tab, int Version, LabelContent Content);

    private sealed record TabBody(string Tab);

    private sealed record SubmitBody(string Key, string Tab, LabelContent Content, long Milliseconds);

    private sealed record SkipBody(string Tab, string Reason, string? Harm);

    private sealed record KeyBody(string Key);

    private sealed record Problem(string Code, string Text);

    private sealed record Past(long Number, long At, string Kind, string Hash, JsonElement Content);

    public static void Map(WebApplication app)
    {
        var routes = app.MapGroup("/campaigns/{campaign}/assignments/{assignment}").WithMetadata(new MostBody());
        routes.MapPut("draft", async (HttpContext http, string campaign, string assignment, Drafts drafts) =>
            await ReadAsync<DraftBody>(http) is { Content: not null } body && IsToken(body.Tab)
                ? Told(http, await drafts.SaveAsync(campaign, Who.Of(http.User)!, assignment, body.Tab, body.Version, body.Content))
                : Unreadable()).For(Right.Label);
        routes.MapPost("heartbeat", async (HttpContext http, string campaign, string assignment, Drafts drafts) =>
            await ReadAsync<TabBody>(http) is { } body && IsToken(body.Tab) ? Told(http, await drafts.HearAsync(campaign, Who.Of(http.User)!, assignment, body.Tab)) : Unreadable()).For(Right.Label);
        routes.MapPost("take", async (HttpContext http, string campaign, string assignment, Drafts drafts) =>
            await ReadAsync<TabBody>(http) is { } body && IsToken(body.Tab) ? Told(http, await drafts.TakeAsync(campaign, Who.Of(http.User)!, assignment, body.Tab)) : Unreadable()).For(Right.Label);
        routes.MapPost("submit", async (HttpContext http, string campaign, string assignment, Submissions submissions) =>
            await ReadAsync<SubmitBody>(http) is { Content: not null } body && IsToken(body.Tab) && IsToken(body.Key)
                ? Told(http, await submissions.SubmitAsync(campaign, Who.Of(http.User)!, assignment, new Submission(body.Key, body.Tab, body.Content, body.Milliseconds)))
                : Unreadable()).For(Right.Label);
        routes.MapPost("skip", async (HttpContext http, string campaign, string assignment, Skips skips) =>
            await ReadAsync<SkipBody>(http) is { } body && Skips.IsKnown(body.Reason, body.Harm)
                ? Told(http, await skips.SkipAsync(campaign, Who.Of(http.User)!, assignment, body.Reason, body.Harm))
                : Unreadable()).For(Right.Label);
        routes.MapPost("withdraw", async (HttpContext http, string campaign, string assignment, Submissions submissions) =>
            await ReadAsync<KeyBody>(http) is { } body && IsToken(body.Key)
                ? Told(http, await submissions.WithdrawAsync(campaign, Who.Of(http.User)!, assignment, body.Key))
                : Unreadable()).For(Right.Label);
        routes.MapGet("history", async (HttpContext http, string campaign, string assignment, WorkbenchDatabase database, long? after) =>
            await HistoryAsync(database, campaign, Who.Of(http.User)!, assignment, after ?? 0) is { } events ? Results.Ok(events) : Results.NotFound()).For(Right.Label);
    }

    private static Task<List<Past>?> HistoryAsync(WorkbenchDatabase database, string campaign, Who who, string assignment, long after) => database.ReadAsync(async c =>
    {
        if (!await c.Assignments.AnyAsync(a => a.Id == assignment && a.CampaignId == campaign && a.PersonId == who.Id))
        {
            return null;
        }

        var events = await c.Events.Where(e => e.Subject == assignment && e.CampaignId == campaign && e.Number > after).OrderBy(e => e.Number).Take(MostEvents)
            .Select(e => new { e.Number, e.At, e.Kind, e.Hash, e.Content }).ToListAsync();
        return events.Select(e => new Past(e.Number, e.At, e.Kind, e.Hash, WorkbenchJson.Read<JsonElement>(e.Content))).ToList();
    });

    // Null for what is no such JSON; the body's size is bounded by the route.
    private static async Task<T?> ReadAsync<T>(HttpContext http) where T : class
    {
        if (!http.Request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Incoming, http.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Names of tabs and keys of submissions: 1 to 64 letters, digits, hyphens, underscores.</summary>
    private static bool IsToken(string? text) => text is { Length: >= 1 and <= 64 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static IResult Unreadable() => Results.Json(new { code = "unreadable", title = "the request is no JSON object of the expected form" }, statusCode: StatusCodes.Status400BadRequest);

    private static IResult Told<T>(HttpContext http, LabelingAnswer<T> answer) where T : class => answer.Refusal switch
    {
        null => Results.Ok(answer.Done),
        Refusal.NotFound => Results.NotFound(),
        Refusal.OtherTab => Results.Json(new { code = "otherTab", answer.Other!.Tab, answer.Other.Version, answer.Other.Content }, statusCode: StatusCodes.Status409Conflict),
        Refusal.Known => Results.Json(new { code = "known" }, statusCode: StatusCodes.Status409Conflict),
        Refusal.Invalid => Results.Json(
            new { code = "invalid", problems = answer.Problems.Select(p => new Problem(p.Code, p.In(Languages.Of(http.Request)))) }, statusCode: StatusCodes.Status422UnprocessableEntity),
        var gone => Results.Json(new { code = JsonNamingPolicy.CamelCase.ConvertName(gone.Value.ToString()) }, statusCode: StatusCodes.Status410Gone),
    };

    private sealed class MostBody : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MostBytes;
    }
}
