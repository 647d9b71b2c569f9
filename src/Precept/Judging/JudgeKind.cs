namespace Precept.Judging;

/// <summary>What a judge is, by the name it has in judgments.</summary>
public enum JudgeKind
{
    /// <summary>The spec's checks.</summary>
    Checks,

    /// <summary>A person (<c>human:HANDLE</c>, <c>human:HANDLE/adjudicated</c>).</summary>
    Human,

    /// <summary>A language model or a reward model: every other name.</summary>
    Model,
}

/// <summary>Tells judges apart.</summary>
public static class JudgeKinds
{
    private const string HumanPrefix = "human:";
    private const string AdjudicationSuffix = "/adjudicated";

    /// <summary>The kind of a judge.</summary>
    /// <param name="judge">The judge's configuration in canonical form (<see cref="Judgment.Judge"/>).</param>
    public static JudgeKind Of(string judge) =>
        judge == CheckJudge.Name ? JudgeKind.Checks
        : judge.StartsWith(HumanPrefix, StringComparison.Ordinal) ? JudgeKind.Human
        : JudgeKind.Model;

    /// <summary>The judge's name in a person's own labels, <c>human:HANDLE</c>.</summary>
    public static string Person(string handle) => HumanPrefix + handle;

    /// <summary>The judge's name in a person's adjudications, <c>human:HANDLE/adjudicated</c>: a judge of its own, apart from the same person's labels.</summary>
    public static string Adjudication(string handle) => HumanPrefix + handle + AdjudicationSuffix;

    /// <summary>The handle of a person, of labels and adjudications alike; empty where the judge is no person.</summary>
    /// <param name="judge">The judge's configuration in canonical form.</param>
    public static string HandleOf(string judge) =>
        Of(judge) != JudgeKind.Human ? "" : IsAdjudication(judge) ? judge[HumanPrefix.Length..^AdjudicationSuffix.Length] : judge[HumanPrefix.Length..];

    /// <summary>Whether the judge is a person who adjudicated what other people had judged.</summary>
    /// <param name="judge">The judge's configuration in canonical form.</param>
    public static bool IsAdjudication(string judge) =>
        Of(judge) == JudgeKind.Human && judge.Length > HumanPrefix.Length + AdjudicationSuffix.Length && judge.EndsWith(AdjudicationSuffix, StringComparison.Ordinal);
}
