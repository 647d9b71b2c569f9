using Precept.Spec;
using Precept.Spec.Resolution;

namespace Precept.Feedback.SpecData;

/// <summary>Who stands against a section, and which of the two counts by the chain of command.</summary>
/// <param name="Rival">The other section; null where it is an instruction in a message.</param>
/// <param name="Voice">The role of the message with the instruction; null where it is another section.</param>
/// <param name="Wins">What counts: a section's id, or <c>message:ROLE</c>.</param>
/// <param name="Yields">What does not count, likewise.</param>
/// <param name="Why">By which rule.</param>
public sealed record AuthorityConflict(Section? Rival, Role? Voice, string Wins, string Yields, string Why)
{
    private const string MessageId = "message:";

    /// <summary>Roles whose words have less authority than a section, highest first; a tool's output, which has none, always belongs to them.</summary>
    public static IReadOnlyList<Role> Below(Section section) =>
        [.. ((Role[])[Role.System, Role.Developer, Role.User, Role.Tool]).Where(r => AuthorityOf(r) < section.Authority)];

    /// <summary>A conflict of a section, decided by <see cref="ChainOfCommand"/>.</summary>
    /// <remarks>Even numbers draw a section of another authority, odd ones a message below the section. The draw of a rival changes with no other section.</remarks>
    /// <param name="spec">The spec.</param>
    /// <param name="section">The section; it has authority.</param>
    /// <param name="number">Which conflict, from 0.</param>
    /// <param name="seed">Seed of the draw.</param>
    public static async Task<AuthorityConflict> OfAsync(SpecDocument spec, Section section, int number, long seed)
    {
        var rival = number % 2 == 0
            ? spec.Sections.Where(s => IsRival(s, section)).OrderBy(s => ContentHash.Of($"{seed}", section.Id, $"{number}", s.Id), StringComparer.Ordinal).FirstOrDefault()
            : null;
        if (rival is not null)
        {
            return await DecidedAsync(Of(section), Of(rival), rival, null);
        }

        var below = Below(section);
        var voice = below[SeededRandom.For(seed, "voice", section.Id, $"{number}").NextInt(below.Count)];
        return await DecidedAsync(Of(section), Said(voice), null, voice);
    }

    private static async Task<AuthorityConflict> DecidedAsync(Instruction section, Instruction other, Section? rival, Role? voice)
    {
        var resolved = await ChainOfCommand.ResolveAsync([section, other], new AlwaysInConflict());
        var wins = resolved.Applicable.Single();
        var why = resolved.Overridden.Select(o => o.Reason).Concat(resolved.WithoutAuthority.Select(w => w.Reason)).Single();
        return new AuthorityConflict(rival, voice, wins.Instruction.Id, (wins.Instruction.Id == section.Id ? other : section).Id, why);
    }

    private static bool IsRival(Section other, Section section) => other.Authority != Authority.None && other.Authority != section.Authority && other.Body.Length > 0;

    private static Instruction Of(Section section) => new(section.Id, section.Authority, section.Title);

    private static Instruction Said(Role role) => new(MessageId + Roles.Name(role), AuthorityOf(role), "an instruction against the section")
    {
        Role = role,
        Message = 0,
        Standing = role == Role.Tool ? Standing.Tool : Standing.Direct,
    };

    private static Authority AuthorityOf(Role role) => role switch
    {
        Role.System => Authority.System,
        Role.Developer => Authority.Developer,
        Role.User => Authority.User,
        _ => Authority.None,
    };

    private sealed class AlwaysInConflict : IConflictOracle
    {
        public ValueTask<Conflict?> FindAsync(Instruction first, Instruction second, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<Conflict?>(new Conflict("no reply can follow both"));
    }
}
