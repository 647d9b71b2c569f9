namespace Precept.EndToEnd.Tests;

/// <summary>A folder of its own for one test, in which specs, recipes and models of the repository are as in its root.</summary>
public sealed class TestFolder : IDisposable
{
    public TestFolder()
    {
        foreach (var name in new[] { "specs", "recipes", "models" })
        {
            var target = System.IO.Path.Combine(Repository, name);
            if (Directory.Exists(target))
            {
                Directory.CreateSymbolicLink(System.IO.Path.Combine(Path, name), target);
            }
        }
    }

    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = FindRepository();

    public string Path { get; } = Directory.CreateTempSubdirectory("precept-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
        return name;
    }

    // Deleting recursively removes links, not what they point at.
    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "Precept.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
