using System.Diagnostics;
using System.Globalization;

namespace Precept.Cli.Pipeline;

/// <summary>How much memory this process took.</summary>
public static class Memory
{
    private const string PeakResident = "VmHWM:";

    /// <summary>The largest resident size so far, MiB.</summary>
    public static double PeakMb()
    {
        using var process = Process.GetCurrentProcess();
        var bytes = OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(PeakResident, StringComparison.Ordinal)) is { } line
            ? long.Parse(line[PeakResident.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024
            : process.PeakWorkingSet64;
        return Math.Round(bytes / (1024.0 * 1024.0), 1);
    }
}
