using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Precept.Endpoints;

namespace Precept.Cli.Models;

/// <summary>Sends traces and metrics of calls to models by OTLP, where OTEL_EXPORTER_OTLP_ENDPOINT says to. Neither questions nor answers nor keys are in them.</summary>
internal sealed class Telemetry : IDisposable
{
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private Telemetry()
    {
        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(CallMeter.SourceName).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(CallMeter.SourceName).AddOtlpExporter().Build();
    }

    /// <summary>Begins to send.</summary>
    public static IDisposable Start() => new Telemetry();

    /// <summary>Sends the rest.</summary>
    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService("precept", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3));
}
