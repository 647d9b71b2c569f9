using System.Globalization;
using System.Text.Json;

namespace Precept.Workspace;

/// <summary>An exclusive lock on a file, held until disposed. The operating system frees it when the process dies, however it dies.</summary>
/// <remarks>
/// Who holds it stands beside it in <c>*.owner</c>, since a locked file cannot be read. The lock file itself is never deleted:
/// deleting it would let two processes lock two different files of one name.
/// </remarks>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _ownerPath;

    private FileLock(FileStream stream, string ownerPath)
    {
        _stream = stream;
        _ownerPath = ownerPath;
    }

    /// <summary>Takes the lock, or returns null where somebody else holds it.</summary>
    public static FileLock? TryTake(string path, TimeProvider clock)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }

        var taken = new FileLock(stream, OwnerPath(path));
        try
        {
            var owner = new Owner(Environment.ProcessId, Environment.MachineName, clock.GetUtcNow().ToString("u", CultureInfo.InvariantCulture));
            AtomicFile.WriteText(taken._ownerPath, JsonSerializer.Serialize(owner));
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Who holds the lock at a path, in words for a message.</summary>
    public static string Holder(string path)
    {
        var ownerPath = OwnerPath(path);
        try
        {
            var owner = JsonSerializer.Deserialize<Owner>(File.ReadAllText(ownerPath));
            return owner is null ? "another process" : $"process {owner.Process} on {owner.Machine} since {owner.Since}";
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return "another process"; // it has the lock but has not yet written, or has just removed, its name
        }
    }

    public void Dispose()
    {
        if (_stream.SafeFileHandle.IsClosed)
        {
            return;
        }

        File.Delete(_ownerPath);
        _stream.Dispose();
    }

    // A sharing violation on Windows; "try again" on Linux (11) and macOS (35). A full disk or the like is another error and goes through.
    private static bool IsHeld(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static string OwnerPath(string path) => path + ".owner";

    private sealed record Owner(int Process, string Machine, string Since);
}
