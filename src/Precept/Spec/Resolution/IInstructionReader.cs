namespace Precept.Spec.Resolution;

/// <summary>Finds the instructions in the plain text of a conversation.</summary>
public interface IInstructionReader
{
    /// <summary>All instructions, those without authority included (assistant, tool, quoted and untrusted text).</summary>
    /// <param name="messages">The conversation.</param>
    IReadOnlyList<Instruction> Read(IReadOnlyList<Message> messages);
}
