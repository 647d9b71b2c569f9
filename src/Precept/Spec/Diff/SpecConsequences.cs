namespace Precept.Spec.Diff;

/// <summary>What of a workspace rests on sections that a second version of the spec changes.</summary>
/// <param name="Workspace">The workspace's folder.</param>
/// <param name="Kinds">Per kind, in the order of the pipeline.</param>
/// <param name="Sections">The sections because of which something goes stale, in the second version's order, then those that are gone.</param>
/// <param name="UntouchedSections">The number of sections that were judged and because of which nothing goes stale.</param>
/// <param name="Named">The datasets, models and scorecards that go stale.</param>
public sealed record SpecConsequences(
    string Workspace,
    IReadOnlyList<KindConsequence> Kinds,
    IReadOnlyList<SectionConsequence> Sections,
    int UntouchedSections,
    IReadOnlyList<NamedConsequence> Named)
{
    /// <summary>Whether nothing goes stale.</summary>
    public bool IsEmpty => Kinds.All(k => k.GoStale == 0);
}

/// <summary>What becomes of the things of one kind under the second version.</summary>
/// <param name="Kind"><c>judgments</c>, <c>preferences</c>, <c>datasets</c>, <c>models</c> or <c>scorecards</c>.</param>
/// <param name="Total">All of them.</param>
/// <param name="GoStale">Current under the first version, stale under the second.</param>
/// <param name="StaleAlready">Stale under both: they rest on a version before the first, or beside it.</param>
/// <param name="Redone">Stale under the second, but their work has been redone under it.</param>
/// <param name="Untouched">Current under the second version.</param>
public sealed record KindConsequence(string Kind, int Total, int GoStale, int StaleAlready, int Redone, int Untouched);

/// <summary>What goes stale because of one section.</summary>
/// <param name="Section">Its id.</param>
/// <param name="GoStale">The numbers of things, by kind; kinds without any are left out.</param>
public sealed record SectionConsequence(string Section, IReadOnlyDictionary<string, int> GoStale);

/// <summary>A dataset, model or scorecard that goes stale.</summary>
/// <param name="Kind">As in <see cref="KindConsequence"/>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its id.</param>
/// <param name="Sections">The sections that it rests on and that change, by id.</param>
public sealed record NamedConsequence(string Kind, string Name, string Id, IReadOnlyList<string> Sections);
