using Precept.Cli.Commands;
using Precept.Spec;

namespace Precept.Cli.Git;

/// <summary>Reads a spec as it was at a revision: its Markdown, its checks and its evaluation prompts, by way of a folder that is removed again.</summary>
internal static class GitSpec
{
    private const int MostFiles = 20_000;
    private const long LargestFile = 16 << 20;
    private const long MostBytes = 128 << 20;
    private static readonly string[] OwnFiles = ["model_spec.md", "spec.md", "spec.yaml", "checks.yaml", "principles.yaml"];

    /// <summary>Reads a spec of a revision.</summary>
    /// <param name="git">Runs git in the repository.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="path">The folder or Markdown file, from the repository's root, with <c>/</c>.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InputException">It is not there, or cannot be read as a spec.</exception>
    public static async Task<SpecInUse> ReadAsync(GitProgram git, string revision, string path, CancellationToken cancellationToken)
    {
        var commit = await GitRevision.FindAsync(git, revision, cancellationToken);
        var isFolder = await commit.IsFolderAsync(path, cancellationToken);
        var slash = path.LastIndexOf('/');
        var folder = isFolder ? path : slash < 0 ? "" : path[..slash];
        var name = $"{revision}:{(folder.Length == 0 ? "" : folder + "/")}";
        var copy = Directory.CreateTempSubdirectory("precept-git-").FullName;
        try
        {
            await CopyAsync(commit, folder, isFolder ? null : path[(slash + 1)..], copy, name, cancellationToken);
            return SpecInUse.ReadAsItStands(isFolder ? copy : Path.Combine(copy, path[(slash + 1)..]), $"{revision}:{path}");
        }
        catch (InputException e)
        {
            // The copy's path means nothing to anybody.
            throw new InputException(e.Message.Replace(copy + Path.DirectorySeparatorChar, name, StringComparison.Ordinal).Replace(copy, name, StringComparison.Ordinal), e);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static async Task CopyAsync(GitRevision commit, string folder, string? file, string to, string name, CancellationToken cancellationToken)
    {
        var entries = await commit.ListAsync(folder, cancellationToken);
        var files = entries.Where(e => e.Bytes >= 0 && (e.Name == file || (OwnFiles.Contains(e.Name) && (file is null || !e.Name.EndsWith(".md", StringComparison.Ordinal)))))
            .Select(e => (e, e.Name)).ToList();
        if (entries.Any(e => e is { Name: "examples", Bytes: -1 }))
        {
            Directory.CreateDirectory(Path.Combine(to, "examples"));
            var examples = await commit.ListAsync((folder.Length == 0 ? "" : folder + "/") + "examples", cancellationToken);
            files.AddRange(examples.Where(e => e.Bytes >= 0 && e.Name.EndsWith(".md", StringComparison.Ordinal) && IsPlain(e.Name))
                .Select(e => (e, Path.Combine("examples", e.Name))));
        }

        if (files.Count > MostFiles)
        {
            throw new InputException(name, 0, $"{files.Count} files; at most {MostFiles} are read");
        }

        if (files.Find(f => f.e.Bytes > LargestFile) is { e: { } large })
        {
            throw new InputException(name + large.Name, 0, $"the file has {large.Bytes} bytes, more than {LargestFile}; split it");
        }

        if (files.Sum(f => f.e.Bytes) is var bytes and > MostBytes)
        {
            throw new InputException(name, 0, $"the files have {bytes} bytes together; at most {MostBytes} are read");
        }

        var contents = await commit.ReadAsync([.. files.Select(f => f.e)], cancellationToken);
        foreach (var ((_, path), content) in files.Zip(contents))
        {
            await File.WriteAllBytesAsync(Path.Combine(to, path), content, cancellationToken);
        }
    }

    // A hand-made tree may hold any name.
    private static bool IsPlain(string name) => !name.AsSpan().ContainsAny('/', '\\', ':') && !name.Any(char.IsControl) && name is not (".md" or "..md");
}
