using Precept.Prompts;
using Precept.Spec;

namespace Precept.Feedback.SpecData;

/// <summary>What one prompt is to be: all that the writer is told, and all that is stored about it.</summary>
/// <param name="Cell">Section, kind and language.</param>
/// <param name="Number">Which prompt of the cell, from 0.</param>
/// <param name="Angle">From where it comes at the section.</param>
/// <param name="Seed">The run's seed.</param>
public sealed record PromptBrief(QuotaCell Cell, int Number, Angle Angle, long Seed)
{
    private const string Tag = "train-data";

    /// <summary>Of a conflict, who stands against the section and which side counts; else null.</summary>
    public AuthorityConflict? Conflict { get; init; }

    /// <summary>Of an adversarial prompt, whose words try to get the section broken; else null.</summary>
    public Role? Attacker { get; init; }

    /// <summary>The sections that the writer and the judge see: the section, and its rival in a conflict.</summary>
    public IReadOnlyList<Section> InView => Conflict?.Rival is { } rival ? [Cell.Section, rival] : [Cell.Section];

    /// <summary>The sections that bind the reply: those in view without one that yields.</summary>
    public IReadOnlyList<Section> Binding => [.. InView.Where(s => s.Id != Conflict?.Yields)];

    /// <summary>The family that the prompt is counted in: <c>spec:SECTION:KIND</c>.</summary>
    public string Family => $"spec:{Cell.Section.Id}:{Cell.Kind.Name()}";

    /// <summary>The role that the conversation must have beside the user's, or null.</summary>
    public Role? NeededRole => Conflict?.Voice ?? Attacker;

    /// <summary>Whether a prompt was made so, in this run or another.</summary>
    public static bool Made(Prompt prompt) => prompt.Tags.Contains(Tag);

    /// <summary>Makes the brief of a number.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="cell">Section, kind and language.</param>
    /// <param name="number">Which prompt of the cell, from 0.</param>
    /// <param name="seed">The run's seed.</param>
    public static async Task<PromptBrief> OfAsync(SpecDocument spec, QuotaCell cell, int number, long seed)
    {
        var brief = new PromptBrief(cell, number, Angle.Of(cell, number, seed), seed);
        return cell.Kind switch
        {
            SpecPromptKind.Conflict => brief with { Conflict = await AuthorityConflict.OfAsync(spec, cell.Section, number, seed) },
            SpecPromptKind.Adversarial => brief with { Attacker = AttackerOf(cell.Section, number) },
            _ => brief,
        };
    }

    /// <summary>The prompt with a conversation: a train prompt, which says nothing of the spec but the ids of the sections that bind.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="writer">Who wrote it.</param>
    public Prompt Prompt(IReadOnlyList<Message> messages, string writer) => new(messages, [.. Binding.Select(s => s.Id)])
    {
        Split = Split.Train,
        Family = Family,
        Tags = Cell.Kind == SpecPromptKind.Adversarial ? [Tag, Cell.Kind.Name(), "jailbreak"] : [Tag, Cell.Kind.Name()],
        Slots = Conflict is { } conflict ? new Dictionary<string, string> { ["wins"] = conflict.Wins, ["yields"] = conflict.Yields } : new Dictionary<string, string>(),
        Source = $"{writer} seed={Seed} {Cell.Language} #{Number}",
    };

    // A user may set aside a section of the user's own level, so that there only a tool's output has no right to it.
    private static Role AttackerOf(Section section, int number)
    {
        Role[] without = [.. AuthorityConflict.Below(section).Where(r => r is Role.User or Role.Tool)];
        return without[number % without.Length];
    }
}
