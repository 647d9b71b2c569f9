namespace Precept.Spec;

/// <summary>A value that a record derives from its other fields, computed once.</summary>
/// <remarks>
/// A plain cached field would be copied by <c>with</c>, so that the changed copy kept the old value, and would take part in equality, so that
/// a record would stop being equal to its twin once its value was asked for. This one belongs to the instance that computed it, and is equal to any other.
/// </remarks>
/// <typeparam name="T">The value's type.</typeparam>
internal struct Derived<T> : IEquatable<Derived<T>> where T : class
{
    private Entry? _entry;

    /// <summary>The owner's value.</summary>
    /// <param name="owner">The record that holds this field.</param>
    /// <param name="compute">Computes the value from the record's other fields; it may run more than once on several threads.</param>
    public T Of<TOwner>(TOwner owner, Func<TOwner, T> compute) where TOwner : class
    {
        var entry = _entry; // one reference: another thread sees all of an entry or none
        if (entry is null || !ReferenceEquals(entry.Owner, owner))
        {
            _entry = entry = new Entry(owner, compute(owner));
        }

        return entry.Value;
    }

    /// <inheritdoc/>
    public readonly bool Equals(Derived<T> other) => true;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Derived<T>;

    /// <inheritdoc/>
    public override readonly int GetHashCode() => 0;

    private sealed record Entry(object Owner, T Value);
}
