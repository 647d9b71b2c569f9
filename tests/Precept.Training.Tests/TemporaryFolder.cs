namespace Precept.Training.Tests;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("precept-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
