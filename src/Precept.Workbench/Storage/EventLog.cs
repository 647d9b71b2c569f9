using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Precept.Workbench.Storage;

/// <summary>What happens to labels.</summary>
public static class EventKinds
{
    public const string CampaignChanged = "campaign.changed";
    public const string TasksAdded = "tasks.added";
    public const string MemberAdded = "member.added";
    public const string MemberRemoved = "member.removed";
    public const string TaskHeld = "task.held";
    public const string TaskReleased = "task.released";
    public const string TaskGiven = "task.given";
    public const string TaskSkipped = "task.skipped";
    public const string TaskExpired = "task.expired";
    public const string LabelDrafted = "label.drafted";
    public const string LabelSubmitted = "label.submitted";
    public const string LabelRevised = "label.revised";
    public const string LabelWithdrawn = "label.withdrawn";
    public const string TaskAdjudicated = "task.adjudicated";
    public const string NoteWritten = "note.written";
    public const string NoteResolved = "note.resolved";
    public const string NoteReopened = "note.reopened";
    public const string ProposalDecided = "proposal.decided";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        CampaignChanged, MemberAdded, MemberRemoved, TasksAdded, TaskHeld, TaskReleased, TaskGiven, TaskSkipped, TaskExpired, LabelDrafted, LabelSubmitted, LabelRevised, LabelWithdrawn, TaskAdjudicated, NoteWritten, NoteResolved, NoteReopened, ProposalDecided,
    ];
}

/// <summary>Writes events: append-only, each hash over the event and the hash before it, so that none can be changed or taken out unseen.</summary>
public sealed class EventLog(WorkbenchDatabase database, TimeProvider clock)
{
    /// <summary>The hash before the first event.</summary>
    public static string Origin { get; } = new('0', 64);

    /// <summary>Appends an event within a write's transaction; the campaign's chain stays locked until its end, so this comes last.</summary>
    /// <typeparam name="T">Of the details.</typeparam>
    /// <returns>The event; its sequence number is there once it is saved, which this does.</returns>
    public async Task<EventRow> AppendAsync<T>(
        WorkbenchContext context, string campaignId, string kind, string subject, string personId, T content, CancellationToken cancellationToken = default)
    {
        var head = await database.LockChainAsync(context, campaignId, cancellationToken);
        if (head is null)
        {
            head = new ChainHeadRow { CampaignId = campaignId, Number = 0, Hash = Origin };
            context.ChainHeads.Add(head);
        }

        var (number, at, json) = (head.Number + 1, clock.GetUtcNow().ToUnixTimeMilliseconds(), WorkbenchJson.Of(content));
        var written = new EventRow
        {
            CampaignId = campaignId,
            Number = number,
            At = at,
            PersonId = personId,
            Kind = kind,
            Subject = subject,
            Content = json,
            PreviousHash = head.Hash,
            Hash = HashOf(campaignId, number, at, personId, kind, subject, json, head.Hash),
        };
        context.Events.Add(written);
        (head.Number, head.Hash) = (number, written.Hash);
        await context.SaveChangesAsync(cancellationToken);
        return written;
    }

    /// <summary>The hash that an event has: SHA-256 over its length-prefixed fields, in hexadecimal.</summary>
    public static string HashOf(string campaignId, long number, long at, string personId, string kind, string subject, string content, string previousHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in (string[])
        [
            campaignId, number.ToString(CultureInfo.InvariantCulture), at.ToString(CultureInfo.InvariantCulture), personId, kind, subject, content, previousHash,
        ])
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            hash.AppendData(Encoding.ASCII.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture) + ":"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
