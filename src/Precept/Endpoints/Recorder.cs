using System.Text;
using Microsoft.Extensions.AI;
using Precept.Spec;

namespace Precept.Endpoints;

/// <summary>Writes a recording as calls are answered; goes on with one that is there. Safe for use by several threads.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<(string Model, string Request)> _written = [];
    private readonly FileStream _file;

    /// <summary>Opens a file to write to; calls that it has are not written again, and a last line that broke off is taken away.</summary>
    /// <exception cref="InputException">The file cannot be written, or holds something else.</exception>
    public Recorder(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            _file = new FileStream(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, 0, $"cannot be recorded to: {e.Message}");
        }

        try
        {
            ReadOn(path);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Writes a call, unless it is there.</summary>
    public void Write(string model, IReadOnlyList<ChatMessage> messages, ChatOptions? options, ChatResponse response)
    {
        var request = CanonicalRequest.TextOf(messages, options);
        var line = Encoding.UTF8.GetBytes(RecordedCall.Format(model, request, KeptAnswer.Of(response)) + "\n");
        lock (_lock)
        {
            if (_written.Add((model, request)))
            {
                _file.Write(line);
                _file.Flush();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void ReadOn(string path)
    {
        using var reader = new StreamReader(_file, Encoding.UTF8, leaveOpen: true);
        var whole = 0L;
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            var bytes = Encoding.UTF8.GetByteCount(line) + 1;
            if (whole + bytes > _file.Length)
            {
                break; // no line end: a run was killed while it wrote
            }

            whole += bytes;
            number++;
            if (line.Length > 0)
            {
                var call = RecordedCall.Parse(path, number, line);
                _written.Add((call.Model, call.Request));
            }
        }

        _file.SetLength(whole);
        _file.Position = whole;
    }
}

/// <summary>Records the calls to a model, also those that the cache answers.</summary>
internal sealed class RecordingChatClient(IChatClient inner, string model, Recorder recorder) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var response = await base.GetResponseAsync(asked, options, cancellationToken).ConfigureAwait(false);
        recorder.Write(model, asked, options, response);
        return response;
    }
}

/// <summary>Answers from a recording.</summary>
internal sealed class ReplayChatClient(Recording recording, CallMeter meter) : IChatClient
{
    /// <inheritdoc/>
    /// <exception cref="InputException">The call is not in the recording.</exception>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<ChatResponse>(cancellationToken);
        }

        try
        {
            var answer = recording.Answer(messages as IReadOnlyList<ChatMessage> ?? [.. messages], options);
            meter.Found();
            return Task.FromResult(answer.ToResponse());
        }
        catch (Spec.InputException e)
        {
            return Task.FromException<ChatResponse>(e);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The recording is in memory.
    }
}
