using System.Diagnostics;
using System.Globalization;
using System.Text;
using Precept.Spec;
using Precept.Spec.Syntax;

namespace Precept.Tests.Spec.Syntax;

/// <summary>
/// Mutated specs: whatever they say, they read without an exception, write back as they were, and edits of them change what they say.
/// A short run by default; <c>PRECEPT_FUZZ_SECONDS=600</c> makes it a long one, <c>PRECEPT_FUZZ_SEED</c> another.
/// </summary>
public class FuzzTests
{
    private const int ShortRun = 1_500;
    private const int LongestText = 60_000;

    private static readonly string[] Fragments =
    [
        "~~~xml\n", "~~~\n", "\n~~~\n", "```\n", "**Example**: x\n\n~~~xml\n", "!!! meta \"Commentary\"\n    ", "# A {#a}\n", "## {#b authority=root}\n", "{#", "}", "authority=", "<user>", "</user>", "<assistant>",
        "</assistant>", "<comparison>", "</comparison>", "<untrusted>", "</untrusted>", "<settings>", "<!-- GOOD -->", "<!-- BAD[#a], x: y -->", "<!--", "-->", "[...]", "[?](#a)", "[^ab12]", "&lt;", "&#x41;",
        "&", "<", ">", "\"", "'", "=", ":", "\r\n", "\r", "\n", "\t", " ", "\uFEFF", "\u200B", "\0", "\uD83D", "\uDE00", "漢", "*", "~", "`", "#", "[", "]", "(", ")",
    ];

    [Fact]
    public void Mutated_specs_read_write_back_and_can_be_edited()
    {
        var seconds = Number("PRECEPT_FUZZ_SECONDS", 0);
        var seed = Number("PRECEPT_FUZZ_SEED", 1);
        var random = new Random((int)seed);
        var corpus = Corpus();
        var clock = Stopwatch.StartNew();
        long runs = 0, errors = 0, characters = 0;
        while (seconds == 0 ? runs < ShortRun : clock.Elapsed.TotalSeconds < seconds)
        {
            var text = Mutate(Pick(corpus, random), corpus, random);
            try
            {
                errors += Try(text, random);
            }
            catch (Exception e)
            {
                var file = Path.Combine(Path.GetTempPath(), $"precept-fuzz-{seed}-{runs}.md");
                File.WriteAllText(file, text);
                throw new InvalidOperationException($"seed {seed}, run {runs}: {e.Message} (the text: {file})", e);
            }

            runs++;
            characters += text.Length;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {runs:N0} texts, {characters / 1e6:N0} million characters, {errors:N0} syntax errors, {clock.Elapsed.TotalSeconds:N0} s");
        runs.ShouldBeGreaterThan(0);
        errors.ShouldBeGreaterThan(0);
    }

    /// <summary>What must hold for any text. Returns how many errors it has.</summary>
    private static int Try(string text, Random random)
    {
        var tree = random.Next(4) == 0 ? SpecSyntaxTree.ParseEvaluationFile(text, "fuzz.md") : SpecSyntaxTree.Parse(text, "fuzz.md");
        LosslessTests.ShouldHaveNoGaps(tree);
        LosslessTests.Written(tree).ShouldBe(text);
        var document = SpecSource.Of(tree, [], "fuzz").Document;
        if (tree.Root.Blocks.OfType<HeadingSyntax>().ToList() is { Count: > 0 } headings)
        {
            TryEdits(tree, document, headings[random.Next(headings.Count)]);
        }

        return tree.Errors.Count;
    }

    private static void TryEdits(SpecSyntaxTree tree, SpecDocument document, HeadingSyntax heading)
    {
        const string Fresh = "fresh-id";
        var id = tree.TextOf(heading.Id);
        if (tree.FindHeading(Fresh) is null && !tree.Text.Contains(Fresh, StringComparison.Ordinal))
        {
            var renamed = tree.With(SpecEdits.RenameSection(tree, id, Fresh));
            renamed.With(SpecEdits.RenameSection(renamed, Fresh, id)).Text.ShouldBe(tree.Text);
            renamed.Root.Blocks.Count.ShouldBe(tree.Root.Blocks.Count);
        }

        var root = SpecSource.Of(tree.With(SpecEdits.SetAuthority(tree, id, Authority.Root)), [], "").Document;
        root.Sections.Count.ShouldBe(document.Sections.Count);
        root.Find(id)!.Authority.ShouldBe(Authority.Root);
        root.Sections.Where(s => s.Id != id).Select(s => s.Hash).ShouldBe(document.Sections.Where(s => s.Id != id).Select(s => s.Hash));
        if (document.Examples.SelectMany(e => e.Comparisons).SelectMany(c => c.Replies).FirstOrDefault() is { } reply)
        {
            var graded = tree.With(SpecEdits.Regrade(tree, reply.Line, Verdict.Ok));
            graded.Text.Length.ShouldBeInRange(tree.Text.Length - 2, tree.Text.Length);
        }
    }

    /// <summary>Every second text is a whole spec: most files are small ones of evaluation prompts.</summary>
    private static string Pick(List<string> corpus, Random random)
    {
        var specs = corpus.FindAll(t => t.Length > LongestText / 2);
        return random.Next(2) == 0 && specs.Count > 0 ? specs[random.Next(specs.Count)] : corpus[random.Next(corpus.Count)];
    }

    private static string Mutate(string text, List<string> corpus, Random random)
    {
        var start = random.Next(text.Length + 1);
        var result = new StringBuilder(text, start, Math.Min(LongestText, text.Length - start), LongestText * 2);
        for (var left = random.Next(1, 12); left > 0; left--)
        {
            var at = random.Next(result.Length + 1);
            var length = Math.Min(random.Next(1, 200), result.Length - at);
            switch (random.Next(6))
            {
                case 0:
                    result.Remove(at, length);
                    break;
                case 1:
                    result.Insert(at, result.ToString(at, length));
                    break;
                case 2:
                    var other = corpus[random.Next(corpus.Count)];
                    var from = random.Next(other.Length + 1);
                    result.Insert(at, other.AsSpan(from, Math.Min(random.Next(1, 2_000), other.Length - from)));
                    break;
                case 3 when length > 0:
                    result[at] = (char)random.Next(0x10000);
                    break;
                case 4:
                    result.Insert(at, string.Concat(Enumerable.Repeat(Fragments[random.Next(Fragments.Length)], random.Next(1, 40))));
                    break;
                default:
                    result.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>The project's own spec, and the published ones where they are at hand.</summary>
    private static List<string> Corpus()
    {
        var texts = new List<string> { File.ReadAllText(Path.Combine(ArchitectureTests.RepositoryRoot(), "specs", "starter", "spec.md")) };
        if (SharedData.Find("model_spec") is { } folder)
        {
            texts.AddRange(Directory.GetFiles(folder, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        }

        return texts;
    }

    private static long Number(string variable, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
