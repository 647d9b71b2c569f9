using System.Globalization;

namespace Precept.Spec.Resolution;

/// <summary>Which texts without authority an instruction lends its own to.</summary>
/// <remarks>
/// Written <c>message:3</c> (all in the message at index 3), <c>tool</c> (every tool's output), <c>tool:NAME</c> (the outputs of one tool), or
/// <c>quoted</c> (what is quoted or untrusted in the message that the instruction itself stands in).
/// </remarks>
/// <param name="Kind">Which of the four forms it is: <c>message</c>, <c>tool</c> or <c>quoted</c>.</param>
/// <param name="Message">The message's index, for <c>message:3</c>.</param>
/// <param name="Tool">The tool's name, for <c>tool:NAME</c>; null for every tool.</param>
public sealed record Delegation(string Kind, int? Message = null, string? Tool = null)
{
    /// <summary>Reads the written form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="delegation">What it says.</param>
    /// <returns>Whether it is one of the forms.</returns>
    public static bool TryParse(string text, out Delegation delegation)
    {
        delegation = text.Split(':', 2) switch
        {
            ["quoted"] => new Delegation("quoted"),
            ["tool"] => new Delegation("tool"),
            ["tool", { Length: > 0 } name] => new Delegation("tool", Tool: name),
            ["message", var index] when int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) => new Delegation("message", at),
            _ => new Delegation(""),
        };
        return delegation.Kind.Length > 0;
    }

    /// <summary>Whether it reaches an instruction.</summary>
    /// <param name="from">The instruction that delegates.</param>
    /// <param name="to">An instruction without authority.</param>
    public bool Reaches(Instruction from, Instruction to) => Kind switch
    {
        "message" => to.Message == Message,
        "tool" => to.Standing == Standing.Tool && (Tool is null || to.Tool == Tool),
        _ => to.Message == from.Message && to.Standing is Standing.Quoted or Standing.Untrusted,
    };
}
