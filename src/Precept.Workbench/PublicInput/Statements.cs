using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Storage;

namespace Precept.Workbench.PublicInput;

/// <summary>Adds statements to consultations, and moderates them.</summary>
public sealed class Statements(WorkbenchDatabase database, TimeProvider clock)
{
    /// <summary>Adds a statement of a participant, who agrees with it; in a moderated consultation it waits.</summary>
    /// <returns>The state that it is in, or the problem.</returns>
    public async Task<(StatementState State, PublicProblem Problem)> AddAsync(string consultationId, string secret, string? text)
    {
        var line = PublicText.Line(text);
        if (ProblemOf(line) is var problem && problem != PublicProblem.None)
        {
            return (default, problem);
        }

        return await database.WriteAsync(async context =>
        {
            var consultation = await context.Consultations.FirstAsync(c => c.Id == consultationId);
            if (!consultation.IsOpen)
            {
                return (default(StatementState), PublicProblem.Closed);
            }

            var present = await PresentAsync(context, consultationId);
            var participant = await Participants.JoinAsync(context, consultationId, secret, clock);
            if (present.Count >= PublicLimits.MostStatements || present.Count(s => s.ParticipantId == participant) >= PublicLimits.MostStatementsEach)
            {
                return (default, PublicProblem.TooMany);
            }

            if (IsPresent(present, line))
            {
                return (default, PublicProblem.Duplicate);
            }

            var state = consultation.IsModerated ? StatementState.Pending : StatementState.Accepted;
            var row = Row(consultationId, NextNumber(present), line, participant, state, clock, votes: 1);
            context.Statements.Add(row);
            context.Votes.Add(new VoteRow { ConsultationId = consultationId, StatementId = row.Id, ParticipantId = participant, Value = 1, VotedAt = row.WrittenAt });
            return (state, PublicProblem.None);
        });
    }

    /// <summary>Adds a statement of the hosts.</summary>
    public async Task<PublicProblem> SeedAsync(string consultationId, string? text)
    {
        var line = PublicText.Line(text);
        if (ProblemOf(line) is var problem && problem != PublicProblem.None)
        {
            return problem;
        }

        return await database.WriteAsync(async context =>
        {
            var present = await PresentAsync(context, consultationId);
            if (present.Count >= PublicLimits.MostStatements || IsPresent(present, line))
            {
                return present.Count >= PublicLimits.MostStatements ? PublicProblem.TooMany : PublicProblem.Duplicate;
            }

            context.Statements.Add(Row(consultationId, NextNumber(present), line, null, StatementState.Accepted, clock));
            return PublicProblem.None;
        });
    }

    /// <summary>Accepts or rejects a statement.</summary>
    /// <returns>Whether the consultation has it.</returns>
    public Task<bool> ModerateAsync(string consultationId, int number, StatementState state) => database.WriteAsync(async context =>
    {
        if (await context.Statements.FirstOrDefaultAsync(s => s.ConsultationId == consultationId && s.Number == number) is not { } row)
        {
            return false;
        }

        row.State = state;
        return true;
    });

    /// <summary>All statements of a consultation, in their order.</summary>
    public Task<List<StatementRow>> AllAsync(string consultationId) =>
        database.ReadAsync(c => c.Statements.Where(s => s.ConsultationId == consultationId).OrderBy(s => s.Number).ToListAsync());

    internal static StatementRow Row(string consultationId, int number, string text, string? participant, StatementState state, TimeProvider clock, int votes = 0) => new()
    {
        Id = Ids.New(clock),
        ConsultationId = consultationId,
        Number = number,
        Text = text,
        ParticipantId = participant,
        State = state,
        Votes = votes,
        WrittenAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private static PublicProblem ProblemOf(string line) =>
        PublicText.Fold(line).Length == 0 ? PublicProblem.Empty : PublicText.Length(line) > PublicLimits.LongestStatement ? PublicProblem.TooLong : PublicProblem.None;

    private sealed record Present(int Number, string Text, string? ParticipantId);

    private static Task<List<Present>> PresentAsync(WorkbenchContext context, string consultationId) =>
        context.Statements.Where(s => s.ConsultationId == consultationId).Select(s => new Present(s.Number, s.Text, s.ParticipantId)).ToListAsync();

    private static int NextNumber(List<Present> present) => present.Count == 0 ? 1 : present.Max(s => s.Number) + 1;

    private static bool IsPresent(List<Present> present, string line)
    {
        var fold = PublicText.Fold(line);
        return present.Any(s => PublicText.Fold(s.Text) == fold);
    }
}
