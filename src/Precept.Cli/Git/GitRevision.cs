using System.Globalization;
using System.Text;
using Precept.Spec;

namespace Precept.Cli.Git;

/// <summary>A file of a revision.</summary>
/// <param name="Name">Its name within its folder.</param>
/// <param name="Id">The id of its content.</param>
/// <param name="Bytes">Its size; -1 for a folder.</param>
internal sealed record GitEntry(string Name, string Id, long Bytes);

/// <summary>A commit of a repository whose files can be read.</summary>
/// <param name="git">Runs git in the repository.</param>
/// <param name="name">The revision as it was written.</param>
/// <param name="commit">The commit's id.</param>
internal sealed class GitRevision(GitProgram git, string name, string commit)
{
    /// <summary>Finds a revision.</summary>
    /// <param name="git">Runs git in the repository.</param>
    /// <param name="name">A branch, tag, commit, or what else 'git rev-parse' understands.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="InputException">The folder is in no repository, or it has no such revision.</exception>
    public static async Task<GitRevision> FindAsync(GitProgram git, string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0 || name[0] == '-' || name.Any(char.IsControl))
        {
            throw new InputException($"'{name}' is no git revision; write a branch, a tag or a commit");
        }

        var answer = await git.RunAsync("", cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
        return answer.ExitCode switch
        {
            0 => new GitRevision(git, name, answer.Text),
            1 => throw new InputException($"'{name}' is neither a file or folder here nor a revision of the git repository at {git.Folder}"),
            _ => throw new InputException($"'{name}' is no file or folder here, and cannot be a revision: {Reason(answer)} ({git.Folder})"),
        };
    }

    /// <summary>Whether a path is a folder of the revision.</summary>
    /// <exception cref="InputException">The revision has no such path.</exception>
    public async Task<bool> IsFolderAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await git.RunAsync("", cancellationToken, "cat-file", "-t", $"{commit}:{path}");
        return answer is { ExitCode: 0, Text: "tree" or "blob" }
            ? answer.Text == "tree"
            : throw new InputException($"{name}:{path}", 0, "there is no such file or folder at that revision");
    }

    /// <summary>The files and folders of a folder; links and submodules are left out.</summary>
    public async Task<IReadOnlyList<GitEntry>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var answer = await git.RunAsync("", cancellationToken, "ls-tree", "--full-tree", "-z", "-l", $"{commit}:{folder}");
        if (answer.ExitCode != 0)
        {
            throw new InputException($"{name}:{folder}", 0, $"git cannot list it: {Reason(answer)}");
        }

        return [.. answer.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Entry).OfType<GitEntry>()];
    }

    /// <summary>The contents of files, in the order given.</summary>
    public async Task<IReadOnlyList<byte[]>> ReadAsync(IReadOnlyList<GitEntry> files, CancellationToken cancellationToken)
    {
        var answer = await git.RunAsync(string.Concat(files.Select(f => f.Id + "\n")), cancellationToken, "cat-file", "--batch");
        var contents = new List<byte[]>();
        var at = 0;
        foreach (var file in files)
        {
            // <id> SP blob SP <size> LF <content> LF
            var lineEnd = Array.IndexOf(answer.Output, (byte)'\n', Math.Min(at, answer.Output.Length));
            var head = lineEnd < 0 ? [] : Encoding.ASCII.GetString(answer.Output, at, lineEnd - at).Split(' ');
            if (head is not [_, "blob", var size] || !int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || lineEnd + 1 + length > answer.Output.Length)
            {
                throw new InputException($"{name}:{file.Name}", 0, $"git cannot read it: {Reason(answer)}");
            }

            contents.Add(answer.Output[(lineEnd + 1)..(lineEnd + 1 + length)]);
            at = lineEnd + 1 + length + 1;
        }

        return contents;
    }

    // <mode> SP <type> SP <id> SP+ <size> TAB <name>
    private static GitEntry? Entry(string line)
    {
        var tab = line.IndexOf('\t');
        string[] head = line[..Math.Max(tab, 0)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (head, line[(tab + 1)..]) switch
        {
            (["100644" or "100755", "blob", var id, var size], var file) => new GitEntry(file, id, long.Parse(size, CultureInfo.InvariantCulture)),
            (["040000", "tree", var id, _], var file) => new GitEntry(file, id, -1),
            _ => null,
        };
    }

    private static string Reason(GitAnswer answer) => answer.Error.Length == 0 ? $"exit code {answer.ExitCode}" : answer.Error.Split('\n')[0];
}
