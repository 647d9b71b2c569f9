using System.Text.RegularExpressions;

namespace Precept.EndToEnd.Tests;

/// <summary>The repository speaks of the program, not of how or where it was written.</summary>
public sealed partial class DocumentationWordsTests
{
    /// <summary>Files that are not looked at, with the reason.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["tests/Precept.EndToEnd.Tests/DocumentationWordsTests.cs"] = "it names the words",
        ["src/Precept.Cli/Commands/ChatCommand.cs"] = "a chat session is a thing of the program",
    };

    [Fact]
    public void No_file_speaks_of_the_circumstances_of_its_writing()
    {
        var files = DocumentationFiles.All.Where(f => !Allowed.ContainsKey(f) && IsText(f)).ToArray();

        files.Length.ShouldBeGreaterThan(100);
        files.SelectMany(f => Circumstances().Matches(DocumentationFiles.Text(f)).Select(m => $"{f}: {m.Value}")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_exception_is_a_file_that_exists() => Allowed.Keys.ShouldAllBe(f => DocumentationFiles.All.Contains(f));

    [Theory]
    [InlineData("see issue #12", true)]
    [InlineData("in the last session", true)]
    [InlineData("/work/somewhere", true)]
    [InlineData("a chat session ends", false)]
    [InlineData("obsession, homework/workspace", false)]
    public void Circumstances_are_told_from_ordinary_words(string text, bool found) => Circumstances().IsMatch(text).ShouldBe(found);

    // Weights are no text, a tokenizer's pieces are no sentences, and lock files are NuGet's and npm's.
    private static bool IsText(string file) =>
        Path.GetExtension(file) is not (".safetensors" or ".png" or ".jpg" or ".gz") && Path.GetFileName(file) is not ("tokenizer.json" or "packages.lock.json" or "package-lock.json");

    [GeneratedRegex(@"\bissue #|(?<!\b(chat|labeling|user) )\bsessions?\b|\bsub-?agents?\b|\bhelper agents?\b|\bthis workplace\b|(?<![\w.])/work/", RegexOptions.IgnoreCase)]
    private static partial Regex Circumstances();
}
