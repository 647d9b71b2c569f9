using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Campaigns;

/// <summary>A note on a section with who wrote it.</summary>
public sealed record NoteEntry(NoteRow Note, string Author, string Handle, string? ResolvedBy, string? TaskId, int? TaskNumber);

/// <summary>Comments on sections, in threads, and the resolving of them and of notes that a section is unclear.</summary>
public sealed class SectionNotes(WorkbenchDatabase database, EventLog events, SpecLibrary specs, TimeProvider clock)
{
    /// <summary>The kind of notes that say that the spec is silent or unclear.</summary>
    public const string Unclear = "unclear";

    /// <summary>The kind of comments.</summary>
    public const string Comment = "comment";

    /// <summary>Longest note, in characters.</summary>
    public const int Longest = 5000;

    /// <summary>The notes on a section, the oldest first.</summary>
    public Task<List<NoteEntry>> OfAsync(string campaign, string section) => database.ReadAsync(async c =>
    {
        var rows = await c.Notes.Where(n => n.CampaignId == campaign && n.SectionId == section).OrderBy(n => n.WrittenAt).Select(n => new
        {
            Note = n,
            Author = c.Users.Where(p => p.Id == n.PersonId).Select(p => new { p.DisplayName, p.Handle }).FirstOrDefault(),
            ResolvedBy = c.Users.Where(p => p.Id == n.ResolvedBy).Select(p => p.DisplayName).FirstOrDefault(),
            Task = c.Assignments.Where(a => a.Id == n.AssignmentId).Join(c.Tasks, a => a.TaskId, t => t.Id, (a, t) => new { t.Id, t.Number }).FirstOrDefault(),
        }).ToListAsync();
        return rows.Select(r => new NoteEntry(r.Note, r.Author?.DisplayName ?? "", r.Author?.Handle ?? "", r.ResolvedBy, r.Task?.Id, r.Task?.Number)).ToList();
    });

    /// <summary>Writes a comment, or an answer to a note.</summary>
    /// <returns>Whether there are such a section and note.</returns>
    public async Task<bool> WriteAsync(string campaign, string section, string? parent, string text, Who who, CancellationToken cancellationToken = default)
    {
        var spec = await specs.OfCampaignAsync(campaign);
        if (!spec.Hashes.TryGetValue(section, out var hash))
        {
            return false;
        }

        var id = Ids.New(clock);
        return await database.WriteAsync(
            async context =>
            {
                // Threads have one level: an answer to an answer answers the first.
                var first = parent is null ? null : await context.Notes.FirstOrDefaultAsync(n => n.Id == parent && n.CampaignId == campaign && n.SectionId == section, cancellationToken);
                if (parent is not null && first is null)
                {
                    return false;
                }

                context.Notes.Add(new NoteRow
                {
                    Id = id,
                    CampaignId = campaign,
                    SpecTextId = spec.Id,
                    SectionId = section,
                    SectionHash = hash,
                    PersonId = who.Id,
                    Kind = Comment,
                    ParentId = first?.ParentId ?? first?.Id,
                    Text = text,
                    WrittenAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                });
                await events.AppendAsync(context, campaign, EventKinds.NoteWritten, id, who.Id, new { section, kind = Comment, parent = first?.Id, text }, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Resolves a note or opens it again: reviewers any, others their own.</summary>
    /// <returns>The section of the note; null where there is none that the person may resolve.</returns>
    public Task<string?> ResolveAsync(string campaign, string note, bool isResolved, Who who, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            var row = await context.Notes.FirstOrDefaultAsync(n => n.Id == note && n.CampaignId == campaign && n.ParentId == null, cancellationToken);
            if (row is null || (row.PersonId != who.Id && !who.IsAtLeast(PersonRole.Reviewer)))
            {
                return null;
            }

            row.ResolvedAt = isResolved ? clock.GetUtcNow().ToUnixTimeMilliseconds() : null;
            row.ResolvedBy = isResolved ? who.Id : null;
            await events.AppendAsync(context, campaign, isResolved ? EventKinds.NoteResolved : EventKinds.NoteReopened, note, who.Id, new { section = row.SectionId }, cancellationToken);
            return row.SectionId;
        },
        cancellationToken);
}
