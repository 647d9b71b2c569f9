using Precept.Benchmarks.Labeling;

namespace Precept.EndToEnd.Tests;

/// <summary>The short form of <c>labeling-kills</c> (benchmarks): the workbench's process killed without a warning while people label.</summary>
public sealed class LabelingKillTests
{
    [Fact]
    public async Task Every_label_that_was_acknowledged_is_there_after_three_kills()
    {
        var (audit, retried) = await LabelingKills.RunAsync(kills: 3, people: 6, longest: TimeSpan.FromSeconds(3), seed: 7);

        audit.IsClean.ShouldBeTrue($"{audit}");
        audit.Acknowledged.ShouldBeGreaterThan(0);
        retried.ShouldBeGreaterThan(0, "a kill that no request noticed proves nothing");
    }
}
