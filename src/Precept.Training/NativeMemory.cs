using System.Runtime.InteropServices;

namespace Precept.Training;

/// <summary>
/// Gives freed native memory back to the system. Without it glibc keeps what libtorch freed, in one arena for each of .NET's threads, and
/// resident size climbs step by step.
/// </summary>
internal static partial class NativeMemory
{
    private const int ArenaMax = -8; // M_ARENA_MAX of malloc.h

    private static readonly bool IsGlibc = OperatingSystem.IsLinux() && !RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);

    static NativeMemory()
    {
        if (IsGlibc)
        {
            _ = Mallopt(ArenaMax, 1);
        }
    }

    /// <summary>Call every few steps; does nothing where the C library has no such call.</summary>
    public static void Trim()
    {
        if (IsGlibc)
        {
            _ = MallocTrim(0);
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Mallopt(int parameter, int value);
}
