using Microsoft.Extensions.AI;

namespace Precept.Endpoints;

/// <summary>Opens models by their addresses, each with its limits, retries, cache and budget around it.</summary>
public interface IModelCatalog
{
    /// <summary>Opens a model; the same address gives the same client. The catalog owns it.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="Spec.InputException">There is no such model, file or key.</exception>
    Task<IChatClient> OpenAsync(ModelAddress address, CancellationToken cancellationToken = default);
}
