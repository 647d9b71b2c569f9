namespace Precept.Feedback.SpecData;

/// <summary>What became of the prompts of one section, kind and language.</summary>
/// <param name="cell">Section, kind, language, and how many were wanted.</param>
public sealed class CellTally(QuotaCell cell)
{
    private readonly Dictionary<RejectionReason, int> _rejected = [];

    /// <summary>Section, kind, language, and how many were wanted.</summary>
    public QuotaCell Cell => cell;

    /// <summary>Prompts that the writer was asked for.</summary>
    public int Asked { get; internal set; }

    /// <summary>Conversations that could be read.</summary>
    public int Made { get; internal set; }

    /// <summary>Prompts kept.</summary>
    public int Kept { get; internal set; }

    /// <summary>Pairs of an answer that passed and one that did not.</summary>
    public int Pairs { get; internal set; }

    /// <summary>Prompts not kept, by reason.</summary>
    public IReadOnlyDictionary<RejectionReason, int> Rejected => _rejected;

    /// <summary>How many are missing.</summary>
    public int Missing => cell.Wanted - Kept;

    internal void Reject(RejectionReason reason) => _rejected[reason] = _rejected.GetValueOrDefault(reason) + 1;
}
