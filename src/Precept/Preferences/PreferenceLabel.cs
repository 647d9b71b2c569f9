namespace Precept.Preferences;

/// <summary>A person's judgment that voted on a preference, with what it said then: people revise and withdraw their labels.</summary>
/// <param name="JudgmentId">The judgment.</param>
/// <param name="Judge">The person, <c>human:…</c>.</param>
/// <param name="Verdict">The judgment's <see cref="Judging.Judgment.Verdict"/> at that time.</param>
public sealed record PreferenceLabel(string JudgmentId, string Judge, string Verdict);
