using System.Globalization;
using System.Text;

namespace Precept.Workspace;

/// <summary>Writes files that are either wholly there or not there: temporary file, flush to the disk, rename.</summary>
/// <remarks>
/// A process killed at any point leaves the old file or the new one, never a part of one. What is left over is at worst
/// a file named <c>.name.*.tmp</c> beside it, which <see cref="RemoveLeftovers"/> clears.
/// </remarks>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);
    private static long _counter;

    /// <summary>Writes a text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file; its folder is created where it is missing.</param>
    /// <param name="text">The whole content.</param>
    public static void WriteText(string path, string text) => Write(path, Utf8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file; its folder is created where it is missing.</param>
    /// <param name="bytes">The whole content.</param>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var writer = new Writer(path);
        writer.Stream.Write(bytes);
        writer.Commit();
    }

    /// <summary>Writes what <paramref name="write"/> puts into the stream; nothing is replaced when it throws.</summary>
    /// <param name="path">The file; its folder is created where it is missing.</param>
    /// <param name="write">Writes the whole content; it must not keep the stream.</param>
    public static void Write(string path, Action<Stream> write)
    {
        using var writer = new Writer(path);
        write(writer.Stream);
        writer.Commit();
    }

    /// <summary>Writes a text as UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file; its folder is created where it is missing.</param>
    /// <param name="text">The whole content.</param>
    /// <param name="cancellationToken">Leaves the old file as it was.</param>
    public static Task WriteTextAsync(string path, string text, CancellationToken cancellationToken = default) =>
        WriteBytesAsync(path, Utf8.GetBytes(text), cancellationToken);

    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file; its folder is created where it is missing.</param>
    /// <param name="bytes">The whole content.</param>
    /// <param name="cancellationToken">Leaves the old file as it was.</param>
    public static async Task WriteBytesAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        using var writer = new Writer(path);
        await writer.Stream.WriteAsync(bytes, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        writer.Commit();
    }

    /// <summary>Deletes the temporary files that killed writers left in a folder. Call it only where no writer is at work.</summary>
    /// <param name="folder">The folder; not its subfolders.</param>
    /// <returns>How many files were deleted.</returns>
    public static int RemoveLeftovers(string folder)
    {
        var leftovers = Directory.GetFiles(folder, ".*.tmp");
        foreach (var leftover in leftovers)
        {
            File.Delete(leftover);
        }

        return leftovers.Length;
    }

    /// <summary>
    /// One write under way, to a temporary file in the target's own folder, so that the rename stays on one file system. Without
    /// <see cref="Commit"/> it is removed and the target stays as it was.
    /// </summary>
    public sealed class Writer : IDisposable
    {
        private readonly string _path;
        private readonly string _temporary;
        private bool _committed;

        /// <summary>Begins a write.</summary>
        /// <param name="path">The file; its folder is created where it is missing.</param>
        public Writer(string path)
        {
            _path = Path.GetFullPath(path);
            var folder = Path.GetDirectoryName(_path) ?? throw new ArgumentException("A file's path is needed, not a root folder.", nameof(path));
            Directory.CreateDirectory(folder);
            var name = string.Create(
                CultureInfo.InvariantCulture, $".{Path.GetFileName(_path)}.{Environment.ProcessId}-{Interlocked.Increment(ref _counter)}.tmp");
            _temporary = Path.Combine(folder, name);
            Stream = new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        }

        /// <summary>Takes the content.</summary>
        public FileStream Stream { get; }

        /// <summary>Flushes the content to the disk and puts it in the target's place. Nothing can be written afterwards.</summary>
        public void Commit()
        {
            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(_temporary, _path, overwrite: true);
            _committed = true;
            FolderFlush.Flush(Path.GetDirectoryName(_path)!);
        }

        /// <summary>Removes what was not committed.</summary>
        public void Dispose()
        {
            Stream.Dispose();
            if (!_committed)
            {
                File.Delete(_temporary);
            }
        }
    }
}
