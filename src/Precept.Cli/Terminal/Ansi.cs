namespace Precept.Cli.Terminal;

/// <summary>What the terminal can do: colours only where a person looks, and never against their wish (no-color.org).</summary>
internal static class Ansi
{
    /// <summary>Whether standard output may be coloured.</summary>
    public static bool OnOutput => !Console.IsOutputRedirected && IsWanted;

    /// <summary>Whether standard error may be coloured.</summary>
    public static bool OnError => !Console.IsErrorRedirected && IsWanted;

    /// <summary>Columns of a line: COLUMNS where it is set, the terminal's width, 80 where there is none.</summary>
    public static int Width
    {
        get
        {
            if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns is >= 20 and <= 1000)
            {
                return columns;
            }

            return Console.IsOutputRedirected && Console.IsErrorRedirected ? 80 : Math.Max(Console.WindowWidth, 20);
        }
    }

    /// <summary>The code that begins a tone; empty for none.</summary>
    public static string Code(Tone tone) => tone switch
    {
        Tone.Strong => "1",
        Tone.Name => "36",
        Tone.Quiet => "2",
        Tone.Came => "32",
        Tone.Went => "31",
        Tone.Weighty => "33",
        _ => "",
    };

    private static bool IsWanted =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
