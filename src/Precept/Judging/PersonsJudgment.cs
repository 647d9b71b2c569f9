using System.Text.RegularExpressions;
using Precept.Spec;

namespace Precept.Judging;

/// <summary>What a judgment of a person has to look like.</summary>
public static partial class PersonsJudgment
{
    /// <summary>The most flags on one response.</summary>
    public const int MostFlags = 32;

    /// <summary>The most characters of a flag's id.</summary>
    public const int LongestFlag = 64;

    /// <summary>Whether a text is a flag's id: lower-case letters, digits, hyphens and underscores, a letter or digit first, at most <see cref="LongestFlag"/> characters.</summary>
    public static bool IsFlag(string text) => text.Length <= LongestFlag && FlagId().IsMatch(text);

    /// <summary>Throws where a judgment is not one that a person can have given.</summary>
    /// <exception cref="InputException">The judge is no person, the outcome none of a person's, or a list does not fit the responses or its bounds.</exception>
    public static void Require(Judgment judgment)
    {
        var n = judgment.ResponseIds.Count;
        if (Fault(judgment, n) is { } fault)
        {
            throw new InputException($"judgment {judgment.Id} of '{judgment.Judge}': {fault}");
        }
    }

    private static string? Fault(Judgment judgment, int n)
    {
        var isJudged = judgment.Outcome == Outcome.Judged;
        return judgment switch
        {
            _ when JudgeKinds.Of(judgment.Judge) != JudgeKind.Human || JudgeKinds.HandleOf(judgment.Judge).Length == 0 => "the judge is no person (human:HANDLE); only people revise and withdraw what they said",
            _ when judgment.Outcome is not (Outcome.Judged or Outcome.Incomparable) => $"a person's outcome is judged or incomparable, not {judgment.Outcome.ToString().ToLowerInvariant()}",
            _ when n == 0 || judgment.ResponseIds.Distinct().Count() != n => "expected one or more responses, each once",
            _ when judgment.Ranks.Count != (isJudged ? n : 0) => $"{judgment.Ranks.Count} ranks for {n} responses; expected {(isJudged ? "one of each" : "none where they are incomparable")}",
            _ when judgment.Ranks.Any(r => r < 0 || r >= n) => $"a rank is not from 0 to {n - 1}",
            _ when judgment.Broken.Count != 0 && judgment.Broken.Count != n => $"{judgment.Broken.Count} lists of broken sections for {n} responses; expected one of each, or none",
            _ when judgment.Ratings.Count != 0 && (judgment.Ratings.Count != n || judgment.Ratings.Any(r => r is < 1 or > 7)) => "expected a rating from 1 to 7 for each response, or none",
            _ when judgment.Breaches.Any(b => b.Response < 0 || b.Response >= n) => "a breach names a response that was not judged",
            _ when judgment.Flags.Count != 0 && judgment.Flags.Count != n => $"{judgment.Flags.Count} lists of flags for {n} responses; expected one of each, or none",
            _ when judgment.Flags.Any(f => f.Count > MostFlags) => $"a response has more than {MostFlags} flags",
            _ when judgment.Flags.SelectMany(f => f).FirstOrDefault(f => !IsFlag(f)) is { } flag => $"'{flag[..Math.Min(flag.Length, LongestFlag)]}' is no flag: expected lower-case letters, digits, '-' and '_', at most {LongestFlag}",
            _ when judgment.Strength is { } strength && !Enum.IsDefined(strength) => "the strength is not one",
            _ => null,
        };
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex FlagId();
}
