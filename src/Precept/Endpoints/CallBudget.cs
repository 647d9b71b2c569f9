namespace Precept.Endpoints;

/// <summary>What a run may take: tokens, money, both, or neither. Safe for use by several threads.</summary>
/// <remarks>
/// A call reserves what it is expected to take and settles what it took. Where the rest does not cover the expectation, the call waits for others to settle, and
/// only where none is under way is the budget used up. So a run stays within its budget but for what one answer is longer than expected.
/// </remarks>
/// <param name="tokens">Most tokens, or null.</param>
/// <param name="dollars">Most US dollars, or null.</param>
public sealed class CallBudget(long? tokens = null, double? dollars = null)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private long _tokens; // taken and reserved
    private double _dollars;
    private int _underWay;

    /// <summary>Whether there is a limit at all.</summary>
    public bool IsLimited => tokens is not null || dollars is not null;

    /// <summary>Reserves what a call is expected to take; waits for calls under way where they may leave enough.</summary>
    /// <param name="expectedTokens">Tokens, question and answer.</param>
    /// <param name="expectedDollars">US dollars; 0 where the price is not known.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="BudgetException">Nothing is under way that could leave enough.</exception>
    public async ValueTask<Reservation> ReserveAsync(long expectedTokens, double expectedDollars, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task settled;
            lock (_lock)
            {
                var isInTokens = _tokens + expectedTokens <= (tokens ?? long.MaxValue);
                if (isInTokens && _dollars + expectedDollars <= (dollars ?? double.MaxValue))
                {
                    (_tokens, _dollars, _underWay) = (_tokens + expectedTokens, _dollars + expectedDollars, _underWay + 1);
                    return new Reservation(this, expectedTokens, expectedDollars);
                }

                if (_underWay == 0)
                {
                    throw UsedUp(ofTokens: !isInTokens);
                }

                var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(source);
                settled = source.Task;
            }

            await settled.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private BudgetException UsedUp(bool ofTokens)
    {
        var which = ofTokens ? $"of {tokens:#,0} tokens ({_tokens:#,0} were used)" : $"of ${dollars:0.00####} (${_dollars:0.00####} was used)";
        return new($"the budget {which} does not cover the next call; what was answered is kept: the same command with a larger or a new budget goes on");
    }

    private void Settle(long tokensMore, double dollarsMore)
    {
        TaskCompletionSource[] woken;
        lock (_lock)
        {
            (_tokens, _dollars, _underWay) = (_tokens + tokensMore, _dollars + dollarsMore, _underWay - 1);
            woken = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var source in woken)
        {
            source.SetResult();
        }
    }

    /// <summary>What was reserved for a call. Disposing gives back what was not settled.</summary>
    public sealed class Reservation : IDisposable
    {
        private readonly CallBudget _budget;
        private readonly long _tokens;
        private readonly double _dollars;
        private bool _settled;

        internal Reservation(CallBudget budget, long tokens, double dollars) => (_budget, _tokens, _dollars) = (budget, tokens, dollars);

        /// <summary>Says what the call took.</summary>
        /// <param name="tokens">Tokens.</param>
        /// <param name="dollars">US dollars.</param>
        public void Settle(long tokens, double dollars)
        {
            if (!_settled)
            {
                _settled = true;
                _budget.Settle(tokens - _tokens, dollars - _dollars);
            }
        }

        /// <inheritdoc/>
        public void Dispose() => Settle(0, 0);
    }
}
