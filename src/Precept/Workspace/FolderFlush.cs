using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Precept.Workspace;

/// <summary>Flushes a folder's entries to the disk, so that a rename in it outlives a power cut.</summary>
/// <remarks>.NET opens no folders, hence the three system calls. Windows has no such call and needs none for NTFS metadata.</remarks>
internal static class FolderFlush
{
    private const int ReadOnly = 0;
    private const int InvalidArgument = 22; // EINVAL: the file system has nothing to flush for folders

    /// <summary>Flushes the folder; does nothing on Windows.</summary>
    /// <exception cref="IOException">The folder cannot be opened, or the disk reports an error.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(Encoding.UTF8.GetBytes(folder + "\0"), ReadOnly);
        if (descriptor < 0)
        {
            throw Failure(folder, Marshal.GetLastPInvokeError());
        }

        var flushed = FSync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (flushed != 0 && error != InvalidArgument)
        {
            throw Failure(folder, error);
        }
    }

    private static IOException Failure(string folder, int error) =>
        new($"{folder}: its entries cannot be flushed to the disk", new Win32Exception(error));

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
