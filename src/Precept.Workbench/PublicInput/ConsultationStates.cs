using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.PublicInput;

/// <summary>Where a consultation stands, in words.</summary>
internal static class ConsultationStates
{
    public static Phrase Of(ConsultationRow row) => row.IsOpen ? ConsultationWords.StateOpen : row.OpenedAt is null ? ConsultationWords.StateDraft : ConsultationWords.StateClosed;
}
