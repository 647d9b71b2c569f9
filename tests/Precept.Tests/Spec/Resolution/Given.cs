using Precept.Spec;
using Precept.Spec.Resolution;

namespace Precept.Tests.Spec.Resolution;

/// <summary>Instructions and conflicts for tests.</summary>
internal static class Given
{
    public static Instruction Section(string id, Authority authority, int position = 0) =>
        new(id, authority, id) { Section = id, Position = position };

    public static Instruction Said(string id, Role role, int message, int position = 0) => new(id, Of(role), id)
    {
        Role = role,
        Message = message,
        Position = position,
        Standing = role switch { Role.Assistant => Standing.Assistant, Role.Tool => Standing.Tool, _ => Standing.Direct },
    };

    private static Authority Of(Role role) => role switch
    {
        Role.System => Authority.System,
        Role.Developer => Authority.Developer,
        Role.User => Authority.User,
        _ => Authority.None,
    };
}

/// <summary>A given, symmetric relation of conflicts.</summary>
internal sealed class GivenConflicts(Func<string, string, bool> conflict) : IConflictOracle
{
    public static GivenConflicts Of(params string[] pairs) => new((a, b) => pairs.Contains($"{a} {b}") || pairs.Contains($"{b} {a}"));

    public static GivenConflicts All { get; } = new((_, _) => true);

    public bool Between(string a, string b) => conflict(a, b);

    public ValueTask<Conflict?> FindAsync(Instruction first, Instruction second, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(conflict(first.Id, second.Id) ? new Conflict("given") : null);
}
