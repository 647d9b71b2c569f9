using System.Text;
using CsCheck;
using Precept.Spec;
using Precept.Spec.Diff;

namespace Precept.Tests.Spec.Diff;

/// <summary>What holds for any two specs.</summary>
public sealed class SpecDiffPropertyTests
{
    private static readonly string[] Sentences =
    [
        "The model must ask before it acts.", "The model should ask before it acts.", "The model may ask before it acts.", "Rain is wet and snow is cold.",
        "Never tell a user what another user said.", "Say how sure you are of what you say.", "模型必须先提问。", "模型应当先提问。", "- One item of a list",
    ];

    private static readonly Gen<string> Body = Gen.Int[0, Sentences.Length - 1].Array[0, 4].Select(s => string.Join("\n\n", s.Select(i => Sentences[i])));

    private static readonly Gen<string> Example = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2], (title, text, verdict) =>
        $"**Example**: example {title}\n\n~~~xml\n<user>\n{Sentences[text]}\n</user>\n<comparison>\n<assistant> <!-- {new[] { "GOOD", "OK", "BAD" }[verdict]} -->\n"
        + $"{Sentences[text + 1]}\n</assistant>\n</comparison>\n~~~\n\n");

    private static readonly Gen<string> Chapter = Gen.Select(Gen.Int[1, 3], Gen.Enum<Authority>(), Body, Example.Array[0, 2], (level, authority, body, examples) =>
        $"{new string('#', level)} Title {{#ID{(authority == Authority.None ? "" : $" authority={authority.Name()}")}}}\n\n{body}\n\n{string.Concat(examples)}");

    private static readonly Gen<SpecDocument> Specs = Gen.Select(Chapter.Array[0, 6], Gen.Shuffle(Enumerable.Range(0, 8).ToArray()), (chapters, ids) =>
    {
        var text = new StringBuilder();
        for (var i = 0; i < chapters.Length; i++)
        {
            text.Append(chapters[i].Replace("#ID", $"#s{ids[i]}", StringComparison.Ordinal));
        }

        return SpecReader.Parse(text.ToString(), "generated.md");
    });

    private static readonly Dictionary<SpecChangeKind, SpecChangeKind> Opposites = new[]
    {
        (SpecChangeKind.SectionAdded, SpecChangeKind.SectionRemoved), (SpecChangeKind.AuthorityRaised, SpecChangeKind.AuthorityLowered),
        (SpecChangeKind.ExampleAdded, SpecChangeKind.ExampleRemoved),
    }.SelectMany(p => new[] { p, (p.Item2, p.Item1) }).ToDictionary(p => p.Item1, p => p.Item2);

    [Fact]
    public void Compare_of_a_spec_with_itself_is_empty() => Specs.Sample(s => SpecDiff.Compare(s, s).IsEmpty.ShouldBeTrue());

    [Fact]
    public void Compare_is_empty_only_where_all_sections_hash_the_same() =>
        Gen.Select(Specs, Specs).Sample((a, b) =>
        {
            if (SpecDiff.Compare(a, b).IsEmpty)
            {
                b.Hash.ShouldBe(a.Hash);
            }
        });

    [Fact]
    public void Compare_the_other_way_round_swaps_what_came_and_went_and_rose_and_fell() =>
        Gen.Select(Specs, Specs).Sample((a, b) =>
        {
            var (there, back) = (SpecDiff.Compare(a, b), SpecDiff.Compare(b, a));
            foreach (var (kind, opposite) in Opposites)
            {
                back.Count(opposite).ShouldBe(there.Count(kind), kind.ToString());
            }

            back.Count(SpecChangeKind.BodyEdited).ShouldBe(there.Count(SpecChangeKind.BodyEdited));
            back.Count(SpecChangeKind.SectionRenamed).ShouldBe(there.Count(SpecChangeKind.SectionRenamed));
        });

    [Fact]
    public void Compare_of_one_edited_sentence_is_strengthened_one_way_and_weakened_the_other() =>
        Gen.Select(Gen.Int[0, Sentences.Length - 1], Gen.Int[0, Sentences.Length - 1]).Sample((i, j) =>
        {
            var (there, back) = (Obligations.Change(Sentences[i], Sentences[j]), Obligations.Change(Sentences[j], Sentences[i]));
            back.ShouldBe(there switch
            {
                SpecChangeKind.ObligationStrengthened => SpecChangeKind.ObligationWeakened,
                SpecChangeKind.ObligationWeakened => SpecChangeKind.ObligationStrengthened,
                _ => there,
            });
        });

    // Ids change, texts stay. Every section is told from the others by a sentence of its own.
    [Fact]
    public void Compare_with_renamed_ids_finds_every_section_again() =>
        Chapter.Array[1, 6].Sample(chapters =>
        {
            string Spec(string prefix) => string.Concat(chapters.Select((c, i) => c.Replace("#ID", $"#{prefix}{i}", StringComparison.Ordinal) + $"\nThis is number {i}.\n\n"));
            var diff = SpecDiff.Compare(SpecReader.Parse(Spec("x"), "a.md"), SpecReader.Parse(Spec("y"), "b.md"));
            diff.Changes.ShouldAllBe(c => c.Kind == SpecChangeKind.SectionRenamed);
            diff.Changes.Select(c => (c.From, c.To)).ShouldBe(chapters.Select((_, i) => ((string?)$"x{i}", (string?)$"y{i}")));
        });

    [Fact]
    public void Compare_gives_every_change_a_weight_and_the_diff_the_greatest() =>
        Gen.Select(Specs, Specs).Sample((a, b) =>
        {
            var diff = SpecDiff.Compare(a, b);
            diff.Changes.ShouldAllBe(c => c.Step != SemVerStep.None);
            diff.Reasons.Sum(r => r.Count).ShouldBe(diff.Changes.Count(c => c.Step == diff.Step));
        });

    [Fact]
    public void Names_of_kinds_are_in_kebab_case_and_differ()
    {
        SpecChangeKind.ObligationStrengthened.Name().ShouldBe("obligation-strengthened");
        SpecChangeKind.SectionAdded.Label().ShouldBe("section added");
        SpecChangeKinds.All.Select(k => k.Name()).ShouldBeUnique();
    }

    // Each would take hours if it grew with the square: 10,000 sections that all changed their ids and share every word, or are all alike.
    [Theory(Timeout = 120_000)]
    [InlineData("Every word here is common to all. Number {0} stands alone.")]
    [InlineData("All are alike.")]
    [InlineData("Word{0} other{0} third{0} fourth{0} must stay.")]
    public async Task Compare_of_ten_thousand_renamed_sections_ends(string body)
    {
        await Task.Run(() =>
        {
            string Spec(string prefix, string edit) => string.Concat(Enumerable.Range(0, 10_000).Select(i => $"# T {{#{prefix}{i}}}\n\n{string.Format(body, i)}{edit}\n\n"));
            var diff = SpecDiff.Compare(SpecReader.Parse(Spec("a", ""), "a.md"), SpecReader.Parse(Spec("b", " Indeed."), "b.md"));
            (diff.Count(SpecChangeKind.SectionAdded) + diff.Count(SpecChangeKind.SectionRenamed)).ShouldBe(10_000);
        }, TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 120_000)]
    public async Task Compare_of_one_huge_rewritten_section_ends()
    {
        await Task.Run(() =>
        {
            string Spec(string word) => "# T {#a}\n\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"The {word} {i} is {i % 7} high.\n"));
            SpecDiff.Compare(SpecReader.Parse(Spec("house"), "a.md"), SpecReader.Parse(Spec("tower"), "b.md")).Count(SpecChangeKind.BodyEdited).ShouldBe(1);
        }, TestContext.Current.CancellationToken);
    }
}
