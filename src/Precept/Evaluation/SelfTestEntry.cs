namespace Precept.Evaluation;

/// <summary>One judge of a self-test, to stand beside others.</summary>
/// <param name="Name">What people call it: short.</param>
/// <param name="Run">What it said.</param>
/// <param name="Report">What that comes to.</param>
public sealed record SelfTestEntry(string Name, SelfTestRun Run, SelfTestReport Report)
{
    /// <summary>An entry with its figures.</summary>
    public static SelfTestEntry Of(string name, SelfTestRun run) => new(name, run, SelfTestReport.Of(run));

    /// <summary>How each further entry compares: with the first one; one with the examples in view with the entry before it, which is the same judge without them.</summary>
    public static IEnumerable<(SelfTestEntry Entry, SelfTestEntry Against, PairedDifference Difference)> Differences(IReadOnlyList<SelfTestEntry> entries) =>
        from pair in entries.Skip(1).Select((e, i) => (Entry: e, Against: e.Report.HeldOut ? entries[0] : entries[i]))
        select (pair.Entry, pair.Against, PairedDifference.Of(pair.Entry.Run, pair.Against.Run));
}
