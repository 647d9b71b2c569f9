using System.Runtime.CompilerServices;
using Precept.Spec.Checks;

namespace Precept.Spec.Resolution;

/// <summary>Conflicts that need no judgment: declared ones, sections that an instruction names, and demands that cannot both be met.</summary>
/// <remarks>
/// What a section demands is what its checks without <c>when</c> and without slots demand; its text is not read. What an instruction demands
/// is read from the common forms of length, language, case, format, wording and names (<see cref="StatedDemands"/>).
/// </remarks>
/// <param name="checks">The spec's checks.</param>
public sealed class ExactConflicts(CheckSet checks) : IConflictOracle
{
    private readonly ConditionalWeakTable<Instruction, StatedDemands> _demands = [];

    /// <inheritdoc/>
    public ValueTask<Conflict?> FindAsync(Instruction first, Instruction second, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Find(first, second) is { } reason ? new Conflict(reason) : null);
    }

    private string? Find(Instruction first, Instruction second) =>
        Declared(first, second) ?? Declared(second, first)
        ?? Named(first, second) ?? Named(second, first)
        ?? SetAside(first, second) ?? SetAside(second, first)
        ?? Denied(first, second)
        ?? Settings(first, second)
        ?? Demands(first, second);

    private static string? Declared(Instruction one, Instruction other) =>
        one.Conflicts.Contains(other.Id) ? $"{one.Id} is declared to conflict with {other.Id}" : null;

    private static string? Named(Instruction one, Instruction section) => (one.IsSection, section.IsSection) switch
    {
        (false, true) when one.Section == section.Id => $"{one.Id} names the section {section.Id}",
        (false, true) when SetsAside.Names(one.Text, section.Id) => $"it sets the section {section.Id} aside by its id",
        _ => null,
    };

    private string? SetAside(Instruction one, Instruction other) =>
        !one.IsSection && !other.IsSection && !other.IsImplicit && Demanded(one).SetsAsideEarlier
        && (other.Message, other.Position).CompareTo((one.Message, one.Position)) < 0
            ? $"{one.Id} asks to set all earlier instructions aside"
            : null;

    private static string? Denied(Instruction first, Instruction second) =>
        !first.IsSection && !second.IsSection && Denial.Between(first.Text, second.Text) ? "the one forbids what the other asks for" : null;

    private string? Settings(Instruction first, Instruction second) =>
    (
        from a in Demanded(first).Settings
        from b in Demanded(second).Settings
        where a.Name == b.Name && a.Value != b.Value
        select $"{a.Name} is '{a.Value}' for the one and '{b.Value}' for the other"
    ).FirstOrDefault();

    private string? Demands(Instruction first, Instruction second) =>
    (
        from a in Demanded(first).Conditions
        from b in Demanded(second).Conditions
        let reason = Incompatibility.Between(a, b)
        where reason is not null
        select reason
    ).FirstOrDefault();

    private StatedDemands Demanded(Instruction instruction) => _demands.GetValue(instruction, i => i.IsSection
        ? new StatedDemands([.. checks.Of(i.Id).Where(IsUnconditional).Select(c => c.Condition)], [], false)
        : StatedDemands.Of(i.Text));

    private static bool IsUnconditional(Check check) =>
        check.When is { Slots.Count: 0, SlotValues.Count: 0, Families.Count: 0, Tag: null, Reply: null } && check.Slots.Count == 0;
}
