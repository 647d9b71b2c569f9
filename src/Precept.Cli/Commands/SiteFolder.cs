using Precept.Site;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>A folder that a site is written to. Its marker lists what was written, so that pages which are no longer made go, and nothing else does.</summary>
/// <remarks>
/// The marker is written first, with the old and the new files in it: a run that is killed leaves a folder that the next one knows. A folder with
/// other things in it and without a marker is left alone.
/// </remarks>
internal static class SiteFolder
{
    /// <summary>The marker's name.</summary>
    public const string Marker = ".precept-site";

    /// <summary>Writes a site.</summary>
    /// <param name="folder">The folder; it is made where it is missing.</param>
    /// <param name="files">The site.</param>
    /// <param name="isForced">Whether to write into a folder that was not made for a site; what is in it stays, unless it has a page's name.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>How many files of an earlier site were removed.</returns>
    /// <exception cref="InputException">The folder has other things in it, or it is a file.</exception>
    public static async Task<int> WriteAsync(string folder, IReadOnlyList<SiteFile> files, bool isForced, CancellationToken cancellationToken)
    {
        var marker = Path.Combine(folder, Marker);
        if (File.Exists(folder))
        {
            throw new InputException(folder, 0, "there is a file of that name; give a folder");
        }

        if (!isForced && !File.Exists(marker) && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new InputException(folder, 0, "the folder has something in it that 'precept spec site' did not write; give an empty folder, or --force to write into this one");
        }

        var made = files.Select(f => f.Path).ToList();
        var earlier = File.Exists(marker) ? (await File.ReadAllLinesAsync(marker, cancellationToken)).Where(IsBelow).ToList() : [];
        await AtomicFile.WriteTextAsync(marker, Lines(earlier.Union(made)), cancellationToken);
        foreach (var file in files)
        {
            await AtomicFile.WriteTextAsync(Path.Combine(folder, file.Path), file.Content, cancellationToken);
        }

        var gone = earlier.Except(made).Where(path => File.Exists(Path.Combine(folder, path))).ToList();
        gone.ForEach(path => File.Delete(Path.Combine(folder, path)));
        await AtomicFile.WriteTextAsync(marker, Lines(made), cancellationToken);
        return gone.Count;
    }

    private static string Lines(IEnumerable<string> paths) => string.Concat(paths.Order(StringComparer.Ordinal).Select(p => p + "\n"));

    // The marker may come from elsewhere: it must not name anything outside of the folder.
    private static bool IsBelow(string path) => path.Length > 0 && !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..");
}
