using System.Runtime.InteropServices;

namespace Precept.Cli.Terminal;

/// <summary>Turns the first Ctrl+C (or SIGTERM) into a cancellation; the second ends the process at once.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    private readonly string _note;

    /// <summary>Listens.</summary>
    /// <param name="note">What the first signal is answered with, on standard error.</param>
    public StopSignal(string note) => (_note, _signals) =
    (
        note,
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ]
    );

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        Console.Error.WriteLine(_note);
        _source.Cancel();
    }
}
