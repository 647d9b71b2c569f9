namespace Precept.EndToEnd.Tests;

/// <summary>The repository's files, as its documentation is checked against them.</summary>
internal static class DocumentationFiles
{
    /// <summary>Folders of build products, tools and local data: not part of the repository.</summary>
    private static readonly HashSet<string> Left =
        [".git", ".vs", ".idea", ".precept", "bin", "obj", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts", "shared", "workspace"];

    /// <summary>The repository's root: the folder of Precept.slnx.</summary>
    public static string Root { get; } = Up(AppContext.BaseDirectory);

    /// <summary>All files, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Walk(Root).Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The Markdown files.</summary>
    public static IReadOnlyList<string> Markdown { get; } = [.. All.Where(f => f.EndsWith(".md", StringComparison.Ordinal))];

    /// <summary>The pages that people read first: README.md, the walk of docs/quickstart.md, then the rest of docs/.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "README.md", "docs/quickstart.md",
        .. Markdown.Where(f => f.StartsWith("docs/", StringComparison.Ordinal) && f != "docs/quickstart.md"), "CONTRIBUTING.md",
    ];

    /// <summary>The text of a file.</summary>
    /// <param name="path">Relative to the root.</param>
    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Up(string folder)
    {
        var at = new DirectoryInfo(folder);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Precept.slnx")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException($"{folder} is not inside the repository");
    }

    // A worktree's .git is a file.
    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder).Where(f => !Left.Contains(Path.GetFileName(f))).Concat(
        Directory.EnumerateDirectories(folder).Where(d => !Left.Contains(Path.GetFileName(d))).SelectMany(Walk));
}
