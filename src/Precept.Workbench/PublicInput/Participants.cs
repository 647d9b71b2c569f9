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

        return Add(context, consultationId, ParticipantCookie.HashFor(consultationId, secret), clock);
    }

    /// <summary>The ids of all participants of a consultation by the hashes of their secrets, to join many without a query for each.</summary>
    public static Task<Dictionary<string, string>> AllAsync(WorkbenchContext context, string consultationId) =>
        context.Participants.Where(p => p.ConsultationId == consultationId).Select(p => new { p.SecretHash, p.Id }).ToDictionaryAsync(p => p.SecretHash, p => p.Id);

    /// <summary>The participant's id; who is not among those known gets a row, and is known then.</summary>
    public static string Join(WorkbenchContext context, Dictionary<string, string> known, string consultationId, string secret, TimeProvider clock)
    {
        var hash = ParticipantCookie.HashFor(consultationId, secret);
        return known.TryGetValue(hash, out var id) ? id : known[hash] = Add(context, consultationId, hash, clock);
    }

    private static string Add(WorkbenchContext context, string consultationId, string hash, TimeProvider clock)
    {
        var row = new ParticipantRow { Id = Ids.New(clock), ConsultationId = consultationId, SecretHash = hash, JoinedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        context.Participants.Add(row);
        return row.Id;
    }
}
