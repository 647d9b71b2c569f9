namespace Precept.Spec.Resolution;

/// <summary>What the chain of command makes of a conversation.</summary>
/// <param name="Applicable">The instructions that count, highest authority first; within a level later messages first, sections after messages in reading order.</param>
/// <param name="Overridden">Those that do not, in the same order, each with what overrides it.</param>
/// <param name="WithoutAuthority">What asks for something without being entitled to, in the order of the conversation.</param>
/// <param name="Unresolved">Sections of one level that conflict and of which neither overrides the other: the spec does not decide.</param>
public sealed record ResolvedInstructions(
    IReadOnlyList<DecidedInstruction> Applicable,
    IReadOnlyList<OverriddenInstruction> Overridden,
    IReadOnlyList<DecidedInstruction> WithoutAuthority,
    IReadOnlyList<UnresolvedConflict> Unresolved);

/// <summary>An instruction with the reason for where it stands.</summary>
/// <param name="Instruction">The instruction; one with delegated authority has the level that it got.</param>
/// <param name="Reason">Why it counts, or why it has no authority.</param>
public sealed record DecidedInstruction(Instruction Instruction, string Reason);

/// <summary>An instruction that another overrides.</summary>
/// <param name="Instruction">The instruction.</param>
/// <param name="By">The applicable instruction that overrides it: the highest of those that conflict with it.</param>
/// <param name="Reason">By which rule, and what cannot both hold.</param>
public sealed record OverriddenInstruction(Instruction Instruction, Instruction By, string Reason);

/// <summary>Two applicable sections of one level that conflict.</summary>
/// <param name="First">The earlier section.</param>
/// <param name="Second">The later one.</param>
/// <param name="Reason">What cannot both hold.</param>
public sealed record UnresolvedConflict(Instruction First, Instruction Second, string Reason);
