using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Storage;

namespace Precept.Workbench.PublicInput;

/// <summary>The rows of participants.</summary>
internal static class Participants
{
    /// <summary>The participant's id, or null for who has not taken part.</summary>
    public static async Task<string?> FindAsync(WorkbenchContext context, string consultationId, string? secret)
    {
        if (secret is null)
        {
            return null;
        }

        var hash = ParticipantCookie.HashFor(consultationId, secret);
        return await context.Participants.Where(p => p.ConsultationId == consultationId && p.SecretHash == hash).Select(p => p.Id).FirstOrDefaultAsync();
    }

    /// <summary>The participant's id; who takes part for the first time gets a row.</summary>
    public static async Task<string> JoinAsync(WorkbenchContext context, string consultationId, string secret, TimeProvider clock)
    {
        if (await FindAsync(context, consultationId, secret) is { } known)
        {
            return known;
        }

        var row = new ParticipantRow
        {
            Id = Ids.New(clock),
            ConsultationId = consultationId,
            SecretHash = ParticipantCookie.HashFor(consultationId, secret),
            JoinedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        context.Participants.Add(row);
        return row.Id;
    }
}
