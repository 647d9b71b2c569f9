using System.Text.Json;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Labeling;

/// <summary>Up to which event of each campaign a workspace has the labels: a small file beside its database.</summary>
/// <param name="Made">When the workspace's database was made: another one there has nothing yet.</param>
/// <param name="Campaigns">Campaign to the sequence number of the last event that was put.</param>
internal sealed record PublishedPosition(long Made, IReadOnlyDictionary<string, long> Campaigns)
{
    private const string Name = "labels.json";

    /// <summary>What is remembered; the start where that is nothing, unreadable, or about another database.</summary>
    public static PublishedPosition Read(string folder)
    {
        try
        {
            var read = WorkbenchJson.Read<PublishedPosition>(File.ReadAllText(Path.Combine(folder, Name)));
            return read.Campaigns is not null && read.Made == MadeAt(folder) ? read : Start(folder);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return Start(folder); // everything is put again, which changes nothing that is there
        }
    }

    /// <summary>Nothing was put yet.</summary>
    public static PublishedPosition Start(string folder) => new(MadeAt(folder), new Dictionary<string, long>());

    /// <summary>The last event of a campaign; 0 for none.</summary>
    public long Of(string campaign) => Campaigns.GetValueOrDefault(campaign);

    /// <summary>With a campaign further on.</summary>
    public PublishedPosition With(string campaign, long seq) => this with { Campaigns = new Dictionary<string, long>(Campaigns) { [campaign] = seq } };

    /// <summary>Remembers it.</summary>
    public void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, Name), WorkbenchJson.Of(this with { Made = MadeAt(folder) }));

    private static long MadeAt(string folder) => File.GetCreationTimeUtc(Path.Combine(folder, "precept.db")).Ticks;
}
