using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Precept.Evaluation;
using Precept.Workbench.Storage;

namespace Precept.Workbench.PublicInput;

/// <summary>The results of consultations, reckoned anew when votes changed; one at a time, and those of many votes at most once a minute, since anyone may ask.</summary>
public sealed class PublicResults(WorkbenchDatabase database, TimeProvider clock) : IDisposable
{
    private const int Many = 20_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Known> _known = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    private sealed record Stamp(int Votes, long Sum, long? Newest, long Statements);

    private sealed record Known(Stamp Stamp, PublicResult Result, DateTimeOffset At);

    /// <summary>A consultation's results.</summary>
    public async Task<PublicResult> OfAsync(string consultationId, CancellationToken cancellationToken = default)
    {
        if (_known.TryGetValue(consultationId, out var known) && known.Stamp.Votes >= Many && clock.GetUtcNow() - known.At < Kept)
        {
            return known.Result;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            var stamp = await StampAsync(consultationId);
            if (_known.TryGetValue(consultationId, out known) && known.Stamp == stamp)
            {
                return known.Result;
            }

            var result = await ReckonAsync(consultationId);
            _known[consultationId] = new Known(stamp, result, clock.GetUtcNow());
            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    // Sums tell of changes that leave the count of votes and the newest time as they were. Squares: with plain numbers, statements 1 and 4 would be as 2 and 3.
    private Task<Stamp> StampAsync(string consultationId) => database.ReadAsync(async context =>
    {
        var votes = context.Votes.Where(v => v.ConsultationId == consultationId);
        return new Stamp(
            await votes.CountAsync(),
            await votes.SumAsync(v => (long)v.Value),
            await votes.MaxAsync(v => (long?)v.VotedAt),
            await context.Statements.Where(s => s.ConsultationId == consultationId && s.State == StatementState.Accepted)
                .SumAsync(s => ((long)s.Number * s.Number * 7919) + s.Number));
    });

    private async Task<PublicResult> ReckonAsync(string consultationId)
    {
        var (statements, votes) = await database.ReadAsync(async context =>
        {
            var accepted = await context.Statements.Where(s => s.ConsultationId == consultationId && s.State == StatementState.Accepted)
                .OrderBy(s => s.Number).Select(s => new { s.Id, s.Number, s.Text }).ToListAsync();
            var cast = await context.Votes.Where(v => v.ConsultationId == consultationId).OrderBy(v => v.VotedAt).ThenBy(v => v.ParticipantId).ThenBy(v => v.StatementId).ToListAsync();
            return (accepted, cast);
        });
        var numbers = statements.ToDictionary(s => s.Id, s => $"{s.Number}");
        return PublicResult.Of(
            [.. statements.Select(s => (s.Number, s.Text))],
            [.. votes.Where(v => numbers.ContainsKey(v.StatementId))
                .Select(v => new CastVote(v.ParticipantId, numbers[v.StatementId], (Stance)v.Value, DateTimeOffset.FromUnixTimeMilliseconds(v.VotedAt)))]);
    }
}
