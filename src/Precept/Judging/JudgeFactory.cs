using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Judging;

/// <summary>Makes judges of settings.</summary>
/// <param name="checks">The judge by checks of the spec at hand.</param>
/// <param name="hashes">Section id to the hash that judgments carry.</param>
/// <param name="models">Opens language models.</param>
/// <param name="rewardModel">Opens a reward model of the workspace by its name (<c>reward:NAME</c>); null where there is none to be had.</param>
public sealed class JudgeFactory(
    CheckJudge checks, IReadOnlyDictionary<string, string> hashes, IModelCatalog models, Func<string, CancellationToken, Task<IJudge>>? rewardModel = null)
{
    /// <summary>Opens the judge of some settings.</summary>
    /// <exception cref="InputException">A model cannot be opened, or settings do not go together.</exception>
    public Task<IJudge> OpenAsync(JudgeSettings settings, CancellationToken cancellationToken = default)
    {
        _ = (hashes, models, rewardModel, cancellationToken);
        return settings.Models is [CheckJudge.Name]
            ? Task.FromResult<IJudge>(checks)
            : throw new InputException($"no judge '{string.Join(", ", settings.Models)}'");
    }
}
