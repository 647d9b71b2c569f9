using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Feedback.SpecData;

/// <summary>Lets prompts through that may be trained on: well formed, in the language asked for, without the spec's words, new, and nothing that is measured on.</summary>
/// <remarks>It remembers what it let through, so that the order in which prompts come decides which of two duplicates is kept.</remarks>
/// <param name="quotations">The spec's words.</param>
/// <param name="measured">What is measured on.</param>
/// <param name="taken">Ids of prompts that the workspace has from elsewhere.</param>
public sealed class PromptScreen(Quotations quotations, Decontamination measured, IReadOnlySet<string> taken)
{
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);
    private readonly NearDuplicates _near = new();

    /// <summary>Why a prompt is not let through, or null.</summary>
    /// <param name="brief">What was asked for.</param>
    /// <param name="messages">The conversation.</param>
    public Rejection? Fault(PromptBrief brief, IReadOnlyList<Message> messages)
    {
        var rejection = OfForm(brief, messages) ?? OfContent(brief, messages) ?? OfRepetition(brief, messages);
        if (rejection is null)
        {
            var (units, name) = (Units(messages), Name(brief));
            _seen.Add(TextUnits.Canonical(units), name);
            _near.Add(units, name);
        }

        return rejection;
    }

    /// <summary>What is wrong with an answer, or null: its form, or that it quotes the spec.</summary>
    public string? Fault(string answer) =>
        WellFormed.Fault(answer) ?? (quotations.Find(answer) is { } section ? $"quotes or names the section {section}" : null);

    private static Rejection? OfForm(PromptBrief brief, IReadOnlyList<Message> messages)
    {
        if (brief.NeededRole is { } needed && messages.All(m => m.Role != needed))
        {
            return new(brief, RejectionReason.Malformed, $"no message has the role {Roles.Name(needed)}");
        }

        if (messages.Select(m => WellFormed.Fault(m.Content)).FirstOrDefault(f => f is not null) is { } fault)
        {
            return new(brief, RejectionReason.Malformed, $"a message {fault}");
        }

        if (Units(messages).Count == 0)
        {
            return new(brief, RejectionReason.Malformed, "the conversation has no words");
        }

        var language = LanguageDetection.Detect(messages.Last(m => m.Role == Role.User).Content);
        return language is not null && language != brief.Cell.Language
            ? new(brief, RejectionReason.WrongLanguage, $"the user writes in '{language}', not in '{brief.Cell.Language}'")
            : null;
    }

    private Rejection? OfContent(PromptBrief brief, IReadOnlyList<Message> messages)
    {
        if (messages.Select(m => quotations.Find(m.Content)).FirstOrDefault(s => s is not null) is { } section)
        {
            return new(brief, RejectionReason.QuotesSpec, section);
        }

        return measured.Find(messages) is { } collision
            ? new(brief, RejectionReason.Contaminated, $"{collision.Kind.ToString().ToLowerInvariant()}: {collision.With}")
            : null;
    }

    private Rejection? OfRepetition(PromptBrief brief, IReadOnlyList<Message> messages)
    {
        var units = Units(messages);
        if (_seen.TryGetValue(TextUnits.Canonical(units), out var same))
        {
            return new(brief, RejectionReason.Duplicate, same);
        }

        if (taken.Contains(new Prompts.Prompt(messages, []).Id))
        {
            return new(brief, RejectionReason.Duplicate, "a prompt of the workspace");
        }

        return _near.Find(units) is { } like ? new(brief, RejectionReason.NearDuplicate, $"{like.Name} ({like.Similarity:0.00})") : null;
    }

    private static IReadOnlyList<TextUnit> Units(IReadOnlyList<Message> messages) => TextUnits.Of(messages.Select(m => m.Content));

    private static string Name(PromptBrief brief) => $"{brief.Family} {brief.Cell.Language} #{brief.Number}";
}
