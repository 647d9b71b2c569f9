using Precept.Feedback.SpecData;

namespace Precept.Preferences;

/// <summary>Preferences from prompts that were made of a spec: the best answer that passed over each that did not.</summary>
public static class SpecDataPairs
{
    /// <summary>The pairs of a prompt; none where all its answers passed. They come from its judgment and are stale with it.</summary>
    /// <remarks>Their sections are those that the worse answer breaks; where the judge rates, those that bind.</remarks>
    public static IReadOnlyList<Preference> Of(KeptPrompt kept) =>
    [
        .. kept.Failing.Select(worse => new Preference(kept.Prompt.Id, kept.Prompt.Messages, kept.Responses[kept.Best].Text, kept.Responses[worse].Text)
        {
            Sections = kept.Broken.ElementAtOrDefault(worse) is { Count: > 0 } broken ? broken : kept.Prompt.Sections,
            Origin = kept.Judgment.Id,
            Family = kept.Prompt.Family,
        }),
    ];
}
