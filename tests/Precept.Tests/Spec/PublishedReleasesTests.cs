using Precept.Spec;

namespace Precept.Tests.Spec;

/// <summary>The three published releases, counted by other means than this reader.</summary>
public class PublishedReleasesTests
{
    [Theory]
    [InlineData("2025-02-12", 71, 20, 0, 1, 12, 18, 20, 154, 163, 168, 7, 162, 67, 120, 20, 288)]
    [InlineData("2025-09-12", 77, 20, 3, 1, 15, 18, 20, 173, 182, 186, 7, 186, 93, 114, 27, 272)]
    [InlineData("2025-12-18", 80, 22, 3, 1, 15, 18, 21, 183, 189, 193, 8, 196, 109, 116, 28, 272)]
    public void Summary_of_release_has_published_counts(
        string release, int sections, int root, int system, int developer, int user, int guideline, int none,
        int examples, int comparisons, int good, int ok, int bad, int references, int footnotes, int commentary, int prompts)
    {
        var document = Release(release);

        SpecSummary.Of(document).ShouldBe(new SpecSummary(
            release,
            document.Hash,
            sections,
            new AuthorityCounts(root, system, developer, user, guideline, none),
            examples,
            comparisons,
            new VerdictCounts(good, ok, bad),
            references,
            footnotes,
            commentary,
            prompts));
    }

    [Theory]
    [InlineData("2025-02-12", 37, 120)]
    [InlineData("2025-09-12", 52, 114)]
    [InlineData("2025-12-18", 65, 114)]
    public void Read_release_finds_titleless_references_and_evaluation_files(string release, int titleless, int files)
    {
        var document = Release(release);

        document.CrossReferences.Count(r => r.Text is null).ShouldBe(titleless);
        document.EvaluationFiles.Count.ShouldBe(files);
        document.EvaluationFiles.ShouldAllBe(f => f.SectionTitle != null);
    }

    [Fact]
    public void Read_release_gives_ordered_reply_pairs()
    {
        var pairs =
            from comparison in Latest().Examples.SelectMany(e => e.Comparisons)
            from better in comparison.Replies
            from worse in comparison.Replies
            where better.Verdict > worse.Verdict
            select (better, worse);

        pairs.Count().ShouldBe(219);
    }

    private static SpecDocument Latest() => Release("2025-12-18");

    private static SpecDocument Release(string name) => SpecReader.Read(SharedData.Path($"model_spec/{name}"));
}
