using Precept.Workspace;

namespace Precept.Tests.Workspace;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("precept-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WriteText_new_file_in_a_new_folder_holds_utf8_without_a_mark()
    {
        var path = Path.Combine(_folder, "a", "b.txt");
        AtomicFile.WriteText(path, "é苹");
        File.ReadAllBytes(path).ShouldBe(new byte[] { 0xC3, 0xA9, 0xE8, 0x8B, 0xB9 });
    }

    [Fact]
    public async Task WriteBytesAsync_existing_file_is_replaced_and_nothing_else_is_left()
    {
        var path = Path.Combine(_folder, "b.bin");
        await AtomicFile.WriteBytesAsync(path, new byte[] { 1, 2, 3 }, TestContext.Current.CancellationToken);
        await AtomicFile.WriteBytesAsync(path, new byte[] { 9 }, TestContext.Current.CancellationToken);
        File.ReadAllBytes(path).ShouldBe(new byte[] { 9 });
        Directory.GetFileSystemEntries(_folder).ShouldBe([path]);
    }

    [Fact]
    public void Write_that_fails_halfway_leaves_the_old_file_and_no_other()
    {
        var path = Path.Combine(_folder, "c.txt");
        AtomicFile.WriteText(path, "old");
        Should.Throw<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("ne"u8);
            throw new InvalidOperationException("disk on fire");
        }));
        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFileSystemEntries(_folder).ShouldBe([path]);
    }

    [Fact]
    public async Task WriteTextAsync_cancelled_leaves_the_old_file()
    {
        var path = Path.Combine(_folder, "d.txt");
        AtomicFile.WriteText(path, "old");
        await Should.ThrowAsync<OperationCanceledException>(() => AtomicFile.WriteTextAsync(path, "new", new CancellationToken(canceled: true)));
        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFileSystemEntries(_folder).ShouldBe([path]);
    }

    [Fact]
    public void Write_readers_meanwhile_see_the_old_content_until_the_end()
    {
        var path = Path.Combine(_folder, "e.txt");
        AtomicFile.WriteText(path, "old");
        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            File.ReadAllText(path).ShouldBe("old");
        });
        File.ReadAllText(path).ShouldBe("new");
    }

    [Fact]
    public void RemoveLeftovers_deletes_temporary_files_only()
    {
        File.WriteAllText(Path.Combine(_folder, ".x.bin.7-1.tmp"), "half");
        File.WriteAllText(Path.Combine(_folder, "x.tmp"), "mine");
        AtomicFile.RemoveLeftovers(_folder).ShouldBe(1);
        Directory.GetFiles(_folder).Select(Path.GetFileName).ShouldBe(["x.tmp"]);
    }
}
