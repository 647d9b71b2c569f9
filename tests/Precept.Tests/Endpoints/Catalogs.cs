using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Precept.Endpoints;

namespace Precept.Tests.Endpoints;

/// <summary>Catalogs over a scripted wire, and clocks that run as fast as anything waits for them.</summary>
internal static class Catalogs
{
    public static readonly ModelAddress Address = ModelAddress.Parse("http://endpoint.test/v1#m");

    public static readonly ChatMessage[] Question = [new(ChatRole.User, "What is two and two?")];

    /// <summary>A catalog whose endpoints a wire answers.</summary>
    public static ModelCatalog Over(ScriptedWire wire, TimeProvider clock, Func<ModelCatalogSettings, ModelCatalogSettings>? with = null)
    {
        var settings = new ModelCatalogSettings { Wire = wire, Clock = clock, Secret = _ => null };
        return new ModelCatalog(with?.Invoke(settings) ?? settings);
    }

    /// <summary>Lets a clock run until a task is over: half a second at a time.</summary>
    public static async Task<T> RunningAsync<T>(this FakeTimeProvider clock, Task<T> task)
    {
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(1, TestContext.Current.CancellationToken));
            clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        return await task;
    }
}
