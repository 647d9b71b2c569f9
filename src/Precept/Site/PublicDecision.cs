using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Precept.Spec;

namespace Precept.Site;

/// <summary>What became of a proposal.</summary>
public enum DecisionState
{
    /// <summary>The spec takes it up.</summary>
    Adopted,

    /// <summary>Not now.</summary>
    Deferred,

    /// <summary>No.</summary>
    Rejected,
}

/// <summary>A proposal of the public to change a section's wording, and what became of it.</summary>
/// <param name="Section">The section's id.</param>
/// <param name="Title">What was asked: the consultation's title.</param>
/// <param name="Proposal">The wording that was proposed.</param>
/// <param name="State">The decision.</param>
/// <param name="Reason">Why it was so decided.</param>
/// <param name="Date">The day of the decision.</param>
public sealed record PublicDecision(string Section, string Title, string Proposal, DecisionState State, string Reason, DateOnly Date)
{
    /// <summary>The wording that it was made against; empty where it is not known.</summary>
    public string From { get; init; } = "";

    /// <summary>Why it was proposed; may be empty.</summary>
    public string Why { get; init; } = "";
}

/// <summary>Reads and writes decisions as JSON (docs/formats/decisions.md).</summary>
public static class PublicDecisions
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 16 << 20;

    /// <summary>The most decisions in a file.</summary>
    public const int Most = 5000;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter<DecisionState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
        WriteIndented = true,
        NewLine = "\n",
    };

    private sealed record Document(IReadOnlyList<PublicDecision> Decisions);

    /// <summary>Writes decisions; the same decisions give the same bytes.</summary>
    public static string Write(IEnumerable<PublicDecision> decisions) => JsonSerializer.Serialize(new Document([.. decisions]), Json) + "\n";

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is not there, too large, or not in the format.</exception>
    public static IReadOnlyList<PublicDecision> Read(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length <= MostBytes
            ? Parse(File.ReadAllText(path), path)
            : throw new InputException(path, 0, file.Exists ? $"{file.Length} bytes; at most {MostBytes} are read" : "the file does not exist");
    }

    /// <summary>Reads a text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="file">What errors call it.</param>
    /// <exception cref="InputException">It is not in the format.</exception>
    public static IReadOnlyList<PublicDecision> Parse(string json, string file)
    {
        IReadOnlyList<PublicDecision> decisions;
        try
        {
            decisions = JsonSerializer.Deserialize<Document>(json, Json)?.Decisions ?? throw new InputException(file, 0, "null where an object with 'decisions' was expected");
        }
        catch (JsonException e)
        {
            throw new InputException(file, (int)(e.LineNumber ?? -1) + 1, $"not a list of decisions: {e.Message}");
        }

        if (decisions.Count > Most)
        {
            throw new InputException(file, 0, $"{decisions.Count} decisions; at most {Most} are read");
        }

        foreach (var (number, decision) in decisions.Index())
        {
            if (decision is null || decision.Section.Length == 0 || string.IsNullOrWhiteSpace(decision.Reason))
            {
                throw new InputException(file, 0, string.Create(CultureInfo.InvariantCulture, $"decision {number + 1}: expected a section and a reason"));
            }
        }

        return decisions;
    }
}
