namespace Precept.Spec.Resolution;

/// <summary>Tells whether two instructions can both be followed.</summary>
public interface IConflictOracle
{
    /// <summary>The conflict between two instructions, or null where both can be followed.</summary>
    /// <param name="first">One instruction.</param>
    /// <param name="second">Another; the answer does not depend on which is first.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="UndecidedConflictException">The oracle gave no usable answer: it is not taken for a no.</exception>
    ValueTask<Conflict?> FindAsync(Instruction first, Instruction second, CancellationToken cancellationToken = default);
}

/// <summary>A conflict between two instructions.</summary>
/// <param name="Reason">What cannot both hold, for people: <c>at least 5 sentences against at most 2 sentences</c>.</param>
public sealed record Conflict(string Reason);

/// <summary>An oracle could not tell whether two instructions conflict.</summary>
public sealed class UndecidedConflictException : Exception
{
    /// <summary>An error about two instructions.</summary>
    /// <param name="first">One instruction.</param>
    /// <param name="second">The other.</param>
    /// <param name="problem">What was wrong with the answer.</param>
    /// <param name="inner">The cause, or null.</param>
    public UndecidedConflictException(Instruction first, Instruction second, string problem, Exception? inner = null)
        : base($"whether {first.Id} and {second.Id} conflict could not be told: {problem}", inner)
    {
        First = first;
        Second = second;
    }

    /// <summary>One instruction.</summary>
    public Instruction First { get; }

    /// <summary>The other.</summary>
    public Instruction Second { get; }
}
