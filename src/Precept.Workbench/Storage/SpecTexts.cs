using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Precept.Spec;

namespace Precept.Workbench.Storage;

/// <summary>The specs that campaigns are labeled under, kept whole in the database: every replica can show them.</summary>
public static class SpecTexts
{
    private sealed record StoredFile(string Path, byte[] Content);

    /// <summary>Keeps a spec, once.</summary>
    /// <returns>Its id: the hash of all its files.</returns>
    public static async Task<string> KeepAsync(WorkbenchContext context, SpecFiles files, long now, CancellationToken cancellationToken = default)
    {
        var id = files.Hash;
        if (!await context.SpecTexts.AnyAsync(s => s.Id == id, cancellationToken))
        {
            context.SpecTexts.Add(new SpecTextRow { Id = id, Version = files.Document.Version, SpecHash = files.Document.Hash, Files = Pack(files), SavedAt = now });
        }

        return id;
    }

    /// <summary>Reads a spec back.</summary>
    public static SpecFiles Read(SpecTextRow row)
    {
        using var packed = new GZipStream(new MemoryStream(row.Files), CompressionMode.Decompress);
        var files = System.Text.Json.JsonSerializer.Deserialize<List<StoredFile>>(packed, WorkbenchJson.Options)!;
        return new SpecFiles($"workbench:{row.Id}", row.Version, [.. files.Select(f => new SpecFile(f.Path, f.Content))]);
    }

    private static byte[] Pack(SpecFiles files)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            System.Text.Json.JsonSerializer.Serialize(packed, files.Files.Select(f => new StoredFile(f.Path, f.Content.ToArray())).ToList(), WorkbenchJson.Options);
        }

        return bytes.ToArray();
    }
}
