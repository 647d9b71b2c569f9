using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.TestEndpoint;

namespace Precept.Tests.Endpoints;

/// <summary>The whole way over real HTTP, to a program that fails on purpose.</summary>
public sealed class LoopbackTests : IDisposable
{
    private const int Questions = 600;
    private const int AtATime = 48;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("precept-loopback-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task GetResponse_of_an_endpoint_that_fails_now_and_then_gives_each_answer_once_also_over_two_runs()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--latency", "5ms", "--faults", "429:5%,500:3%,503:2%,cut:2%,body:2%", "--seed", "5");

        // The first run ends at the half, the second goes through all.
        (await AskAsync(endpoint, Questions / 2)).Cached.ShouldBe(0);
        var usage = await AskAsync(endpoint, Questions);

        usage.Cached.ShouldBe(Questions / 2);
        usage.Retries.ShouldBeGreaterThan(0);
        (usage.Requests - usage.Retries).ShouldBe(Questions / 2);
        var stats = await endpoint.StatsAsync(TestContext.Current.CancellationToken);
        ((int)stats["answered"]!, (int)stats["paidTwice"]!, (int)stats["distinctBodies"]!).ShouldBe((Questions, 0, Questions));
        ((int)stats["maxInFlight"]!).ShouldBeLessThanOrEqualTo(AtATime);
    }

    [Fact]
    public async Task GetResponse_of_an_endpoint_that_hangs_now_and_then_tries_again()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--faults", "hang:10%", "--seed", "5");
        await using var catalog = new ModelCatalog(new ModelCatalogSettings { Limits = new EndpointLimits { Timeout = TimeSpan.FromSeconds(2), TimedOutTries = 10 }, Secret = _ => null });
        var client = await catalog.OpenAsync(ModelAddress.Parse(endpoint.Model("first")), TestContext.Current.CancellationToken);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => client.AskTextAsync([new ChatMessage(ChatRole.User, $"question {n}")], cancellationToken: TestContext.Current.CancellationToken)));
        answers.ShouldAllBe(a => a.Outcome == CallOutcome.Answered);
        catalog.Meter.Usage.Retries.ShouldBeGreaterThan(0);
    }

    private async Task<ModelUsage> AskAsync(EndpointProcess endpoint, int questions)
    {
        await using var catalog = new ModelCatalog(new ModelCatalogSettings
        {
            Limits = new EndpointLimits { Concurrency = AtATime },
            AnswersFile = Path.Combine(_folder.FullName, "calls.db"),
            Secret = _ => null,
        });
        var client = await catalog.OpenAsync(ModelAddress.Parse(endpoint.Model("first")), TestContext.Current.CancellationToken);
        var answers = await Task.WhenAll(Enumerable.Range(0, questions).Select(n => client.GetResponseAsync([new ChatMessage(ChatRole.User, $"question {n}")], cancellationToken: TestContext.Current.CancellationToken)));
        answers.ShouldAllBe(a => a.FinishReason == ChatFinishReason.Stop);
        return catalog.Meter.Usage;
    }
}
