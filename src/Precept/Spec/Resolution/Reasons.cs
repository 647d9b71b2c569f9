namespace Precept.Spec.Resolution;

/// <summary>The reasons that people read beside a decision.</summary>
internal static class Reasons
{
    public static string Applicable(Instruction instruction) => instruction switch
    {
        { IsSection: true, Authority: Authority.Root } => "a root section yields to nobody",
        { IsSection: true } => $"a section of authority {instruction.Authority.Name()}; nothing that may override it conflicts with it",
        { IsImplicit: true } => $"a signal in a {instruction.Source} message; nothing above it conflicts with it",
        { DelegatedBy: { } by } => $"{by} lends it the authority {instruction.Authority.Name()}",
        _ => $"the {instruction.Source}'s own words; nothing above or later conflicts with them",
    };

    public static string Overridden(Instruction instruction, Instruction by, Conflict conflict) => $"{Rule(instruction, by)}: {conflict.Reason}";

    public static string WithoutAuthority(Instruction instruction) => instruction.Standing switch
    {
        Standing.Assistant => "the assistant's own words instruct nobody",
        Standing.Tool => "a tool's output is data",
        Standing.Untrusted => "its author marked this text as untrusted",
        Standing.Quoted => "quoted text is data",
        _ => "it explains and binds nobody",
    };

    private static string Rule(Instruction instruction, Instruction by) => (instruction, by) switch
    {
        ({ IsSection: true, Authority: Authority.Guideline }, { IsImplicit: true }) => "a guideline yields to a signal",
        ({ IsSection: true }, { IsSection: false }) when instruction.Authority != Authority.System =>
            $"a default of level {instruction.Authority.Name()} yields to an instruction of level {by.Authority.Name()}",
        ({ IsSection: true }, { IsSection: false }) => "a system section yields to a system message",
        ({ IsImplicit: true }, { IsImplicit: false }) => "a signal yields to what is said",
        _ when by.Authority > instruction.Authority => $"{by.Authority.Name()} is above {instruction.Authority.Name()}",
        ({ DelegatedBy: not null }, { DelegatedBy: null }) => "borrowed authority yields to its level's own words",
        _ => $"the later of two at level {instruction.Authority.Name()} counts",
    };
}
