using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Storage;

namespace Precept.Workbench.PublicInput;

/// <summary>A statement with a participant's vote on it.</summary>
/// <param name="Number">The statement's number.</param>
/// <param name="Text">Its text.</param>
/// <param name="Value">+1 agree, -1 disagree, 0 pass; null before the vote.</param>
public sealed record BallotEntry(int Number, string Text, int? Value);

/// <summary>A statement that a participant wrote and others do not see yet, or never will.</summary>
public sealed record OwnStatement(string Text, StatementState State);

/// <summary>What a participant votes on.</summary>
/// <param name="Next">The statement to vote on now; null where all are done.</param>
/// <param name="Total">How many statements there are.</param>
/// <param name="Mine">Those that the participant voted on, in their order.</param>
/// <param name="Waiting">The participant's own statements that are not accepted.</param>
public sealed record Ballot(BallotEntry? Next, int Total, IReadOnlyList<BallotEntry> Mine, IReadOnlyList<OwnStatement> Waiting);

/// <summary>Chooses what a participant votes on next, and takes votes.</summary>
public sealed class Ballots(WorkbenchDatabase database, TimeProvider clock)
{
    /// <summary>A participant's ballot; for who has not taken part yet, without votes.</summary>
    public Task<Ballot> OfAsync(string consultationId, string? secret) => database.ReadAsync(async context =>
    {
        var participant = await Participants.FindAsync(context, consultationId, secret);
        var statements = await context.Statements.Where(s => s.ConsultationId == consultationId && s.State == StatementState.Accepted)
            .OrderBy(s => s.Number).Select(s => new { s.Id, s.Number, s.Text, s.Votes }).ToListAsync();
        if (participant is null)
        {
            return new Ballot(Entry(Next(statements.Select(s => (s.Number, s.Votes)), consultationId)), statements.Count, [], []);
        }

        var votes = await context.Votes.Where(v => v.ConsultationId == consultationId && v.ParticipantId == participant).ToDictionaryAsync(v => v.StatementId, v => v.Value);
        var waiting = await context.Statements.Where(s => s.ConsultationId == consultationId && s.ParticipantId == participant && s.State != StatementState.Accepted)
            .OrderBy(s => s.Number).Select(s => new OwnStatement(s.Text, s.State)).ToListAsync();
        var next = Next(statements.Where(s => !votes.ContainsKey(s.Id)).Select(s => (s.Number, s.Votes)), participant);
        return new Ballot(
            Entry(next), statements.Count, [.. statements.Where(s => votes.ContainsKey(s.Id)).Select(s => new BallotEntry(s.Number, s.Text, votes[s.Id]))], waiting);

        BallotEntry? Entry(int? number) => number is null ? null : new BallotEntry(number.Value, statements.First(s => s.Number == number).Text, null);
    });

    /// <summary>Takes a vote; a vote on the same statement before is changed.</summary>
    /// <param name="consultationId">The consultation.</param>
    /// <param name="secret">The participant's secret.</param>
    /// <param name="number">The statement.</param>
    /// <param name="value">+1 agree, -1 disagree, 0 pass.</param>
    public Task<PublicProblem> VoteAsync(string consultationId, string secret, int number, int value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(value), 1);
        return database.WriteAsync(async context =>
        {
            if (!await context.Consultations.AnyAsync(c => c.Id == consultationId && c.IsOpen))
            {
                return PublicProblem.Closed;
            }

            var statement = await context.Statements
                .Where(s => s.ConsultationId == consultationId && s.Number == number && s.State == StatementState.Accepted).Select(s => s.Id).FirstOrDefaultAsync();
            if (statement is null)
            {
                return PublicProblem.NotThere;
            }

            var participant = await Participants.JoinAsync(context, consultationId, secret, clock);
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            if (await context.Votes.FirstOrDefaultAsync(v => v.StatementId == statement && v.ParticipantId == participant) is { } vote)
            {
                (vote.Value, vote.VotedAt) = (value, now);
                return PublicProblem.None;
            }

            context.Votes.Add(new VoteRow { ConsultationId = consultationId, StatementId = statement, ParticipantId = participant, Value = value, VotedAt = now });
            await context.SaveChangesAsync();
            await context.Statements.Where(s => s.Id == statement).ExecuteUpdateAsync(u => u.SetProperty(s => s.Votes, s => s.Votes + 1));
            return PublicProblem.None;
        });
    }

    /// <summary>
    /// Draws a statement with chances as 1 / (1 + votes): few votes are likely, none is certain. The draw is the smallest of exponential variates with these rates (a race), from a
    /// seed of the participant's, so that the same statement comes back until it is voted on.
    /// </summary>
    internal static int? Next(IEnumerable<(int Number, int Votes)> statements, string participant) => statements
        .Select(s => (s.Number, Time: -Math.Log(1 - SeededRandom.For(0, participant, $"{s.Number}").NextDouble()) * (1 + s.Votes)))
        .OrderBy(s => s.Time).Select(s => (int?)s.Number).FirstOrDefault();
}
