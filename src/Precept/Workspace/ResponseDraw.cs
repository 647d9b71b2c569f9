namespace Precept.Workspace;

/// <summary>The responses that one model gave with one sampler.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="Sampler">The sampler's canonical form.</param>
/// <param name="Responses">How many responses there are.</param>
public sealed record ResponseDraw(string Model, string Sampler, int Responses);

/// <summary>A dataset in a list: all but its items.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name for people; several may have one name.</param>
/// <param name="Kind">What its items are.</param>
/// <param name="Count">How many items it has.</param>
public sealed record DatasetEntry(string Id, string Name, DatasetKind Kind, int Count);
