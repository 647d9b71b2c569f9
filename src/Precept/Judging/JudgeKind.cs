namespace Precept.Judging;

/// <summary>What a judge is, by the name it has in judgments.</summary>
public enum JudgeKind
{
    /// <summary>The spec's checks.</summary>
    Checks,

    /// <summary>A person (<c>human:…</c>).</summary>
    Human,

    /// <summary>A language model or a reward model: every other name.</summary>
    Model,
}

/// <summary>Tells judges apart.</summary>
public static class JudgeKinds
{
    private const string HumanPrefix = "human:";

    /// <summary>The kind of a judge.</summary>
    /// <param name="judge">The judge's configuration in canonical form (<see cref="Judgment.Judge"/>).</param>
    public static JudgeKind Of(string judge) =>
        judge == CheckJudge.Name ? JudgeKind.Checks
        : judge.StartsWith(HumanPrefix, StringComparison.Ordinal) ? JudgeKind.Human
        : JudgeKind.Model;
}
