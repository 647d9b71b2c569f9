namespace Precept.Workbench.Labels;

/// <summary>Brings labels into one form, so that those that say the same are the same.</summary>
public static class LabelForm
{
    private static readonly LabelBreach NoBreach = new(-1, "", -1, "", "");
    private static readonly TurnFeedback NoTurn = new(-1, false, "");

    /// <summary>A label as it was sent, with nothing where a sender may have left null: lists, texts, entries.</summary>
    public static LabelContent Whole(LabelContent sent) => sent with
    {
        Tiers = sent.Tiers ?? [],
        Ratings = sent.Ratings ?? [],
        Flags = [.. (sent.Flags ?? []).Select(f => (IReadOnlyList<string>)[.. (f ?? []).Select(x => x ?? "")])],
        DecidedOn = sent.DecidedOn ?? "",
        Breaches = [.. (sent.Breaches ?? []).Select(b => b is null ? NoBreach : b with { Section = b.Section ?? "", Words = b.Words ?? "", Reason = b.Reason ?? "" })],
        Reason = sent.Reason ?? "",
        Unclear = sent.Unclear is { } u ? u with { Section = u.Section ?? "", Text = u.Text ?? "" } : null,
        OwnView = sent.OwnView is { } v ? v with { Tiers = v.Tiers ?? [], Reason = v.Reason ?? "" } : null,
        Edits = sent.Edits ?? [],
        Turns = [.. (sent.Turns ?? []).Select(t => t is null ? NoTurn : t with { Comment = t.Comment ?? "" })],
    };

    /// <summary>
    /// The form that is kept: tiers without gaps from 0, lists in which nothing is said are empty, texts without space around them, no strength where there is nothing to be
    /// stronger than, no edit that changes nothing. Applying it again changes nothing.
    /// </summary>
    public static LabelContent Normal(LabelContent label, TaskContent task)
    {
        var whole = Whole(label);
        var tiers = whole.Incomparable ? [] : Dense(whole.Tiers);
        return whole with
        {
            Tiers = tiers,
            Strength = tiers.Where(t => t is not null).Distinct().Count() > 1 ? whole.Strength : null,
            Ratings = whole.Ratings.All(r => r is null) ? [] : whole.Ratings,
            Flags = whole.Flags.All(f => f.Count == 0) ? [] : [.. whole.Flags.Select(f => (IReadOnlyList<string>)[.. f.Distinct().OrderBy(Place).ThenBy(x => x, StringComparer.Ordinal)])],
            Breaches = [.. whole.Breaches.Select(b => b with { Reason = b.Reason.Trim(), Start = b.Words.Length == 0 ? -1 : b.Start }).Distinct()],
            Reason = whole.Reason.Trim(),
            Unclear = whole.Unclear is { } u && (u.Section.Length > 0 || u.Text.Trim().Length > 0) ? u with { Text = u.Text.Trim() } : null,
            OwnView = OwnNormal(whole.OwnView),
            Edits = EditsNormal(whole.Edits, task),
            Turns = [.. whole.Turns.Select(t => t with { Comment = t.Comment.Trim() }).OrderBy(t => t.Message)],
        };
    }

    /// <summary>Tiers in the same order without gaps, from 0; empty where no answer has a place.</summary>
    public static IReadOnlyList<int?> Dense(IReadOnlyList<int?> tiers)
    {
        var used = tiers.OfType<int>().Distinct().Order().ToList();
        return used.Count == 0 ? [] : [.. tiers.Select(t => t is { } tier ? (int?)used.BinarySearch(tier) : null)];
    }

    private static OwnView? OwnNormal(OwnView? view)
    {
        if (view is null)
        {
            return null;
        }

        var normal = new OwnView(Dense(view.Tiers), view.Reason.Trim());
        return normal.Tiers.Count > 0 || normal.Reason.Length > 0 ? normal : null;
    }

    private static IReadOnlyList<string?> EditsNormal(IReadOnlyList<string?> edits, TaskContent task)
    {
        IReadOnlyList<string?> kept = [.. edits.Select((e, i) => string.IsNullOrWhiteSpace(e) || (i < task.Answers.Count && e == task.Answers[i].Text) ? null : e)];
        return kept.All(e => e is null) ? [] : kept;
    }

    private static int Place(string flag)
    {
        for (var i = 0; i < AnswerFlags.All.Count; i++)
        {
            if (AnswerFlags.All[i] == flag)
            {
                return i;
            }
        }

        return AnswerFlags.All.Count;
    }
}
