namespace Precept.Spec.Checks;

/// <summary>The checks of a spec, by section.</summary>
/// <remarks>The format is docs/formats/checks.md.</remarks>
public sealed class CheckSet
{
    private readonly Dictionary<string, IReadOnlyList<Check>> _bySection;

    private CheckSet(IEnumerable<KeyValuePair<string, IReadOnlyList<Check>>> sections)
    {
        _bySection = new(sections);
        SectionIds = [.. _bySection.Keys.Order(StringComparer.Ordinal)];
        Hash = ContentHash.Of(SectionIds.SelectMany(id => new[] { id, SectionHash(id) }));
    }

    /// <summary>No checks.</summary>
    public static CheckSet Empty { get; } = new([]);

    /// <summary>The ids of the sections that have checks, in ordinal order.</summary>
    public IReadOnlyList<string> SectionIds { get; }

    /// <summary>Content hash of all checks; comments, layout and the order of sections and keys do not change it.</summary>
    public string Hash { get; }

    /// <summary>Reads checks.yaml.</summary>
    /// <exception cref="InputException">The file is not as docs/formats/checks.md describes it.</exception>
    public static CheckSet Read(string path) => From(YamlValue.Read(path));

    /// <summary>Reads the text of a checks.yaml; <paramref name="file"/> is named in errors.</summary>
    /// <exception cref="InputException">The text is not as docs/formats/checks.md describes it.</exception>
    public static CheckSet Parse(string text, string file) => From(YamlValue.Parse(text, file));

    /// <summary>The checks of a section, in the file's order; empty where it has none.</summary>
    public IReadOnlyList<Check> Of(string sectionId) => _bySection.GetValueOrDefault(sectionId, []);

    /// <summary>Content hash of the checks of a section; the same for all sections without checks.</summary>
    public string SectionHash(string sectionId) => ContentHash.Of(Of(sectionId).Select(c => c.Canonical));

    /// <summary>Refuses checks for sections that a spec does not have.</summary>
    /// <exception cref="InputException">A section with checks is not in the spec.</exception>
    public void RequireSectionsOf(SpecDocument spec)
    {
        var lost = SectionIds.SelectMany(Of).FirstOrDefault(c => spec.Find(c.SectionId) is null);
        if (lost is not null)
        {
            throw new InputException(lost.File, lost.Line, $"the spec {spec.Version} has no section '{lost.SectionId}'; correct the id or remove its checks");
        }
    }

    private static CheckSet From(YamlValue? root) => root is null
        ? Empty
        : new CheckSet(root.Entries("checks").Select(e => KeyValuePair.Create<string, IReadOnlyList<Check>>(e.Key, ReadSection(e.Key, e.Value))));

    private static List<Check> ReadSection(string section, YamlValue value)
    {
        var checks = new List<Check>();
        foreach (var item in value.Items($"section '{section}'"))
        {
            var check = ReadCheck(section, item);
            if (checks.Exists(c => c.Id == check.Id))
            {
                throw item.Error($"section '{section}' has a second check with the id '{check.Id}'; ids are unique in a section");
            }

            checks.Add(check);
        }

        return checks;
    }

    private static Check ReadCheck(string section, YamlValue value)
    {
        var (id, when) = ("", new Applicability());
        var conditions = new List<Condition>();
        foreach (var (key, place, item) in value.Entries("a check"))
        {
            switch (key)
            {
                case "id":
                    id = item.Text(key);
                    break;
                case "when":
                    when = ReadWhen(item);
                    break;
                default:
                    conditions.Add(ConditionReader.Read(key, place, item));
                    break;
            }
        }

        return (id, conditions) switch
        {
            ("", _) => throw value.Error($"section '{section}': the check has no id; add 'id: a_short_name'"),
            (_, []) => throw value.Error($"check '{id}' has no condition ({string.Join(", ", ConditionReader.Keys)})"),
            (_, [var one]) => new Check(section, id, when, one, value.Canonical, value.File, value.Line),
            _ => new Check(section, id, when, new AllOf(conditions), value.Canonical, value.File, value.Line),
        };
    }

    private static Applicability ReadWhen(YamlValue value)
    {
        var when = new Applicability();
        foreach (var (key, place, item) in value.Entries("when"))
        {
            when = key switch
            {
                "slot" => when with { Slots = [.. item.OneOrMore().Select(i => i.Text(key))] },
                "slots" => when with { SlotValues = [.. item.Entries(key).Select(e => (e.Key, e.Value.Text(key)))] },
                "family" => when with { Families = [.. item.OneOrMore().Select(i => i.Text(key))] },
                "tag" => when with { Tag = item.Text(key) },
                "reply" => when with { Reply = ConditionReader.Read(item, key) },
                _ => throw place.Error($"'{key}' is not known under 'when' (slot, slots, family, tag, reply)"),
            };
        }

        return when;
    }
}
