using Precept.Prompts;
using Precept.Spec;
using Precept.Workbench.Words;

namespace Precept.Workbench.Labels;

/// <summary>Why a label cannot be taken as it is.</summary>
/// <param name="Code">What is wrong, for programs.</param>
/// <param name="Text">The same for people, with places to be filled in.</param>
/// <param name="Values">What fills them.</param>
public sealed record LabelProblem(string Code, Phrase Text, params object?[] Values)
{
    /// <summary>The text in a language.</summary>
    public string In(Language language) => Text.In(language, Values);
}

/// <summary>What a label must be like. Pure: the same label, task, settings and spec give the same problems.</summary>
public static class LabelRules
{
    /// <summary>Most UTF-16 code units of a reason, a comment, a doubt.</summary>
    public const int LongestText = 10_000;

    /// <summary>Most UTF-16 code units of an edited answer.</summary>
    public const int LongestEdit = 100_000;

    /// <summary>Most breaches of a label.</summary>
    public const int MostBreaches = 100;

    /// <summary>Most problems that are told at once.</summary>
    private const int MostProblems = 20;

    /// <summary>What is wrong with a draft: it may be unfinished, not impossible.</summary>
    public static IReadOnlyList<LabelProblem> OfDraft(LabelContent content, TaskContent task, CampaignSettings settings, SpecDocument spec) =>
        [.. Impossible(LabelForm.Whole(content), task, settings, spec).Take(MostProblems)];

    /// <summary>What is wrong with a label that is to be submitted; empty where nothing is.</summary>
    public static IReadOnlyList<LabelProblem> OfLabel(LabelContent content, TaskContent task, CampaignSettings settings, SpecDocument spec)
    {
        var whole = LabelForm.Whole(content);
        var impossible = Impossible(whole, task, settings, spec).Take(MostProblems).ToList();
        return impossible.Count > 0 ? impossible : [.. Unfinished(LabelForm.Normal(whole, task), task, settings.Questions)];
    }

    private static IEnumerable<LabelProblem> Unfinished(LabelContent label, TaskContent task, CampaignQuestions asked)
    {
        if (!label.Incomparable && !IsRanked(label.Tiers, task))
        {
            yield return new("tiers", LabelRuleWords.NotRanked);
        }

        if (label.Incomparable && !asked.Incomparable)
        {
            yield return new("incomparable", LabelRuleWords.NoIncomparable);
        }

        if (label.AllUnacceptable && !asked.AllUnacceptable)
        {
            yield return new("allUnacceptable", LabelRuleWords.NoAllUnacceptable);
        }

        if (asked.Strength == Asked.Required && label.Strength is null && label.Tiers.Distinct().Count() > 1)
        {
            yield return new("strength", LabelRuleWords.NoStrength);
        }

        if (asked.Rating == Asked.Required && (label.Ratings.Count != task.Answers.Count || label.Ratings.Any(r => r is null)))
        {
            yield return new("ratings", LabelRuleWords.NoRating);
        }

        if (asked.Flags == Asked.Required && label.Flags.Count == 0)
        {
            yield return new("flags", LabelRuleWords.NoFlags);
        }

        if (asked.DecidedOn == Asked.Required && label.DecidedOn.Length == 0 && !label.Incomparable)
        {
            yield return new("decidedOn", LabelRuleWords.NoDecidedOn);
        }

        if (asked.Breaches == Asked.Required && label.Breaches.Count == 0)
        {
            yield return new("breaches", LabelRuleWords.NoBreaches);
        }

        if (asked.Reason == Asked.Required && label.Reason.Length == 0)
        {
            yield return new("reason", LabelRuleWords.NoReason);
        }

        if (asked.OwnView == Asked.Required && !IsRanked(label.OwnView?.Tiers ?? [], task))
        {
            yield return new("ownView", LabelRuleWords.NoOwnView);
        }

        if (label.Unclear is { } doubt && (doubt.Text.Length == 0 || doubt.Section.Length == 0))
        {
            yield return new("unclear", LabelRuleWords.NoDoubtText);
        }
    }

    private static bool IsRanked(IReadOnlyList<int?> tiers, TaskContent task) => tiers.Count == task.Answers.Count && tiers.All(t => t is not null);

    private static IEnumerable<LabelProblem> Impossible(LabelContent label, TaskContent task, CampaignSettings settings, SpecDocument spec) =>
    [
        .. Counts(label, task),
        .. Tiers("tiers", label.Tiers, task),
        .. Tiers("ownView", label.OwnView?.Tiers ?? [], task),
        .. label.Ratings.OfType<int>().Where(r => r is < 1 or > 7).Select(r => new LabelProblem("ratings", LabelRuleWords.BadRating, r)),
        .. label.Strength is { } s && !Enum.IsDefined(s) ? [new LabelProblem("strength", LabelRuleWords.BadStrength)] : (IEnumerable<LabelProblem>)[],
        .. label.Flags.SelectMany(f => f).Except(settings.Questions.OfferedFlags).Take(MostProblems).Select(f => new LabelProblem("flags", LabelRuleWords.BadFlag, Shown(f))),
        .. Sections(label, spec),
        .. Breaches(label, task),
        .. Turns(label, task),
        .. Texts(label),
    ];

    private static IEnumerable<LabelProblem> Counts(LabelContent label, TaskContent task)
    {
        var answers = task.Answers.Count;
        (string Name, int Count)[] lists =
            [("tiers", label.Tiers.Count), ("ratings", label.Ratings.Count), ("flags", label.Flags.Count), ("edits", label.Edits.Count), ("ownView", label.OwnView?.Tiers.Count ?? 0)];
        foreach (var (name, count) in lists.Where(l => l.Count != 0 && l.Count != answers))
        {
            yield return new(name, LabelRuleWords.WrongCount, name, count, answers);
        }

        (string Name, int Count, int Most)[] bounded =
        [
            ("breaches", label.Breaches.Count, MostBreaches),
            ("turns", label.Turns.Count, task.Prompt.Messages.Count),
            ("flags", label.Flags.Select(f => f.Count).DefaultIfEmpty().Max(), AnswerFlags.All.Count),
        ];
        foreach (var (name, count, most) in bounded.Where(l => l.Count > l.Most))
        {
            yield return new(name, LabelRuleWords.TooMany, name, count, most);
        }
    }

    private static IEnumerable<LabelProblem> Tiers(string name, IReadOnlyList<int?> tiers, TaskContent task) =>
        tiers.OfType<int>().Where(t => t < 0 || t >= task.Answers.Count).Select(t => new LabelProblem(name, LabelRuleWords.BadTier, t, task.Answers.Count - 1));

    private static IEnumerable<LabelProblem> Sections(LabelContent label, SpecDocument spec) =>
        new[] { label.DecidedOn, label.Unclear?.Section ?? "" }.Where(s => s.Length > 0).Concat(label.Breaches.Take(MostBreaches).Select(b => b.Section))
            .Distinct().Where(s => spec.Find(s) is null).Select(s => new LabelProblem("section", LabelRuleWords.BadSection, Shown(s)));

    private static IEnumerable<LabelProblem> Breaches(LabelContent label, TaskContent task)
    {
        foreach (var breach in label.Breaches.Take(MostBreaches))
        {
            if (breach.Answer < 0 || breach.Answer >= task.Answers.Count)
            {
                yield return new("breaches", LabelRuleWords.BadAnswer, breach.Answer, task.Answers.Count);
            }
            else if (breach.Words.Length > 0 && !StandsAt(task.Answers[breach.Answer].Text, breach.Start, breach.Words))
            {
                yield return new("breaches", LabelRuleWords.BadWords, breach.Answer);
            }
        }
    }

    private static bool StandsAt(string text, int start, string words) =>
        start >= 0 && start <= text.Length - words.Length && text.AsSpan(start, words.Length).SequenceEqual(words);

    private static IEnumerable<LabelProblem> Turns(LabelContent label, TaskContent task)
    {
        var seen = new HashSet<int>();
        foreach (var turn in label.Turns.Take(task.Prompt.Messages.Count))
        {
            if (turn.Message < 0 || turn.Message >= task.Prompt.Messages.Count || task.Prompt.Messages[turn.Message].Role != Role.Assistant)
            {
                yield return new("turns", LabelRuleWords.BadTurn, turn.Message);
            }
            else if (!seen.Add(turn.Message))
            {
                yield return new("turns", LabelRuleWords.SameTurn, turn.Message);
            }
        }
    }

    private static IEnumerable<LabelProblem> Texts(LabelContent label)
    {
        IEnumerable<(string Name, string Text, int Longest)> texts =
        [
            ("reason", label.Reason, LongestText),
            ("unclear", label.Unclear?.Text ?? "", LongestText),
            ("ownView", label.OwnView?.Reason ?? "", LongestText),
            .. label.Breaches.Take(MostBreaches).Select(b => ("breaches", b.Reason, LongestText)),
            .. label.Turns.Select(t => ("turns", t.Comment, LongestText)),
            .. label.Edits.Select(e => ("edits", e ?? "", LongestEdit)),
        ];
        foreach (var (name, text, longest) in texts)
        {
            if (text.Length > longest)
            {
                yield return new(name, LabelRuleWords.TooLong, name, text.Length, longest);
            }
            else if (text.Contains('\0') || !IsWellFormed(text))
            {
                yield return new(name, LabelRuleWords.BadText, name);
            }
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    // What a stranger sent stands in our sentence: not all of it.
    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
