using Precept.Spec.Checks;

namespace Precept.Spec.Linting.Rules;

/// <summary>Checks that contradict the spec's examples, or that no example shows at work.</summary>
/// <remarks>
/// A GOOD reply has to pass every check, so that each failure is a finding. A BAD one need fail only one of them: PS104 is about the replies
/// that fail none, PS105 about the checks that fail no reply.
/// </remarks>
internal static class CheckRules
{
    public static SpecRule FailsGood { get; } = new(
        "PS101", FindingSeverity.Error, "CheckFailsGoodReply", "A check fails a reply that the spec grades as GOOD",
        source => Failing(source, Verdict.Good));

    public static SpecRule FailsOk { get; } = new(
        "PS102", FindingSeverity.Warning, "CheckFailsOkReply", "A check fails a reply that the spec grades as OK",
        source => Failing(source, Verdict.Ok));

    public static SpecRule NoGoodPasses { get; } = new(
        "PS103", FindingSeverity.Warning, "NoGoodReplyPassesCheck", "No GOOD reply passes a check",
        source => Unshown(source, Verdict.Good, r => r.Passed).Select(c => At(c.Check, c.Tried == 0
            ? $"the check '{c.Check.Id}' applies to no GOOD reply of '{c.Check.SectionId}'; add an example that shows what passes it, or correct its 'when'"
            : $"the check '{c.Check.Id}' fails every GOOD reply of '{c.Check.SectionId}' that it applies to ({c.Tried}); correct the check or the examples")));

    public static SpecRule BadPassesAll { get; } = new(
        "PS104", FindingSeverity.Warning, "BadReplyPassesChecks", "A BAD reply passes every check",
        source => from reply in source.Checked.Where(c => c.Reply.Verdict == Verdict.Bad).GroupBy(c => c.Reply, ReferenceEqualityComparer.Instance)
                  let applied = reply.Where(c => c.Result.Outcome != CheckOutcome.NotApplicable).ToList()
                  where applied.Count > 0 && applied.TrueForAll(c => c.Result.Passed)
                  let first = applied[0]
                  select source.At(
                      first.Reply.Line,
                      $"this BAD reply passes every check of '{first.Check.SectionId}' that applies to it ({string.Join(", ", applied.Select(c => $"'{c.Check.Id}'"))}); "
                      + "sharpen one, or add one that tells what is bad",
                      "BAD"));

    public static SpecRule NoBadFails { get; } = new(
        "PS105", FindingSeverity.Info, "NoBadReplyFailsCheck", "No BAD reply fails a check",
        source => Unshown(source, Verdict.Bad, r => r.Failed).Select(c => At(
            c.Check, $"the check '{c.Check.Id}' fails no BAD reply of '{c.Check.SectionId}' ({c.Tried} tried); add an example that shows what it catches")));

    private static IEnumerable<Spot> Failing(LintSource source, Verdict verdict) =>
        from tried in source.Checked
        where tried.Reply.Verdict == verdict && tried.Result.Failed
        let check = tried.Check
        select source.At(
            tried.Reply.Line,
            $"the check '{check.Id}' of '{check.SectionId}' ({check.File}:{check.Line}) fails this {verdict.Name()} reply: the reply {tried.Result.Reason}; "
            + "correct the check, narrow it with 'when', or grade the reply anew",
            verdict.Name());

    /// <summary>The checks that can be tried on examples, but that end as wished on no reply with a verdict; with how many they applied to.</summary>
    private static IEnumerable<(Check Check, int Tried)> Unshown(LintSource source, Verdict verdict, Func<CheckResult, bool> asWished)
    {
        var results = source.Checked.Where(c => c.Reply.Verdict == verdict && c.Result.Outcome != CheckOutcome.NotApplicable)
            .ToLookup(c => (c.Check.SectionId, c.Check.Id), c => c.Result);
        return from section in source.Checks?.SectionIds ?? []
               where source.Document.Find(section) is not null
               from check in source.Checks!.Of(section)
               where CheckedReply.IsTried(check) && !results[(section, check.Id)].Any(asWished)
               select (check, results[(section, check.Id)].Count());
    }

    private static Spot At(Check check, string message) => new(check.File, check.Line, message);
}
