using Precept.Spec;

namespace Precept.Training.Tokenizers;

/// <summary>The tokens that structure a conversation. Their ids are fixed; text never encodes to them.</summary>
public static class SpecialTokens
{
    /// <summary>Padding.</summary>
    public const int Pad = 0;

    /// <summary>Begin of sequence, once at the start of a conversation.</summary>
    public const int Bos = 1;

    /// <summary>End of a message; what a model's turn stops at.</summary>
    public const int End = 7;

    /// <summary>The texts, in order of their ids (0 to 7).</summary>
    public static IReadOnlyList<string> All { get; } =
        ["<pad>", "<s>", "<|system|>", "<|developer|>", "<|user|>", "<|assistant|>", "<|tool|>", "<|end|>"];

    /// <summary>The token that opens a message of this role (2 to 6).</summary>
    public static int Of(Role role) => role switch
    {
        Role.System => 2,
        Role.Developer => 3,
        Role.User => 4,
        Role.Assistant => 5,
        Role.Tool => 6,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
