namespace Precept.Evaluation;

/// <summary>One judge of a self-test, to stand beside others.</summary>
/// <param name="Name">What people call it: short.</param>
/// <param name="Run">What it said.</param>
/// <param name="Report">What that comes to.</param>
public sealed record SelfTestEntry(string Name, SelfTestRun Run, SelfTestReport Report)
{
    /// <summary>An entry with its figures.</summary>
    public static SelfTestEntry Of(string name, SelfTestRun run) => new(name, run, SelfTestReport.Of(run));
}
