namespace Precept.Workbench.Tests.Labeling;

/// <summary>A file of one long line and a short one after it, without the memory that it would take.</summary>
/// <param name="length">Bytes of the long line with its end.</param>
internal sealed class LongLine(long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; } = length + 1;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, Length - Position);
        buffer[..count].Fill((byte)'x');
        var end = Length - 2 - Position;
        if (end >= 0 && end < count)
        {
            buffer[(int)end] = (byte)'\n';
        }

        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
