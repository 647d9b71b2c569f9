namespace Precept.Workbench.Tests;

/// <summary>A clock that can be put forward; timers run by real time, so that what the server does every second is not done for each second that is passed over.</summary>
internal sealed class LaterClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
