namespace Precept.Spec.Resolution;

/// <summary>An instruction as somebody listed it beside a conversation.</summary>
/// <param name="Message">The message's index, from 0.</param>
/// <param name="Text">A passage of the message's content, word for word; for a signal any description.</param>
public sealed record ListedInstruction(int Message, string Text)
{
    /// <summary>Its id, or null for <c>m2.0</c> and so on.</summary>
    public string? Id { get; init; }

    /// <summary>See <see cref="Instruction.Section"/>.</summary>
    public string? Section { get; init; }

    /// <summary>See <see cref="Instruction.IsImplicit"/>.</summary>
    public bool IsImplicit { get; init; }

    /// <summary>See <see cref="Instruction.Conflicts"/>.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>See <see cref="Instruction.Delegates"/>.</summary>
    public IReadOnlyList<Delegation> Delegates { get; init; } = [];
}

/// <summary>Takes the instructions that somebody listed. Their authority is still that of the place where they stand.</summary>
/// <param name="listed">The instructions.</param>
public sealed class ListedInstructions(IReadOnlyList<ListedInstruction> listed) : IInstructionReader
{
    /// <inheritdoc/>
    /// <exception cref="InputException">There is no such message, or the passage does not stand in it.</exception>
    public IReadOnlyList<Instruction> Read(IReadOnlyList<Message> messages)
    {
        var quoted = new Dictionary<int, QuotedText>();
        var count = new Dictionary<int, int>();
        return [.. listed.Select((item, at) => One(item, at, messages, quoted, count))];
    }

    private static Instruction One(ListedInstruction item, int at, IReadOnlyList<Message> messages, Dictionary<int, QuotedText> quoted, Dictionary<int, int> count)
    {
        if (item.Message < 0 || item.Message >= messages.Count)
        {
            throw new InputException($"instruction {at} names message {item.Message}; the conversation has {messages.Count}, counted from 0");
        }

        var message = messages[item.Message];
        var start = item.Text.Length == 0 ? -1 : message.Content.IndexOf(item.Text, StringComparison.Ordinal);
        if (start < 0 && !item.IsImplicit)
        {
            throw new InputException(
                $"instruction {at}: '{SourceText.Quote(item.Text)}' does not stand in message {item.Message}; quote it word for word, or mark it as implicit");
        }

        if (!quoted.TryGetValue(item.Message, out var blocks))
        {
            quoted.Add(item.Message, blocks = QuotedText.Of(message));
        }

        var number = count[item.Message] = count.GetValueOrDefault(item.Message, -1) + 1;
        var (standing, span) = Place(item, message, blocks, start);
        return new Instruction(item.Id ?? $"m{item.Message}.{number}", Speakers.Authority(message.Role, standing), item.Text)
        {
            Role = message.Role,
            Message = item.Message,
            Span = span,
            Position = span?.Start ?? 0,
            Section = item.Section,
            IsImplicit = item.IsImplicit,
            Standing = standing,
            Tool = message.Role == Role.Tool ? message.Name : null,
            Conflicts = item.Conflicts,
            Delegates = item.Delegates,
        };
    }

    /// <summary>The first place where the passage speaks for the message's author; else the first where it is quoted.</summary>
    private static (Standing Standing, TextSpan? Span) Place(ListedInstruction item, Message message, QuotedText blocks, int start)
    {
        if (start < 0)
        {
            return (Speakers.Standing(message.Role), null);
        }

        var first = new TextSpan(start, item.Text.Length);
        for (var at = start; at >= 0; at = message.Content.IndexOf(item.Text, at + item.Text.Length, StringComparison.Ordinal))
        {
            if (blocks.At(at) == Standing.Direct)
            {
                return (Speakers.Standing(message.Role), new TextSpan(at, item.Text.Length));
            }
        }

        var standing = Speakers.Standing(message.Role);
        return (standing == Standing.Direct ? blocks.At(start) : standing, first);
    }
}

/// <summary>The authority that a role gives to what is said in its own words.</summary>
internal static class Speakers
{
    public static Standing Standing(Role role) => role switch
    {
        Role.Assistant => Resolution.Standing.Assistant,
        Role.Tool => Resolution.Standing.Tool,
        _ => Resolution.Standing.Direct,
    };

    public static Authority Authority(Role role, Standing standing) => (role, standing) switch
    {
        (Role.System, Resolution.Standing.Direct) => Spec.Authority.System,
        (Role.Developer, Resolution.Standing.Direct) => Spec.Authority.Developer,
        (Role.User, Resolution.Standing.Direct) => Spec.Authority.User,
        _ => Spec.Authority.None,
    };
}
