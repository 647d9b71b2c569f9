namespace Precept.Spec.Diff;

/// <summary>Authority, kind and the other attributes of headings.</summary>
internal static class AuthorityChanges
{
    public static IEnumerable<SpecChange> Of(SectionPair pair)
    {
        var (a, b) = pair;
        if (a.Authority != b.Authority)
        {
            var kind = b.Authority > a.Authority ? SpecChangeKind.AuthorityRaised : SpecChangeKind.AuthorityLowered;
            yield return Change(kind, pair, a.Authority.Name(), b.Authority.Name());
        }
        else if (Written(a, "authority") != Written(b, "authority"))
        {
            yield return Change(SpecChangeKind.AuthorityRespelled, pair, Written(a, "authority"), Written(b, "authority"));
        }

        if (a.Kind != b.Kind)
        {
            yield return Change(SpecChangeKind.KindChanged, pair, a.Kind.ToString().ToLowerInvariant(), b.Kind.ToString().ToLowerInvariant());
        }

        foreach (var name in a.Attributes.Keys.Union(b.Attributes.Keys).Where(k => k != "authority").Order(StringComparer.Ordinal))
        {
            // A kind that is written out where it was given by the authority, or the other way round, changes nothing but the heading.
            if (Written(a, name) != Written(b, name) && (name != "kind" || a.Kind == b.Kind))
            {
                yield return Change(SpecChangeKind.AttributeChanged, pair, Written(a, name), Written(b, name)) with { Detail = name };
            }
        }
    }

    private static string? Written(Section section, string name) => section.Attributes.GetValueOrDefault(name);

    private static SpecChange Change(SpecChangeKind kind, SectionPair pair, string? from, string? to) =>
        new(kind, pair.B.Id, from, to, null) { FromLine = pair.A.Line, ToLine = pair.B.Line };
}
