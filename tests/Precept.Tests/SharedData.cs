namespace Precept.Tests;

/// <summary>Finds data that lies beside the project, not in it. Tests that need it are skipped where it is absent.</summary>
internal static class SharedData
{
    /// <summary>A folder or file under <c>shared/data</c>; skips the test when it is absent.</summary>
    public static string Path(string relative)
    {
        if (Find(relative) is { } path)
        {
            return path;
        }

        Assert.Skip($"shared/data/{relative} is not on this machine");
        throw new InvalidOperationException("unreachable");
    }

    /// <summary>The same, or null where it is absent.</summary>
    public static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "shared", "data", relative);
            if (System.IO.Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
