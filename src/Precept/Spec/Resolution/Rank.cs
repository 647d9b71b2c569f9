namespace Precept.Spec.Resolution;

/// <summary>An instruction's place in the chain of command. Of two that conflict, the higher one counts.</summary>
/// <remarks>
/// Compared field by field. A section of a level ranks below the messages of that level, which is what "a default yields to explicit
/// instructions of its level or above" says; root is above every message. Two sections of one level have the same rank: neither overrides the other.
/// </remarks>
/// <param name="Tier">Twice the authority for what is explicit; 3, between a guideline (2) and the user (4), for signals.</param>
/// <param name="Voice">Within a tier: 2 its author's own words, 1 delegated, 0 a section. For signals the authority.</param>
/// <param name="Message">The message; later ones rank higher.</param>
/// <param name="Position">The place in the message.</param>
internal readonly record struct Rank(int Tier, int Voice, int Message, int Position) : IComparable<Rank>
{
    private const int Signals = 2 * (int)Authority.Guideline + 1;

    public static Rank Of(Instruction instruction) => instruction switch
    {
        { IsSection: true } => new(2 * (int)instruction.Authority, 0, 0, 0),
        { IsImplicit: true } => new(Signals, (int)instruction.Authority, instruction.Message ?? 0, instruction.Position),
        _ => new(2 * (int)instruction.Authority, instruction.DelegatedBy is null ? 2 : 1, instruction.Message ?? 0, instruction.Position),
    };

    public int CompareTo(Rank other) =>
        (Tier, Voice, Message, Position).CompareTo((other.Tier, other.Voice, other.Message, other.Position));
}
