namespace Precept.Workspace;

/// <summary>What keeping people's labels changed.</summary>
/// <param name="Added">Judgments that are new.</param>
/// <param name="Revised">Judgments that said something else before.</param>
/// <param name="Withdrawn">Judgments that are gone.</param>
public sealed record LabelChanges(int Added, int Revised, int Withdrawn);
