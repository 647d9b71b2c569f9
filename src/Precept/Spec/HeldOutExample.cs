namespace Precept.Spec;

/// <summary>A spec without one of its examples: what a judge may see that is tested on that example.</summary>
public static class HeldOutExample
{
    /// <summary>The spec without an example. The hashes of its section and of the spec are those of the text that is left.</summary>
    /// <param name="spec">The spec; it stays as it is.</param>
    /// <param name="example">One of its examples, the same object.</param>
    /// <exception cref="ArgumentException">It is not one of the spec's.</exception>
    public static SpecDocument Without(this SpecDocument spec, SpecExample example)
    {
        var at = spec.Sections.ToList().FindIndex(s => s.Examples.Any(e => ReferenceEquals(e, example)));
        if (at < 0)
        {
            throw new ArgumentException("the example is not one of the spec's", nameof(example));
        }

        var section = spec.Sections[at];
        SpecExample[] left = [.. section.Examples.Where(e => !ReferenceEquals(e, example))];
        Section[] sections = [.. spec.Sections];
        sections[at] = section with { Examples = left, Hash = SectionHash.Of(section.Authority, section.Body, left) };
        return spec with { Sections = sections, Hash = ContentHash.Of(sections.Select(s => s.Hash)) };
    }
}
