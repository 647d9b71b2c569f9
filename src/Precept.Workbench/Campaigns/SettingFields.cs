using Precept.Workbench.Labels;
using Precept.Workbench.Words;

namespace Precept.Workbench.Campaigns;

/// <summary>Settings that belong together.</summary>
/// <param name="Name">What they are about.</param>
/// <param name="Fields">The settings.</param>
public sealed record SettingGroup(Phrase Name, IReadOnlyList<SettingField> Fields);

/// <summary>All settings of a campaign, as the page shows them.</summary>
public static class SettingFields
{
    /// <summary>The groups, in order.</summary>
    public static IReadOnlyList<SettingGroup> Groups { get; } =
    [
        new(SettingWords.ForPeople,
        [
            new("instructions", SettingKind.Markdown, SettingWords.Instructions, SettingWords.InstructionsWhat, s => s.Instructions, (s, text) =>
                text.Length <= 20_000 ? s with { Instructions = text } : null) { Bound = SettingWords.InstructionsBound },
            new("precedence", SettingKind.Section, SettingWords.Precedence, SettingWords.PrecedenceWhat, s => s.Precedence, (s, text) => s with { Precedence = text }),
        ]),
        new(SettingWords.Asked,
        [
            SettingField.Asks("questions.decidedOn", SettingWords.DecidedOn, SettingWords.DecidedOnWhat, true, q => q.DecidedOn, (q, a) => q with { DecidedOn = a }),
            SettingField.Asks("questions.breaches", SettingWords.Breaches, SettingWords.BreachesWhat, true, q => q.Breaches, (q, a) => q with { Breaches = a }),
            SettingField.Asks("questions.strength", SettingWords.Strength, SettingWords.StrengthWhat, true, q => q.Strength, (q, a) => q with { Strength = a }),
            SettingField.Asks("questions.reason", SettingWords.Reason, SettingWords.ReasonWhat, true, q => q.Reason, (q, a) => q with { Reason = a }),
            SettingField.Asks("questions.rating", SettingWords.Rating, SettingWords.RatingWhat, true, q => q.Rating, (q, a) => q with { Rating = a }),
            SettingField.Asks("questions.flags", SettingWords.Flags, SettingWords.FlagsWhat, true, q => q.Flags, (q, a) => q with { Flags = a }),
            new("questions.offeredFlags", SettingKind.Several, SettingWords.OfferedFlags, SettingWords.OfferedFlagsWhat, s => string.Join(',', s.Questions.OfferedFlags), ReadFlags)
            {
                Choices = [.. AnswerFlags.All.Select(f => (f, FlagWords.Names[f]))],
            },
            SettingField.Asks("questions.unclear", SettingWords.Unclear, SettingWords.UnclearWhat, false, q => q.Unclear, (q, a) => q with { Unclear = a }),
            SettingField.Asks("questions.ownView", SettingWords.OwnView, SettingWords.OwnViewWhat, true, q => q.OwnView, (q, a) => q with { OwnView = a }),
            SettingField.Asks("questions.edits", SettingWords.Edits, SettingWords.EditsWhat, false, q => q.Edits, (q, a) => q with { Edits = a }),
            SettingField.Asks("questions.turns", SettingWords.Turns, SettingWords.TurnsWhat, false, q => q.Turns, (q, a) => q with { Turns = a }),
            SettingField.YesNo("questions.allUnacceptable", SettingWords.AllUnacceptable, SettingWords.AllUnacceptableWhat, s => s.Questions.AllUnacceptable,
                (s, v) => s with { Questions = s.Questions with { AllUnacceptable = v } }),
            SettingField.YesNo("questions.incomparable", SettingWords.Incomparable, SettingWords.IncomparableWhat, s => s.Questions.Incomparable,
                (s, v) => s with { Questions = s.Questions with { Incomparable = v } }),
        ]),
        new(SettingWords.Assignment,
        [
            SettingField.Whole("overlap.fewest", SettingWords.Fewest, SettingWords.FewestWhat, 1, 50, s => s.Overlap.Fewest, (s, v) => s with { Overlap = s.Overlap with { Fewest = v } }),
            SettingField.Whole("overlap.most", SettingWords.Most, SettingWords.MostWhat, 1, 50, s => s.Overlap.Most, (s, v) => s with { Overlap = s.Overlap with { Most = v } }),
            SettingField.Decimal("overlap.confidence", SettingWords.Confidence, SettingWords.ConfidenceWhat, 0.501, 0.999, s => s.Overlap.Confidence,
                (s, v) => s with { Overlap = s.Overlap with { Confidence = v } }, "0.001"),
            SettingField.Whole("leaseMinutes", SettingWords.Lease, SettingWords.LeaseWhat, 1, 1440, s => s.LeaseMinutes, (s, v) => s with { LeaseMinutes = v }),
            SettingField.Whole("dailyGoal", SettingWords.Goal, SettingWords.GoalWhat, 0, 10_000, s => s.DailyGoal, (s, v) => s with { DailyGoal = v }),
        ]),
        new(SettingWords.Quality,
        [
            SettingField.Whole("qualification.items", SettingWords.Items, SettingWords.ItemsWhat, 0, 100, s => s.Qualification.Items,
                (s, v) => s with { Qualification = s.Qualification with { Items = v } }),
            SettingField.Decimal("qualification.cutOff", SettingWords.CutOff, SettingWords.CutOffWhat, 0, 1, s => s.Qualification.CutOff,
                (s, v) => s with { Qualification = s.Qualification with { CutOff = v } }),
            SettingField.Decimal("goldShare", SettingWords.Gold, SettingWords.GoldWhat, 0, 0.5, s => s.GoldShare, (s, v) => s with { GoldShare = v }),
            SettingField.Decimal("repeatShare", SettingWords.Repeats, SettingWords.RepeatsWhat, 0, 0.5, s => s.RepeatShare, (s, v) => s with { RepeatShare = v }),
        ]),
        new(SettingWords.Sparing,
        [
            SettingField.YesNo("wellbeing.blur", SettingWords.Blur, SettingWords.BlurWhat, s => s.Wellbeing.Blur, (s, v) => s with { Wellbeing = s.Wellbeing with { Blur = v } }),
            SettingField.Whole("wellbeing.dailyHarmful", SettingWords.DailyHarmful, SettingWords.DailyHarmfulWhat, 0, 10_000, s => s.Wellbeing.DailyHarmful,
                (s, v) => s with { Wellbeing = s.Wellbeing with { DailyHarmful = v } }),
            SettingField.Whole("wellbeing.breakAfterMinutes", SettingWords.Break, SettingWords.BreakWhat, 0, 1440, s => s.Wellbeing.BreakAfterMinutes,
                (s, v) => s with { Wellbeing = s.Wellbeing with { BreakAfterMinutes = v } }),
        ]),
        new(SettingWords.Order,
        [
            SettingField.Decimal("queue.coverage", SettingWords.Coverage, SettingWords.CoverageWhat, 0, 100, s => s.Queue.Coverage, (s, v) => s with { Queue = s.Queue with { Coverage = v } }, "0.1"),
            SettingField.Decimal("queue.disagreement", SettingWords.Disagreement, SettingWords.DisagreementWhat, 0, 100, s => s.Queue.Disagreement,
                (s, v) => s with { Queue = s.Queue with { Disagreement = v } }, "0.1"),
            SettingField.Decimal("queue.staleness", SettingWords.Staleness, SettingWords.StalenessWhat, 0, 100, s => s.Queue.Staleness,
                (s, v) => s with { Queue = s.Queue with { Staleness = v } }, "0.1"),
        ]),
    ];

    private static CampaignSettings? ReadFlags(CampaignSettings settings, string text)
    {
        var flags = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return flags.Except(AnswerFlags.All).Any() ? null : settings with { Questions = settings.Questions with { OfferedFlags = [.. AnswerFlags.All.Where(flags.Contains)] } };
    }
}
