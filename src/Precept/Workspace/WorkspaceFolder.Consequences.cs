using Precept.Spec.Diff;

namespace Precept.Workspace;

public sealed partial class WorkspaceFolder
{
    /// <summary>What a second version of the spec makes stale that is current under the first; by the rule of <see cref="StatusAsync"/>.</summary>
    /// <param name="before">Section id to the hash that a judgment under the first version carries (<see cref="CurrentSections"/>), in reading order.</param>
    /// <param name="after">The same of the second version.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<SpecConsequences> ConsequencesAsync(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, CancellationToken cancellationToken = default)
    {
        var lineage = await LineageAsync(cancellationToken);
        return Consequences.Of(Folder, lineage, before, after);
    }
}
