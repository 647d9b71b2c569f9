namespace Precept.Workbench.Storage;

/// <summary>Ids of what has no content hash: unguessable, and in the order of time.</summary>
public static class Ids
{
    /// <summary>A new id: 32 hexadecimal digits (a version 7 UUID).</summary>
    public static string New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
}
