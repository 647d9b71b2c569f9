using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Judging;

/// <summary>What one comparison is made by: sections of the spec, or one principle of a constitution.</summary>
/// <param name="Name">What it is called in votes: <c>section:ID</c>, <c>principle:N</c> (from 1), or empty for all sections that apply.</param>
/// <param name="Sections">The sections, higher authority first; those that found no room for their examples stand here without them.</param>
public sealed record JudgeStandard(string Name, IReadOnlyList<Section> Sections)
{
    /// <summary>The principle that is judged by in place of sections, or null.</summary>
    public Principle? Principle { get; init; }

    /// <summary>Section id to hash: what a judgment by this standard rests on.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; init; } = new Dictionary<string, string>();
}
