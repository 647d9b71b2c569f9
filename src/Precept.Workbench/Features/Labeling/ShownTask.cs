using Precept.Prompts;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Pages;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Labeling;

/// <summary>A task as the page shows it to a person.</summary>
/// <param name="Task">The task.</param>
/// <param name="Spec">The spec that it is labeled under.</param>
/// <param name="Settings">The campaign's settings.</param>
/// <param name="Person">The person's settings.</param>
/// <param name="Language">The language of the interface.</param>
public sealed record ShownTask(AssignedTask Task, CampaignSpec Spec, CampaignSettings Settings, PersonSettings Person, Language Language)
{
    /// <summary>The key of each action, as the person has it.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; } = TaskKeys.For(Person);

    /// <summary>Writes parts of the spec.</summary>
    public SectionMarkup Markup => SectionMarkup.Of(Spec, Language);

    /// <summary>What is asked.</summary>
    public CampaignQuestions Questions => Settings.Questions;

    /// <summary>How many answers there are.</summary>
    public int Count => Task.Content.Answers.Count;

    /// <summary>Whether it is blurred until the person asks for it.</summary>
    public bool IsVeiled => Task.Content.Harms.Count > 0 && (Person.Blur ?? Settings.Wellbeing.Blur);

    /// <summary>The sections that apply, the one that takes precedence first.</summary>
    public IReadOnlyList<Section> Sections =>
    [
        .. Task.Content.Sections.Prepend(Settings.Precedence).Where(id => id.Length > 0).Distinct()
            .Select(Spec.Document.Find).OfType<Section>(),
    ];

    /// <summary>The sections that do not apply by themselves, in reading order.</summary>
    public IReadOnlyList<Section> OtherSections => [.. Spec.Document.Sections.DistinctBy(s => s.Id).Except(Sections)];

    /// <summary>The letter under which an answer is shown.</summary>
    public static string Letter(int place) => ((char)('A' + place)).ToString();

    /// <summary>What the page's script needs to know of it: nothing about models or purposes.</summary>
    public TaskData Data => new(
        Task.Assignment,
        Task.Number,
        [.. Task.Content.Answers.Select(a => a.Text)],
        Task.Order,
        Task.Draft,
        Task.DraftVersion,
        Task.Submitted,
        Task.Revision,
        Task.LeaseUntil,
        Task.OtherTab,
        Task.Content.Harms);
}

/// <summary>A task as data for the page's script; lists about answers in the task's own order.</summary>
public sealed record TaskData(
    string Assignment,
    int Number,
    IReadOnlyList<string> Answers,
    IReadOnlyList<int> Order,
    LabelContent? Draft,
    int DraftVersion,
    LabelContent? Submitted,
    int Revision,
    long LeaseUntil,
    bool OtherTab,
    IReadOnlyList<string> Harms);

/// <summary>What the page's script needs to know that stays the same from task to task.</summary>
public sealed record PageData(
    string Campaign,
    string Person,
    string Tab,
    CampaignQuestions Questions,
    IReadOnlyDictionary<string, string> Keys,
    IReadOnlyDictionary<string, string> DefaultKeys,
    bool KeysOff,
    bool Stacked,
    int BreakAfter,
    DayProgress Today,
    IReadOnlyDictionary<string, string> Sections);
