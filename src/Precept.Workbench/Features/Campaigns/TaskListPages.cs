using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features.Campaigns;

/// <summary>The tasks of a campaign, and the page of one of them with all that people said.</summary>
public static class TaskListPages
{
    /// <summary>Tasks on one page.</summary>
    public const int PageSize = 50;

    /// <summary>Where a task stands, for the filter.</summary>
    public enum Standing
    {
        /// <summary>All.</summary>
        Any,

        /// <summary>Not all labels yet.</summary>
        Open,

        /// <summary>All labels.</summary>
        Done,

        /// <summary>Held back.</summary>
        Held,

        /// <summary>Its rankings do not agree.</summary>
        Disagreement,
    }

    /// <summary>What the list is narrowed to.</summary>
    public sealed record Filter(Standing State = Standing.Any, string Section = "", string Language = "", TaskPurpose? Purpose = null, int Page = 1);

    /// <summary>A task in the list.</summary>
    public sealed record Entry(string Id, int Number, TaskPurpose Purpose, string Sections, string Language, string Harms, int Labeled, int Wanted, bool IsHeld, double Priority, string Content);

    /// <summary>A label on the task's page; without handle and name where it is not to be known whose it is.</summary>
    public sealed record LabelEntry(string? Handle, string? Name, int Number, LabelContent Content, int Revision, long Milliseconds, long SubmittedAt, bool IsWithdrawn, string SpecVersion);

    /// <summary>An event on the task's page.</summary>
    public sealed record EventEntry(long Number, long At, string Kind, string Handle);

    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/{campaign}/tasks", ListAsync).For(Right.Review);
        app.MapGet("/campaigns/{campaign}/tasks/{task}", TaskAsync).For(Right.Review);
        app.MapPost("/campaigns/{campaign}/tasks/{task}/hold", HoldAsync).For(Right.Research);
    }

    private static async Task<IResult> ListAsync(
        string campaign, string? state, string? section, string? language, string? purpose, int? page, WorkbenchDatabase database)
    {
        var head = await CampaignHead.ReadAsync(database, campaign);
        var filter = new Filter(
            Enum.TryParse<Standing>(state, true, out var standing) ? standing : Standing.Any, section ?? "", language ?? "",
            Enum.TryParse<TaskPurpose>(purpose, true, out var wanted) ? wanted : null, Math.Clamp(page ?? 1, 1, 100_000));
        var disagreeing = filter.State == Standing.Disagreement ? await Disagreeing.TasksAsync(database, campaign) : null;
        var (tasks, count, sections) = await database.ReadAsync(async c =>
        {
            var rows = c.Tasks.Where(t => t.CampaignId == campaign);
            var known = (await rows.Select(t => t.Sections).Distinct().ToListAsync()).SelectMany(TaskSections.Read).Distinct().Order(StringComparer.Ordinal).ToList();
            rows = Narrowed(rows, filter);
            if (disagreeing is not null)
            {
                rows = rows.Where(t => disagreeing.Contains(t.Id));
            }

            var entries = await rows.OrderBy(t => t.Number).Skip((filter.Page - 1) * PageSize).Take(PageSize)
                .Select(t => new Entry(t.Id, t.Number, t.Purpose, t.Sections, t.Language, t.Harms, t.Labeled, t.Wanted, t.IsHeld, t.Priority, t.Content)).ToListAsync();
            return (entries, await rows.CountAsync(), known);
        });
        return Render.Page<TaskListPage>(new { Campaign = head, Tasks = tasks, Count = count, Filter = filter, Sections = sections });
    }

    private static IQueryable<TaskRow> Narrowed(IQueryable<TaskRow> rows, Filter filter)
    {
        rows = filter.State switch
        {
            Standing.Open => rows.Where(t => t.Labeled < t.Wanted && !t.IsHeld),
            Standing.Done => rows.Where(t => t.Labeled >= t.Wanted),
            Standing.Held => rows.Where(t => t.IsHeld),
            _ => rows,
        };
        var section = "," + filter.Section + ",";
        rows = filter.Section.Length > 0 ? rows.Where(t => t.Sections.Contains(section)) : rows;
        rows = filter.Language.Length > 0 ? rows.Where(t => t.Language == filter.Language) : rows;
        return filter.Purpose is { } purpose ? rows.Where(t => t.Purpose == purpose) : rows;
    }

    private static async Task<IResult> TaskAsync(string campaign, string task, string? done, WorkbenchDatabase database, SpecLibrary specs, PageContext page)
    {
        var found = await database.ReadAsync(c => c.Tasks.FirstOrDefaultAsync(t => t.Id == task && t.CampaignId == campaign));
        if (found is null)
        {
            return Results.NotFound();
        }

        var head = await CampaignHead.ReadAsync(database, campaign);
        // Reviewers decide on what was said, not on who said it: until then they see neither people nor models, as on the page of the decision.
        var isBlind = !page.Who!.IsAtLeast(PersonRole.Researcher) && !await database.ReadAsync(c => c.Adjudications.AnyAsync(a => a.TaskId == task && a.CampaignId == campaign));
        var (labels, events) = await database.ReadAsync(async c =>
        {
            var rows = await c.Labels.Where(l => l.TaskId == task && l.CampaignId == campaign).OrderBy(l => l.SubmittedAt)
                .Join(c.Users, l => l.PersonId, p => p.Id, (l, p) => new { l, p.Handle, p.DisplayName })
                .Join(c.SpecTexts, x => x.l.SpecTextId, s => s.Id, (x, s) => new { x.l, x.Handle, x.DisplayName, s.Version }).ToListAsync();
            if (isBlind)
            {
                rows = [.. rows.OrderBy(x => x.l.IsWithdrawn).ThenBy(x => ContentHash.Of("blind", task, x.l.PersonId), StringComparer.Ordinal)];
            }

            var subjects = c.Assignments.Where(a => a.TaskId == task && a.CampaignId == campaign).Select(a => a.Id);
            var happened = await c.Events.Where(e => e.CampaignId == campaign && (e.Subject == task || subjects.Contains(e.Subject))).OrderByDescending(e => e.Number).Take(200)
                .Select(e => new EventEntry(e.Number, e.At, e.Kind, isBlind ? "" : c.Users.Where(p => p.Id == e.PersonId).Select(p => p.Handle).FirstOrDefault() ?? "")).ToListAsync();
            return (rows.Select((x, i) => new LabelEntry(
                isBlind ? null : x.Handle, isBlind ? null : x.DisplayName, i + 1, WorkbenchJson.Read<LabelContent>(x.l.Content), x.l.Revision, x.l.Milliseconds, x.l.SubmittedAt, x.l.IsWithdrawn, x.Version)).ToList(), happened);
        });
        var spec = await specs.FindAsync(head.SpecTextId);
        return Render.Page<TaskDetailsPage>(new
        {
            Campaign = head,
            Task = found,
            Content = WorkbenchJson.Read<TaskContent>(found.Content),
            Labels = labels,
            Events = events,
            Markup = new SpecMarkup(spec, campaign, page.Language),
            IsDone = done is not null,
            IsBlind = isBlind,
        });
    }

    private static async Task<IResult> HoldAsync(string campaign, string task, HttpRequest request, CampaignWriter campaigns, PageContext page)
    {
        var isHeld = (await request.ReadFormAsync())["held"] == "yes";
        return await campaigns.HoldAsync(campaign, task, isHeld, page.Who!.Id) ? Results.Redirect($"/campaigns/{campaign}/tasks/{task}?done=held") : Results.NotFound();
    }
}
