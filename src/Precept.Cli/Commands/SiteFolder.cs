using System.Text.RegularExpressions;
using Precept.Site;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>A folder that a site is written to. Its marker lists what was written, so that pages which are no longer made go, and nothing else does.</summary>
/// <remarks>
/// The marker is written first, with the old and the new files in it: a run that is killed leaves a folder that the next one knows. A folder with
/// other things in it and without a marker is left alone. The marker may come from elsewhere: what it lists is removed only where it has the name of a
/// site's file, and nothing is written or removed through a link.
/// </remarks>
internal static class SiteFolder
{
    /// <summary>The marker's name.</summary>
    public const string Marker = ".precept-site";

    private static readonly string[] Subfolders = ["sections", "changes", "assets"];

    // No name begins with a dot or has a slash in it: none leads out of its folder.
    private static readonly Regex Ours = new(
        @"\A(\.nojekyll|index\.html|all\.html|(sections|changes)/[A-Za-z0-9-][A-Za-z0-9_.-]*\.html|assets/(site|search|search-index)\.[0-9a-f]{10}\.(css|js))\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Writes a site.</summary>
    /// <param name="folder">The folder; it is made where it is missing.</param>
    /// <param name="files">The site.</param>
    /// <param name="isForced">Whether to write into a folder that was not made for a site; what is in it stays, unless it has a page's name.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>How many files of an earlier site were removed.</returns>
    /// <exception cref="InputException">The folder has other things in it, it is a file, or a folder in it that pages go to is a link.</exception>
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

        if (Subfolders.Select(s => Path.Combine(folder, s)).FirstOrDefault(IsLink) is { } link)
        {
            throw new InputException(link, 0, "this is a link, and a site is not written through links; remove it, or give another folder");
        }

        var made = files.Select(f => f.Path).ToList();
        var earlier = File.Exists(marker) ? (await File.ReadAllLinesAsync(marker, cancellationToken)).Where(path => Ours.IsMatch(path)).ToList() : [];
        await AtomicFile.WriteTextAsync(marker, Lines(earlier.Union(made)), cancellationToken);
        var madeInAnyCase = made.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var gone = earlier.Except(made).Where(path => IsFile(Path.Combine(folder, path))).ToLookup(madeInAnyCase.Contains);

        // Where an id's capitals changed, both names may be one file: the old one goes before the new one is written.
        Delete(folder, gone[true]);
        foreach (var file in files)
        {
            await AtomicFile.WriteTextAsync(Path.Combine(folder, file.Path), file.Content, cancellationToken);
        }

        Delete(folder, gone[false]);
        await AtomicFile.WriteTextAsync(marker, Lines(made), cancellationToken);
        return gone.Sum(paths => paths.Count());
    }

    private static string Lines(IEnumerable<string> paths) => string.Concat(paths.Order(StringComparer.Ordinal).Select(p => p + "\n"));

    private static void Delete(string folder, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            File.Delete(Path.Combine(folder, path));
        }
    }

    private static bool IsFile(string path) => File.Exists(path) && !IsLink(path);

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;
}
