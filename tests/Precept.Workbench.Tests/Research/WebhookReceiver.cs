using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Precept.Workbench.Tests.Research;

/// <summary>A message that a receiver got.</summary>
internal sealed record WebhookCall(string Delivery, string Signature, string Body);

/// <summary>A program elsewhere that is told of events: it fails some times first.</summary>
internal sealed class WebhookReceiver(WebApplication app, ConcurrentQueue<WebhookCall> calls) : IAsyncDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string Url => app.Urls.First();

    public static async Task<WebhookReceiver> StartAsync(int failures)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var calls = new ConcurrentQueue<WebhookCall>();
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync();
            http.Response.StatusCode = calls.Count < failures ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status204NoContent;
            calls.Enqueue(new WebhookCall(http.Request.Headers["Precept-Delivery"].ToString(), http.Request.Headers["Precept-Signature"].ToString(), body));
        });
        await app.StartAsync(Stop);
        return new WebhookReceiver(app, calls);
    }

    public async Task<IReadOnlyList<WebhookCall>> WaitAsync(int count)
    {
        await WaitForAsync(() => Task.FromResult(calls.Count >= count));
        return [.. calls];
    }

    public static async Task WaitForAsync(Func<Task<bool>> isSo)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            tries.ShouldBeLessThan(600);
            await Task.Delay(50, Stop);
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
