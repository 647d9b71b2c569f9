using System.Threading.Channels;

namespace Precept.TestEndpoint;

/// <summary>Appends lines to a file, off the requests' way.</summary>
internal sealed class LineLog : IAsyncDisposable
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly Task _writing;

    /// <summary>Starts to write.</summary>
    /// <param name="file">The file; null writes nothing.</param>
    public LineLog(string? file) => _writing = file is null ? Task.CompletedTask : WriteAsync(new StreamWriter(file, append: true));

    /// <summary>Whether lines are written at all.</summary>
    public bool IsOn => !_writing.IsCompleted;

    /// <summary>Adds a line.</summary>
    public void Add(string line) => _lines.Writer.TryWrite(line);

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
