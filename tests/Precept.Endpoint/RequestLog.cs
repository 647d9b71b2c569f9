using System.Threading.Channels;

namespace Precept.TestEndpoint;

/// <summary>Writes a line for each request into a file, off the requests' way.</summary>
internal sealed class RequestLog : IAsyncDisposable
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly Task _writing;

    /// <summary>Starts to write.</summary>
    /// <param name="file">The file; null writes nothing.</param>
    public RequestLog(string? file) => _writing = file is null ? Task.CompletedTask : WriteAsync(new StreamWriter(file, append: true));

    /// <summary>Adds a line: hash of the body, outcome, status, milliseconds.</summary>
    public void Add(string hash, string outcome, int status, TimeSpan took)
    {
        if (!_writing.IsCompleted)
        {
            _lines.Writer.TryWrite($"{hash} {outcome} {status} {took.TotalMilliseconds:0.0}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.Complete();
        await _writing;
    }

    private async Task WriteAsync(StreamWriter writer)
    {
        await using (writer)
        {
            while (await _lines.Reader.WaitToReadAsync())
            {
                while (_lines.Reader.TryRead(out var line))
                {
                    await writer.WriteLineAsync(line);
                }

                await writer.FlushAsync();
            }
        }
    }
}
