using Microsoft.AspNetCore.Http;

namespace Precept.TestEndpoint;

/// <summary>Keeps what is sent to the OTLP paths, headers and bodies as they came, so that a test can search it.</summary>
internal sealed class TelemetrySink
{
    private const long MaxBytes = 64 << 20;
    private readonly List<byte[]> _kept = [];
    private long _length;

    /// <summary>Keeps a request and accepts it.</summary>
    /// <remarks>An empty body is a valid answer: the protobuf message of an export's answer has no required field.</remarks>
    public async Task KeepAsync(HttpContext context)
    {
        using var request = new MemoryStream();
        await using (var head = new StreamWriter(request, leaveOpen: true))
        {
            await head.WriteLineAsync($"{context.Request.Method} {context.Request.Path}");
            foreach (var (name, value) in context.Request.Headers)
            {
                await head.WriteLineAsync($"{name}: {value}");
            }
        }

        await context.Request.Body.CopyToAsync(request, context.RequestAborted);
        lock (_kept)
        {
            if (_length + request.Length <= MaxBytes)
            {
                _kept.Add(request.ToArray());
                _length += request.Length;
            }
        }

        context.Response.ContentType = context.Request.ContentType ?? "application/x-protobuf";
    }

    /// <summary>All that was kept.</summary>
    public byte[] All()
    {
        lock (_kept)
        {
            return [.. _kept.SelectMany(k => k)];
        }
    }

    /// <summary>Forgets it.</summary>
    public void Clear()
    {
        lock (_kept)
        {
            _kept.Clear();
            _length = 0;
        }
    }
}
