namespace Precept.Cli.Commands;

/// <summary>Finds the specs, recipes and models that come with Precept, from whichever folder the command is run in.</summary>
internal static class ShippedFiles
{
    /// <summary>A path of the repository: as it is where it exists below the current folder, else below the folder of the program.</summary>
    /// <param name="path">A relative path such as <c>specs/starter</c>.</param>
    /// <returns>The path as given where it is found nowhere, so that the error names it.</returns>
    public static string Find(string path)
    {
        for (var folder = Exists(path) ? null : Path.GetDirectoryName(AppContext.BaseDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, path) is var candidate && Exists(candidate))
            {
                return candidate;
            }
        }

        return path;
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}
