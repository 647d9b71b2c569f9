using Precept.Judging;
using Precept.Spec;
using Precept.Workbench.Labels;

namespace Precept.Workbench.Demo;

/// <summary>How the demonstration's annotators decide. Programs, not people: the campaign's instructions say so.</summary>
internal static class DemoAnnotator
{
    /// <summary>Ranks as the spec does, and names section, breaches and reason.</summary>
    public static LabelContent FollowsSpec(DemoTask task) => Ranked(task, task.Tiers) with
    {
        Strength = task.Breaks.Any(b => b is not null) ? PreferenceStrength.Significantly : PreferenceStrength.Slightly,
        Breaches = [.. task.Breaks.Index().Where(b => b.Item is not null).Select(b => new LabelBreach(b.Index, b.Item!, -1, "", task.Why[b.Index]))],
        Reason = string.Join("; ", task.Why.Where(w => w.Length > 0)),
    };

    /// <summary>Prefers the shorter answer, whatever it says.</summary>
    public static LabelContent PrefersBrevity(DemoTask task)
    {
        var lengths = task.Content.Answers.Select(a => a.Text.Length).Distinct().Order().ToList();
        return Ranked(task, [.. task.Content.Answers.Select(a => lengths.IndexOf(a.Text.Length))]) with { Strength = PreferenceStrength.Slightly, Reason = "shorter" };
    }

    /// <summary>Ranks as the spec does, but swaps the first two places of every fourth task or so, and is unsure then.</summary>
    public static LabelContent Noisy(DemoTask task, SeededRandom random)
    {
        var isSlip = random.NextInt(4) == 0;
        return Ranked(task, isSlip ? [.. task.Tiers.Select(t => t is 0 or 1 ? 1 - t : t)] : task.Tiers) with { Strength = isSlip ? PreferenceStrength.Unsure : PreferenceStrength.Better };
    }

    private static LabelContent Ranked(DemoTask task, IReadOnlyList<int> tiers) => new() { Tiers = [.. tiers.Select(t => (int?)t)], DecidedOn = task.Section };
}
