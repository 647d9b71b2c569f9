using System.Runtime.InteropServices;

namespace Precept.Training;

/// <summary>Gives freed native memory back to the system. Without it glibc keeps what libtorch freed, and resident size climbs step by step.</summary>
internal static partial class NativeMemory
{
    /// <summary>Call every few steps; does nothing where the C library has no such call.</summary>
    public static void Trim()
    {
        if (OperatingSystem.IsLinux() && RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) is false)
        {
            _ = MallocTrim(0);
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
