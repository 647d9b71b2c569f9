namespace Precept.Training.Models;

/// <summary>Writes files that are whole or absent: to a temporary name beside, flushed to disk, then renamed.</summary>
internal static class AtomicFile
{
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var writer = new Writer(path);
        writer.Stream.Write(bytes);
        writer.Commit();
    }

    /// <summary>An open temporary file; without <see cref="Commit"/> it is removed and the target stays as it was.</summary>
    internal sealed class Writer(string path) : IDisposable
    {
        private readonly string _temporary = $"{path}.{Environment.ProcessId}.tmp";

        public FileStream Stream => field ??= new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);

        public void Commit()
        {
            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(_temporary, path, overwrite: true);
        }

        public void Dispose()
        {
            Stream.Dispose();
            File.Delete(_temporary);
        }
    }
}
