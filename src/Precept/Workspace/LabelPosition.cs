namespace Precept.Workspace;

/// <summary>Up to where the labels of a source are in a workspace.</summary>
/// <param name="Source">Where labels come from; a campaign's id.</param>
/// <param name="UpTo">The last that is there, in the source's own numbering.</param>
public sealed record LabelPosition(string Source, long UpTo);
