using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Preferences;

/// <summary>Where a dataset comes from.</summary>
/// <param name="SpecHash">Content hash of the spec that its pairs were judged under; empty for pairs from elsewhere.</param>
/// <param name="Judge">Whoever judged: <c>checks</c>, <c>spec</c>, <c>human:…</c>, a file's name.</param>
public sealed record DatasetLineage(string SpecHash, string Judge)
{
    /// <summary>Content ids of the models whose answers were judged.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>
    /// Section id to hash, of the sections that items which are no preferences were made under: one of them changed makes the dataset stale. Preferences carry their own.
    /// </summary>
    public IReadOnlyDictionary<string, string> SectionHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>What was counted on the way (<c>ties</c>, <c>not_judged</c>, …), by name.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();
}

/// <summary>A frozen snapshot of preferences with its lineage: what a training run eats and names.</summary>
/// <remarks>On disk it is <c>NAME.jsonl</c>, one preference per line, and <c>NAME.lineage.json</c> beside it (docs/formats/preferences.md).</remarks>
public sealed class Dataset
{
    private static readonly JsonSerializerOptions LineageOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>A snapshot.</summary>
    public Dataset(IEnumerable<Preference> preferences, DatasetLineage lineage)
    {
        Preferences = [.. preferences];
        Lineage = lineage with { Counts = new SortedDictionary<string, int>(lineage.Counts.ToDictionary(), StringComparer.Ordinal) };
        Hash = ContentHash.Of(
        [
            lineage.SpecHash,
            lineage.Judge,
            .. lineage.Models,
            .. Lineage.Counts.SelectMany(c => new[] { c.Key, c.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) }),
            .. Preferences.Select(PreferenceJson.Write),
        ]);
    }

    /// <summary>The preferences, in order.</summary>
    public IReadOnlyList<Preference> Preferences { get; }

    /// <summary>Where they come from.</summary>
    public DatasetLineage Lineage { get; }

    /// <summary>Content hash of lineage and preferences, order included.</summary>
    public string Hash { get; }

    /// <summary>Writes both files, each as a whole: a reader never sees half of one.</summary>
    /// <param name="path">The path of the <c>.jsonl</c> file; its folder is made where it does not exist.</param>
    /// <exception cref="InputException">A preference is too long for a line that can be read back.</exception>
    public void Write(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // The lineage comes last: without it the snapshot is not complete, and reading says so.
        WriteWhole(path, writer =>
        {
            foreach (var preference in Preferences)
            {
                var line = PreferenceJson.Write(preference);
                if (line.Length > JsonLines.MaxLine)
                {
                    throw new InputException($"preference {preference.Id} ({preference.Origin}) takes {line.Length} characters; a line has at most {JsonLines.MaxLine}; leave it out");
                }

                writer.Write(line);
                writer.Write('\n');
            }
        });
        var row = new LineageRow(Hash, Preferences.Count, Lineage.SpecHash, Lineage.Judge, Lineage.Models, Lineage.Counts);
        WriteWhole(LineagePath(path), writer => writer.Write(JsonSerializer.Serialize(row, LineageOptions) + "\n"));
    }

    /// <summary>Reads a snapshot.</summary>
    /// <param name="path">The path of the <c>.jsonl</c> file.</param>
    /// <exception cref="InputException">A file is missing or malformed, or the preferences are not those of the lineage's hash.</exception>
    public static Dataset Read(string path)
    {
        var lineagePath = LineagePath(path);
        if (!File.Exists(lineagePath))
        {
            throw new InputException(lineagePath, 0, "the file does not exist; a dataset has its lineage beside it");
        }

        var row = ReadLineage(lineagePath);
        var dataset = new Dataset(ReadPreferences(path), new DatasetLineage(row.SpecHash, row.Judge) { Models = row.Models, Counts = row.Counts });
        return dataset.Hash == row.Hash
            ? dataset
            : throw new InputException(path, 0, $"its content hash is {dataset.Hash} ({dataset.Preferences.Count} preferences), but {lineagePath} says {row.Hash} ({row.Count}): one of them was changed; write the dataset anew");
    }

    /// <summary>Reads the preferences of a <c>.jsonl</c> file without a lineage.</summary>
    /// <exception cref="InputException">The file is missing, or a line is malformed.</exception>
    public static IReadOnlyList<Preference> ReadPreferences(string path) =>
        [.. JsonLines.Read(path).Select(r => PreferenceJson.Read(r.Json, path, r.Line))];

    /// <summary>The path of the lineage beside a <c>.jsonl</c> file.</summary>
    public static string LineagePath(string path) => Path.ChangeExtension(path, ".lineage.json");

    private static LineageRow ReadLineage(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<LineageRow>(File.ReadAllText(path), LineageOptions) ?? throw new InputException(path, 1, "expected a JSON object, found null");
        }
        catch (JsonException e)
        {
            throw new InputException(path, (int)(e.LineNumber ?? 0) + 1, $"not a dataset's lineage: {e.Message}");
        }
    }

    private static void WriteWhole(string path, Action<TextWriter> write)
    {
        var part = path + ".part";
        using (var writer = new StreamWriter(part, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            write(writer);
        }

        File.Move(part, path, overwrite: true);
    }

    private sealed record LineageRow(
        string Hash, int Count, string SpecHash, string Judge, IReadOnlyList<string> Models, IReadOnlyDictionary<string, int> Counts);
}
