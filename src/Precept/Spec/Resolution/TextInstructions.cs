using Precept.Spec.Checks;

namespace Precept.Spec.Resolution;

/// <summary>Finds instructions in plain text by their form, in English and Chinese (docs/algorithms/chain-of-command.md says by which).</summary>
/// <remarks>It knows forms, not meanings: what it cannot see has to be listed (<see cref="ListedInstructions"/>).</remarks>
public sealed class TextInstructions : IInstructionReader
{
    /// <inheritdoc/>
    public IReadOnlyList<Instruction> Read(IReadOnlyList<Message> messages)
    {
        var found = new List<Instruction>();
        string? language = null;
        foreach (var (index, message) in messages.Index())
        {
            var quoted = QuotedText.Of(message);
            var number = 0;
            if (message.Role == Role.User && OwnLanguage(message.Content, quoted) is { } written && written != language)
            {
                found.Add(Signal(message, index, number++, $"the user writes in {(written == "zh" ? "Chinese" : "English")}"));
                language = written;
            }

            foreach (var passage in Passages.Of(message.Content, quoted))
            {
                if (found.Count > ChainOfCommand.MaxInstructions)
                {
                    return found; // more are refused anyway
                }

                if (One(message, index, number, passage, quoted) is { } instruction)
                {
                    found.Add(instruction);
                    number++;
                }
            }
        }

        return found;
    }

    private static Instruction? One(Message message, int index, int number, Passage passage, QuotedText quoted)
    {
        var text = message.Content.Substring(passage.Start, passage.Length);
        var bare = passage.Quotation == Quotation.None ? Own(message.Content, passage.Start, passage.Length, quoted) : text;
        var form = InstructionForms.Of(bare);
        if (form == InstructionForm.None)
        {
            return null;
        }

        var standing = Speakers.Standing(message.Role) is var speaker and not Standing.Direct ? speaker : passage.Quotation switch
        {
            Quotation.None => Standing.Direct,
            Quotation.Untrusted => Standing.Untrusted,
            _ => Standing.Quoted,
        };
        return new Instruction($"m{index}.{number}", Speakers.Authority(message.Role, standing), text)
        {
            Role = message.Role,
            Message = index,
            Span = new TextSpan(passage.Start, passage.Length),
            Position = passage.Start,
            IsImplicit = form == InstructionForm.Signal,
            Standing = standing,
            Tool = message.Role == Role.Tool ? message.Name : null,
        };
    }

    private static Instruction Signal(Message message, int index, int number, string text) => new($"m{index}.{number}", Authority.User, text)
    {
        Role = message.Role,
        Message = index,
        IsImplicit = true,
    };

    private static string? OwnLanguage(string text, QuotedText quoted) => LanguageDetection.Detect(Own(text, 0, text.Length, quoted));

    /// <summary>The author's own words, quotations blanked out.</summary>
    private static string Own(string text, int start, int length, QuotedText quoted) => string.Create(length, (text, start, quoted), static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = source.quoted[source.start + i] == Quotation.None ? source.text[source.start + i] : ' ';
        }
    });
}
