using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests;

public sealed class OnceTests
{
    [Fact]
    public async Task Value_is_made_once_for_all_who_ask()
    {
        var made = 0;
        var once = new Once<int>(() => Task.FromResult(Interlocked.Increment(ref made)));

        (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => once.Value))).ShouldAllBe(v => v == 1);
        once.IfMade.ShouldBe(1);
    }

    [Fact]
    public async Task Value_that_failed_is_made_again()
    {
        var tries = 0;
        var once = new Once<string>(() => ++tries == 1 ? throw new TimeoutException() : Task.FromResult("made"));

        await Should.ThrowAsync<TimeoutException>(() => once.Value);
        once.IfMade.ShouldBeNull();
        (await once.Value).ShouldBe("made");
    }
}
