using Precept.Spec;

namespace Precept.Prompts;

/// <summary>The families of prompts of one or several scenario files (docs/formats/scenarios.md).</summary>
public sealed class ScenarioSet
{
    private const long MaxFile = 8 << 20;

    private ScenarioSet(IReadOnlyList<ScenarioFamily> families, string hash)
    {
        Families = families;
        Hash = hash;
    }

    /// <summary>The families, files in order of name, each in reading order.</summary>
    public IReadOnlyList<ScenarioFamily> Families { get; }

    /// <summary>Content hash of all scenario files, value lists and wrappings; line endings do not count.</summary>
    public string Hash { get; }

    /// <summary>Reads scenarios.</summary>
    /// <param name="path">A spec's folder (with <c>scenarios/</c> in it), a folder of scenario files, or one scenario file.</param>
    /// <exception cref="InputException">A file is not as docs/formats/scenarios.md says; the message has file and line.</exception>
    public static ScenarioSet Read(string path) => Read([path]);

    /// <summary>Reads several scenario files or folders as one set; each uses the lists and wrappings beside it.</summary>
    /// <inheritdoc cref="Read(string)"/>
    /// <param name="paths">Folders and files, at least one.</param>
    public static ScenarioSet Read(params IEnumerable<string> paths)
    {
        var files = paths.SelectMany(Files).DistinctBy(Path.GetFullPath).ToArray();
        var families = new Dictionary<string, ScenarioFamily>();
        var hashes = new List<string>();
        var lists = new List<(string Path, ValueLists Lists)>();
        foreach (var folder in files.GroupBy(f => Path.GetDirectoryName(f)!))
        {
            var valuesPath = Path.Combine(folder.Key, "values.yaml");
            var wrappingsPath = Path.Combine(folder.Key, "wrappings.yaml");
            var values = File.Exists(valuesPath) ? ValueLists.Read(valuesPath) : ValueLists.Empty;
            var wrappings = File.Exists(wrappingsPath) ? Wrappings.Read(wrappingsPath) : Wrappings.Empty;
            lists.Add((valuesPath, values));
            foreach (var file in folder.Concat([valuesPath, wrappingsPath]).Where(File.Exists))
            {
                hashes.Add(Path.GetFileName(file));
                hashes.Add(Text(file));
            }

            foreach (var family in folder.SelectMany(f => new ScenarioReader(f, Text(f), values, wrappings).Families()))
            {
                if (!families.TryAdd(family.Id, family))
                {
                    var other = families[family.Id];
                    throw new InputException(family.File, family.Line, $"family '{family.Id}' exists already ({other.File}:{other.Line}); give it another id");
                }
            }
        }

        RejectLeaks(lists);
        return families.Count > 0
            ? new ScenarioSet([.. families.Values], ContentHash.Of(hashes))
            : throw new InputException(files[0], 0, "no family found; a level-2 heading with an id opens one: ## Title {#id sections=a,b}");
    }

    /// <summary>Checks that every section that a family names is one of the spec.</summary>
    /// <exception cref="InputException">One is not.</exception>
    public void RequireSectionsOf(SpecDocument spec)
    {
        foreach (var family in Families)
        {
            if (family.Sections.FirstOrDefault(s => spec.Find(s) is null) is { } unknown)
            {
                throw new InputException(family.File, family.Line, $"family '{family.Id}' names section '{unknown}', which spec {spec.Version} does not have");
            }
        }
    }

    /// <summary>Draws distinct prompts of every family, with their graded replies. The same arguments give the same result on every machine.</summary>
    /// <inheritdoc cref="Build(Split, int, long, out IReadOnlyList{Shortfall})"/>
    public IReadOnlyList<Demonstration> Build(Split split, int perFamily, long seed) => Build(split, perFamily, seed, out _);

    /// <summary>Draws distinct prompts of every family, with their graded replies, and says which families could not give enough.</summary>
    /// <param name="split">The split; no value of a split list and no wrapping is used by two.</param>
    /// <param name="perFamily">Prompts per family, at least 0.</param>
    /// <param name="seed">The seed; a family's draws do not depend on the other families.</param>
    /// <param name="shortfalls">The families that gave fewer.</param>
    /// <returns>Family by family, in the order of <see cref="Families"/>.</returns>
    public IReadOnlyList<Demonstration> Build(Split split, int perFamily, long seed, out IReadOnlyList<Shortfall> shortfalls)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perFamily);
        var all = new List<Demonstration>();
        var missing = new List<Shortfall>();
        foreach (var family in Families)
        {
            var drawn = new FamilyDraw(family, split, seed).Take(perFamily);
            all.AddRange(drawn);
            if (drawn.Count < perFamily)
            {
                missing.Add(new Shortfall(family.Id, split, perFamily, drawn.Count));
            }
        }

        shortfalls = missing;
        return all;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new InputException(path, 0, "there is no such file or folder; name a spec's folder, a folder of scenarios, or a scenario file");
        }

        var inner = Path.Combine(path, "scenarios");
        var files = Directory.GetFiles(Directory.Exists(inner) ? inner : path, "*.md").Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0 ? files : throw new InputException(path, 0, "the folder has no scenario files (*.md), and no folder 'scenarios' with any");
    }

    private static string Text(string file) => new FileInfo(file).Length <= MaxFile
        ? File.ReadAllText(file).ReplaceLineEndings("\n")
        : throw new InputException(file, 0, $"the file is larger than {MaxFile} bytes; split it");

    private static void RejectLeaks(List<(string Path, ValueLists Lists)> folders)
    {
        var seen = new Dictionary<string, (Split Split, string List, string Path)>();
        foreach (var (path, lists) in folders)
        {
            foreach (var list in lists.All.Where(l => !l.IsShared))
            {
                foreach (var (split, value) in Splits.All.SelectMany(s => list.In(s).Select(v => (s, v))))
                {
                    if (!seen.TryAdd(value.Identity, (split, list.Name, path)) && seen[value.Identity] is var other && other.Split != split)
                    {
                        throw new InputException(path, 0, $"value '{value}' is {Splits.Name(split)} in list '{list.Name}' but {Splits.Name(other.Split)} in list '{other.List}' of {other.Path}: it would leak between the splits");
                    }
                }
            }
        }
    }
}
