using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Benchmarks.Labeling;

/// <summary>Looks into the database afterwards: what was acknowledged is there, and no rule of assignment is broken.</summary>
/// <param name="Acknowledged">Labels that servers acknowledged.</param>
/// <param name="Missing">Of them those that the database does not have as they were sent.</param>
/// <param name="OverAssigned">Tasks with more people than wanted.</param>
/// <param name="Twice">Pairs of a task and a person that stand twice.</param>
/// <param name="Miscounted">Tasks whose counts differ from their labels.</param>
internal sealed record LabelingAudit(int Acknowledged, int Missing, int OverAssigned, int Twice, int Miscounted)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => this is { Missing: 0, OverAssigned: 0, Twice: 0, Miscounted: 0 };

    /// <summary>Audits a database.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="connection">PostgreSQL's connection string, or null for the file in the folder.</param>
    /// <param name="acknowledged">What was acknowledged.</param>
    public static async Task<LabelingAudit> OfAsync(string folder, string? connection, IReadOnlyCollection<Acknowledged> acknowledged)
    {
        using var database = connection is null ? WorkbenchDatabase.Sqlite(folder) : WorkbenchDatabase.Postgres(connection);
        return await database.ReadAsync(async context =>
        {
            var labels = (await context.Labels.Join(context.Users, l => l.PersonId, p => p.Id, (l, p) => new { l.AssignmentId, p.UserName, l.Content }).ToListAsync())
                .ToDictionary(l => l.AssignmentId);
            var assignments = await context.Assignments.Select(a => new { a.TaskId, a.PersonId, a.State }).ToListAsync();
            var taken = assignments.Where(a => a.State is AssignmentState.Leased or AssignmentState.Submitted).CountBy(a => a.TaskId).ToDictionary();
            var labeled = assignments.Where(a => a.State == AssignmentState.Submitted).CountBy(a => a.TaskId).ToDictionary();
            var tasks = await context.Tasks.Select(t => new { t.Id, t.Wanted, t.Taken, t.Labeled }).ToListAsync();
            return new LabelingAudit(
                acknowledged.Count,
                acknowledged.Count(a => !labels.TryGetValue(a.Assignment, out var l) || l.UserName != a.Person || WorkbenchJson.Read<LabelContent>(l.Content).Reason != a.Reason),
                tasks.Count(t => taken.GetValueOrDefault(t.Id) > t.Wanted),
                assignments.GroupBy(a => (a.TaskId, a.PersonId)).Count(g => g.Count() > 1),
                tasks.Count(t => t.Taken != taken.GetValueOrDefault(t.Id) || t.Labeled != labeled.GetValueOrDefault(t.Id)));
        });
    }
}
