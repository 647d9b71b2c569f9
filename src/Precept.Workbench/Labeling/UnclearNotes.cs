using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Turns "the spec is silent or unclear here" into a note on the section: one a label, that follows the label's revisions.</summary>
internal static class UnclearNotes
{
    /// <summary>Writes, changes or takes away a label's note.</summary>
    public static async Task PutAsync(
        WorkbenchContext context, EventLog events, CampaignSpec spec, LabelRow label, SectionDoubt? doubt, TimeProvider clock, CancellationToken cancellationToken)
    {
        var earlier = label.Revision == 1 ? null : await context.Notes.FirstOrDefaultAsync(n => n.AssignmentId == label.AssignmentId && n.Kind == SectionNotes.Unclear, cancellationToken);
        if (earlier is not null && earlier.SectionId == doubt?.Section)
        {
            earlier.Text = doubt.Text;
            return;
        }

        if (earlier is not null)
        {
            await TakeBackAsync(context, earlier, clock, cancellationToken);
        }

        if (doubt is null)
        {
            return;
        }

        var note = new NoteRow
        {
            Id = Ids.New(clock),
            CampaignId = label.CampaignId,
            SpecTextId = spec.Id,
            SectionId = doubt.Section,
            SectionHash = spec.Hashes[doubt.Section],
            PersonId = label.PersonId,
            Kind = SectionNotes.Unclear,
            AssignmentId = label.AssignmentId,
            Text = doubt.Text,
            WrittenAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        context.Notes.Add(note);
        await events.AppendAsync(
            context, label.CampaignId, EventKinds.NoteWritten, note.Id, label.PersonId, new { section = doubt.Section, kind = SectionNotes.Unclear, assignment = label.AssignmentId, text = doubt.Text }, cancellationToken);
    }

    /// <summary>Takes away the note of a withdrawn label.</summary>
    public static async Task RemoveAsync(WorkbenchContext context, string assignment, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await context.Notes.FirstOrDefaultAsync(n => n.AssignmentId == assignment && n.Kind == SectionNotes.Unclear, cancellationToken) is { } note)
        {
            await TakeBackAsync(context, note, clock, cancellationToken);
        }
    }

    // What others have answered stays where it can be read: the note is the label's no longer, and resolved.
    private static async Task TakeBackAsync(WorkbenchContext context, NoteRow note, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!await context.Notes.AnyAsync(n => n.ParentId == note.Id, cancellationToken))
        {
            context.Notes.Remove(note);
            return;
        }

        note.AssignmentId = null;
        note.ResolvedAt ??= clock.GetUtcNow().ToUnixTimeMilliseconds();
        note.ResolvedBy ??= note.PersonId;
    }
}
