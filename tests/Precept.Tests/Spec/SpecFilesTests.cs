using Precept.Spec;
using Precept.Tests.Workspace;

namespace Precept.Tests.Spec;

public sealed class SpecFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("precept-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Version_is_that_of_the_settings_and_else_the_name()
    {
        Write("spec.md", "# A {#a}\n");
        SpecReader.Read(_folder).Version.ShouldBe(Path.GetFileName(_folder));
        SpecReader.Read(Path.Combine(_folder, "spec.md")).Version.ShouldBe("spec");
        Write("spec.yaml", "version: 1.4.0\ntitle: Ours\n");
        SpecReader.Read(_folder).Version.ShouldBe("1.4.0");
        SpecReader.Read(Path.Combine(_folder, "spec.md")).Version.ShouldBe("1.4.0");
    }

    [Fact]
    public void Files_are_the_spec_and_what_stands_beside_it()
    {
        foreach (var name in new[] { "spec.md", "spec.yaml", "checks.yaml", "principles.yaml", "examples/b.md", "examples/a.md", "examples/a.txt", "scenarios/s.md", "notes.md" })
        {
            Write(name, "");
        }

        SpecFiles.Read(_folder).Files.Select(f => f.Path).ShouldBe(["spec.md", "checks.yaml", "examples/a.md", "examples/b.md", "principles.yaml", "spec.yaml"]);
    }

    [Fact]
    public void Hash_changes_with_every_byte_and_every_name()
    {
        SpecFile[] files = [new("spec.md", "x"u8.ToArray()), new("checks.yaml", "y"u8.ToArray())];
        string[] hashes =
        [
            new SpecFiles("", "", files).Hash,
            new SpecFiles("", "", [files[0], files[1] with { Content = "y "u8.ToArray() }]).Hash,
            new SpecFiles("", "", [files[0], files[1] with { Path = "spec.yaml" }]).Hash,
            new SpecFiles("", "", [files[0]]).Hash,
        ];
        hashes.ShouldBeUnique();
        new SpecFiles("elsewhere", "other", files).Hash.ShouldBe(hashes[0]);
    }

    [Fact]
    public void Errors_name_the_file_and_the_line()
    {
        Write("spec.md", "# A {#a}\n\n# B {#a}\n");
        Should.Throw<InputException>(() => SpecReader.Read(_folder)).Message.ShouldStartWith($"{Path.Combine(_folder, "spec.md")}:3:");
        Write("spec.md", "# A {#a}\n");
        Write("examples/x.md", "**Example**: one\n\nno fence\n");
        Should.Throw<InputException>(() => SpecReader.Read(_folder)).Message.ShouldStartWith($"{Path.Combine(_folder, "examples/x.md")}:1:");
        File.WriteAllBytes(Path.Combine(_folder, "spec.yaml"), [0xff, 0xfe, 0x00]);
        Should.Throw<InputException>(() => SpecReader.Read(_folder)).Message.ShouldContain("spec.yaml: the file is not UTF-8");
    }

    [Fact]
    public void Published_release_reads_the_same_as_from_its_trees()
    {
        var path = SharedData.Path("model_spec/2025-12-18");
        SpecFiles.Read(path).Document.ShouldSayTheSameAs(SpecSource.Load(path).Document);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
        File.WriteAllText(Path.Combine(_folder, name), text);
    }
}
