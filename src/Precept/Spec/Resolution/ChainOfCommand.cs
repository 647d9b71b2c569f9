namespace Precept.Spec.Resolution;

/// <summary>The chain of command as an algorithm (docs/algorithms/chain-of-command.md): which of several instructions count.</summary>
/// <remarks>
/// Instructions are taken from the highest rank down. One counts unless it conflicts with one that counts already; so what is itself
/// overridden overrides nothing, and nothing that is added further down changes what was decided above.
/// </remarks>
public static class ChainOfCommand
{
    /// <summary>The most instructions that are resolved at once: each may have to be held against each other.</summary>
    public const int MaxInstructions = 2000;

    /// <summary>Decides which instructions count.</summary>
    /// <param name="candidates">Sections and instructions in any order; ids differ.</param>
    /// <param name="oracle">Which of them conflict. It is asked only about pairs that matter.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InputException">An id stands twice, or there are more than <see cref="MaxInstructions"/>.</exception>
    public static async Task<ResolvedInstructions> ResolveAsync(
        IEnumerable<Instruction> candidates, IConflictOracle oracle, CancellationToken cancellationToken = default)
    {
        var all = Checked(candidates);
        var queue = new PriorityQueue<Instruction, Instruction>(all.Where(i => i.Authority != Authority.None).Select(i => (i, i)), HighestFirst);
        var waiting = all.Where(i => i.Authority == Authority.None).ToList();
        var (applicable, overridden, unresolved) = (new List<Instruction>(), new List<OverriddenInstruction>(), new List<UnresolvedConflict>());
        while (queue.TryDequeue(out var candidate, out _))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (by, open) = await AgainstAsync(candidate, applicable, oracle, cancellationToken).ConfigureAwait(false);
            if (by is not null)
            {
                overridden.Add(by);
                continue;
            }

            applicable.Add(candidate);
            unresolved.AddRange(open);
            foreach (var lent in Lent(candidate, waiting))
            {
                queue.Enqueue(lent, lent);
            }
        }

        return new ResolvedInstructions(
            [.. applicable.Select(i => new DecidedInstruction(i, Reasons.Applicable(i)))],
            overridden,
            [.. waiting.Order(InConversation).Select(i => new DecidedInstruction(i, Reasons.WithoutAuthority(i)))],
            unresolved);
    }

    /// <summary>What overrides a candidate, or else the sections of its own level with which it conflicts.</summary>
    private static async Task<(OverriddenInstruction? By, List<UnresolvedConflict> Open)> AgainstAsync(
        Instruction candidate, List<Instruction> applicable, IConflictOracle oracle, CancellationToken cancellationToken)
    {
        var open = new List<UnresolvedConflict>();
        foreach (var higher in applicable)
        {
            if (await oracle.FindAsync(higher, candidate, cancellationToken).ConfigureAwait(false) is not { } conflict)
            {
                continue;
            }

            if (Rank.Of(higher).CompareTo(Rank.Of(candidate)) > 0)
            {
                return (new OverriddenInstruction(candidate, higher, Reasons.Overridden(candidate, higher, conflict)), []);
            }

            open.Add(new UnresolvedConflict(higher, candidate, conflict.Reason));
        }

        return (null, open);
    }

    /// <summary>
    /// Takes out of <paramref name="waiting"/> what an applicable instruction lends its authority to. Only direct words delegate: a signal
    /// does not, and neither does what has its own authority from another.
    /// </summary>
    private static List<Instruction> Lent(Instruction from, List<Instruction> waiting)
    {
        if (from.Delegates.Count == 0 || from.IsImplicit || from.IsSection || from.DelegatedBy is not null)
        {
            return [];
        }

        var reached = waiting.FindAll(to => from.Delegates.Any(d => d.Reaches(from, to)));
        waiting.RemoveAll(reached.Contains);
        return reached.ConvertAll(to => to with { Authority = from.Authority, DelegatedBy = from.Id });
    }

    private static List<Instruction> Checked(IEnumerable<Instruction> candidates)
    {
        var all = candidates.Take(MaxInstructions + 1).ToList();
        if (all.Count > MaxInstructions)
        {
            throw new InputException($"more than {MaxInstructions} instructions in one conversation; resolve a part of it, or name the sections and instructions that matter");
        }

        var twice = all.GroupBy(i => i.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? all
            : throw new InputException($"two instructions or sections have the id '{SourceText.Quote(twice.Key)}'; ids must differ");
    }

    /// <summary>Highest rank first; sections of one level in reading order. The id decides between equals, so that the input's order never does.</summary>
    private static Comparer<Instruction> HighestFirst { get; } = Comparer<Instruction>.Create((a, b) =>
        Rank.Of(b).CompareTo(Rank.Of(a)) is var rank and not 0 ? rank : ByPlace(a, b));

    private static Comparer<Instruction> InConversation { get; } = Comparer<Instruction>.Create((a, b) =>
        (a.Message ?? -1).CompareTo(b.Message ?? -1) is var message and not 0 ? message : ByPlace(a, b));

    private static int ByPlace(Instruction a, Instruction b) =>
        a.Position.CompareTo(b.Position) is var place and not 0 ? place : string.CompareOrdinal(a.Id, b.Id);
}
