using System.Buffers;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Precept.TestEndpoint;

/// <summary>The program's HTTP server on loopback.</summary>
internal static class Server
{
    private const int MaxBody = 16 << 20;

    /// <summary>Serves until it is stopped.</summary>
    /// <param name="settings">What the program was started with.</param>
    /// <param name="listening">Gets the base address once requests are taken.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The counts at the end, as JSON.</returns>
    public static async Task<string> RunAsync(EndpointSettings settings, Action<string> listening, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Listen(IPAddress.Loopback, settings.Port);
        });
        var stats = new RequestStats();
        await using var log = new LineLog(settings.Log);
        await using var bodies = new LineLog(settings.Bodies);
        await using var app = builder.Build();
        app.Run(Routes(settings, stats, new ChatEndpoint(settings, stats, log, bodies), new TelemetrySink()));
        await app.StartAsync(cancellationToken);
        listening(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await app.WaitForShutdownAsync(cancellationToken);
        return Written(stats.WriteTo);
    }

    private static RequestDelegate Routes(EndpointSettings settings, RequestStats stats, ChatEndpoint chat, TelemetrySink telemetry) => context =>
        (context.Request.Method, context.Request.Path.Value) switch
        {
            ("POST", "/v1/chat/completions") => chat.HandleAsync(context),
            ("GET", "/v1/models") => SendAsync(context, json => WriteModels(json, settings.Models.Keys)),
            ("POST", "/v1/traces" or "/v1/metrics" or "/v1/logs") => telemetry.KeepAsync(context),
            ("GET", "/telemetry") => context.Response.BodyWriter.WriteAsync(telemetry.All()).AsTask(),
            ("GET", "/stats") => SendAsync(context, stats.WriteTo),
            ("POST", "/reset") => Reset(context, stats, telemetry),
            _ => NotFound(context),
        };

    private static Task Reset(HttpContext context, RequestStats stats, TelemetrySink telemetry)
    {
        stats.Reset();
        telemetry.Clear();
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return context.Response.WriteAsync("""{"error":{"message":"There is nothing at this address; the base address ends in /v1.","type":"invalid_request_error","param":null,"code":"not_found"}}""");
    }

    private static void WriteModels(Utf8JsonWriter json, IEnumerable<string> models)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("id", model);
            json.WriteString("object", "model");
            json.WriteNumber("created", 1_700_000_000);
            json.WriteString("owned_by", "precept-endpoint");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Task SendAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Written(write));
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            write(json);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
