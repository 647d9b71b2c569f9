namespace Precept.Workbench.Storage;

/// <summary>Makes something when it is first asked for, and once; what failed is made anew for the next who asks: a database that was away for a moment is no reason to fail until the next start.</summary>
/// <typeparam name="T">What is made.</typeparam>
/// <param name="make">Makes it, on another thread.</param>
internal sealed class Once<T>(Func<Task<T>> make)
{
    private readonly Lock _lock = new();
    private Task<T>? _made;

    /// <summary>What was made, or is being made.</summary>
    public Task<T> Value
    {
        get
        {
            lock (_lock)
            {
                return _made is null or { IsFaulted: true } or { IsCanceled: true } ? _made = Task.Run(make) : _made;
            }
        }
    }

    /// <summary>What was made; default where that is nothing yet.</summary>
    public T? IfMade
    {
        get
        {
            lock (_lock)
            {
                return _made is { IsCompletedSuccessfully: true } ? _made.Result : default;
            }
        }
    }
}
