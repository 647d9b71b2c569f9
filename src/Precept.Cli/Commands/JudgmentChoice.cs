using Precept.Cli.Terminal;
using Precept.Judging;
using Precept.Prompts;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>Which judgments a dataset is made of: those of one split that are current under a spec, of one judge, of all people, or of all.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Split">The split.</param>
/// <param name="Judge">What was typed of a judge's name; <c>human</c> for all people; null for all judges.</param>
internal sealed record JudgmentChoice(SpecInUse Spec, Split Split, string? Judge)
{
    /// <summary>What means all people together where a judge is named.</summary>
    private const string People = "human";

    private bool IsOfPeople => People.Equals(Judge, StringComparison.OrdinalIgnoreCase);

    /// <summary>Chooses.</summary>
    /// <param name="all">All judgments of the workspace.</param>
    /// <param name="promptIds">The prompts of the split.</param>
    /// <returns>The judgments, and how many prompts of other splits the same judges have judged under the same texts.</returns>
    /// <exception cref="InputException">There is none; the message says which there are instead.</exception>
    public (Judgment[] Judgments, int PromptsOfOtherSplits) Of(IReadOnlyList<Judgment> all, IReadOnlySet<string> promptIds)
    {
        var now = Spec.SectionHashes;
        Judgment[] current = [.. all.Where(j => CurrentSections.Changed(j.SectionHashes, now).Count == 0)];
        Judgment[] ofSplit = [.. current.Where(j => promptIds.Contains(j.PromptId))];
        if (!ofSplit.Any(MayBeMeant))
        {
            throw None(all.Where(MayBeMeant).ToArray(), current.Count(MayBeMeant), ofSplit);
        }

        var name = Judge is null || IsOfPeople ? null : JudgeName.Find(Judge, ofSplit.Select(j => j.Judge));
        bool IsMeant(Judgment judgment) => name is null ? MayBeMeant(judgment) : judgment.Judge == name;
        return ([.. ofSplit.Where(IsMeant)], current.Where(j => !promptIds.Contains(j.PromptId) && IsMeant(j)).DistinctBy(j => j.PromptId).Count());
    }

    private bool MayBeMeant(Judgment judgment) => Judge is null
        || (IsOfPeople ? JudgeKinds.Of(judgment.Judge) == JudgeKind.Human : judgment.Judge.Contains(Judge, StringComparison.OrdinalIgnoreCase));

    private InputException None(Judgment[] meant, int ofOtherSplits, Judgment[] ofSplit)
    {
        var others = string.Join(" or ", Splits.All.Where(s => s != Split).Select(Splits.Name));
        var stale = meant.Length - ofOtherSplits;
        var reasons = new List<string>();
        if (stale > 0)
        {
            reasons.Add($"{Count.Of(stale, "judgment")}{(Judge is null ? "" : $" of '{Judge}'")} {(stale == 1 ? "is under another text" : "are under other texts")} of {(stale == 1 ? "its" : "their")} sections: is --spec right?");
        }

        if (ofOtherSplits > 0)
        {
            reasons.Add($"{Count.Of(ofOtherSplits, "judgment")}{(Judge is null ? "" : $" of '{Judge}'")} {(ofOtherSplits == 1 ? "is" : "are")} of {others} prompts: --split takes those of another split");
        }

        if (meant.Length == 0)
        {
            reasons.Add(IsOfPeople ? "people label in the workbench: 'precept serve'"
                : Judge is not null && ofSplit.Length > 0 ? $"there are judgments of {string.Join(", ", ofSplit.Select(j => j.Judge).Distinct().Order(StringComparer.Ordinal).Take(10))}"
                : "'precept judge' judges what 'precept sample' has drawn");
        }

        return new InputException($"the workspace has no judgment{(Judge is null ? "" : $" of '{Judge}'")} of {Splits.Name(Split)} prompts under {Spec.Path} (version {Spec.Document.Version}) as it is now; {string.Join("; ", reasons)}");
    }
}
