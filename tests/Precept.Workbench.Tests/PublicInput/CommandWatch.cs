using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Precept.Workbench.Tests.PublicInput;

/// <summary>Sees the commands that a workbench on SQLite has run. Make it before the workbench: contexts do not tell those that come later at once.</summary>
internal sealed class CommandWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> _subscriptions = [];
    private string? _place;
    private Action<string>? _seen;

    public CommandWatch() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>Calls with the text of each command on a database from now on, after it has run; not with commands that the call itself runs.</summary>
    public void Watch(string place, Action<string> seen) => (_place, _seen) = (place, seen);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData done && _seen is { } seen && done.Command.Connection?.DataSource == _place)
        {
            _seen = null;
            seen(done.Command.CommandText);
            _seen = seen;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(s => s.Dispose());
}
