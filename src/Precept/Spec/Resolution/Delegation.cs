using System.Globalization;

namespace Precept.Spec.Resolution;

/// <summary>What a delegation reaches.</summary>
public enum DelegationKind
{
    /// <summary>All that has no authority of its own in one message.</summary>
    Message,

    /// <summary>Outputs of tools.</summary>
    Tool,

    /// <summary>What is quoted or untrusted in the delegator's own message.</summary>
    Quoted,
}

/// <summary>Which texts without authority an instruction lends its own to.</summary>
/// <remarks>
/// Written <c>message:3</c> (all in the message at index 3), <c>tool</c> (every tool's output), <c>tool:NAME</c> (the outputs of one tool), or
/// <c>quoted</c> (what is quoted or untrusted in the message that the instruction itself stands in).
/// </remarks>
/// <param name="Kind">What it reaches.</param>
/// <param name="Message">The message's index, for <c>message:3</c>.</param>
/// <param name="Tool">The tool's name, for <c>tool:NAME</c>; null for every tool.</param>
public sealed record Delegation(DelegationKind Kind, int? Message = null, string? Tool = null)
{
    /// <summary>Reads the written form.</summary>
    /// <param name="text">The text.</param>
    /// <returns>What it says, or null where it is none of the forms.</returns>
    public static Delegation? Read(string text) => text.Split(':', 2) switch
    {
        ["quoted"] => new Delegation(DelegationKind.Quoted),
        ["tool"] => new Delegation(DelegationKind.Tool),
        ["tool", { Length: > 0 } name] => new Delegation(DelegationKind.Tool, Tool: name),
        ["message", var index] when int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) => new Delegation(DelegationKind.Message, at),
        _ => null,
    };

    /// <summary>Whether it reaches an instruction.</summary>
    /// <param name="from">The instruction that delegates.</param>
    /// <param name="to">An instruction without authority.</param>
    public bool Reaches(Instruction from, Instruction to) => Kind switch
    {
        DelegationKind.Message => to.Message == Message,
        DelegationKind.Tool => to.Standing == Standing.Tool && (Tool is null || to.Tool == Tool),
        _ => to.Message == from.Message && to.Standing is Standing.Quoted or Standing.Untrusted,
    };
}
