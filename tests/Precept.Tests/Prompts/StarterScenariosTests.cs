using Precept.Judging;
using Precept.Prompts;
using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.Tests.Prompts;

/// <summary>The starter spec's scenarios are valid data: enough of them, apart, and graded as the checks grade.</summary>
public class StarterScenariosTests
{
    private static readonly Lazy<string?> Folder = new(() =>
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "specs", "starter");
            if (Directory.Exists(Path.Combine(path, "scenarios")))
            {
                return path;
            }
        }

        return null;
    });

    private static string Starter()
    {
        Assert.SkipWhen(Folder.Value is null, "specs/starter/scenarios is not above the tests' folder");
        return Folder.Value!;
    }

    private static SpecDocument Spec()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Starter(), "spec.md")), "specs/starter has no spec.md");
        return SpecReader.Read(Starter());
    }

    [Fact]
    public void Families_name_sections_of_the_spec() => ScenarioSet.Read(Starter()).RequireSectionsOf(Spec());

    [Theory]
    [InlineData(Split.Train, 100)]
    [InlineData(Split.Validation, 100)]
    [InlineData(Split.HeldOut, 100)]
    public void Every_family_gives_enough_prompts(Split split, int count)
    {
        ScenarioSet.Read(Starter()).Build(split, count, 1, out var shortfalls);
        string.Join('\n', shortfalls).ShouldBeEmpty();
    }

    [Fact]
    public void Splits_share_no_prompt_value_or_wrapping()
    {
        var set = ScenarioSet.Read(Starter());
        var lists = ValueLists.Read(Path.Combine(Starter(), "scenarios", "values.yaml"));
        var splitOf = lists.All.Where(l => !l.IsShared && l.Fields.Count == 0)
            .SelectMany(l => Splits.All.SelectMany(s => l.In(s).Select(v => (l.Name, v.Text, s)))).ToDictionary(v => (v.Name, v.Text), v => v.s);
        var seen = new Dictionary<string, Split>();
        foreach (var prompt in Splits.All.SelectMany(s => set.Build(s, 200, 1)).Select(d => d.Prompt))
        {
            seen.TryAdd(prompt.Id, prompt.Split);
            seen[prompt.Id].ShouldBe(prompt.Split, $"{prompt.Source}: {prompt.Messages[^1].Content}");
            foreach (var (name, value) in prompt.Slots)
            {
                splitOf.GetValueOrDefault((name, value), prompt.Split).ShouldBe(prompt.Split, $"{prompt.Source}: {name} = {value}");
            }

            if (prompt.Wrapping is { } wrapping)
            {
                var key = $"wrapping {set.Families.First(f => f.Id == prompt.Family).WrappingGroup} {wrapping}";
                seen.TryAdd(key, prompt.Split);
                seen[key].ShouldBe(prompt.Split, key);
            }
        }
    }

    [Theory]
    [InlineData(Split.Train)]
    [InlineData(Split.Validation)]
    [InlineData(Split.HeldOut)]
    public void Good_replies_pass_all_checks_and_bad_ones_break_one(Split split)
    {
        var judge = new CheckJudge(Spec(), CheckSet.Read(Path.Combine(Starter(), "checks.yaml")));
        var wrong = new SortedDictionary<string, string>();
        foreach (var d in ScenarioSet.Read(Starter()).Build(split, 100, 1))
        {
            if (judge.MeasuredSectionsOf(d.Prompt).Count == 0)
            {
                wrong.TryAdd($"{d.Prompt.Family}: not measured", "no check belongs to the sections of the family");
            }

            for (var i = 0; i < d.Replies.Count; i++)
            {
                var broken = judge.Broken(d.Prompt, d.Replies[i].Message.Content);
                var expected = d.Replies[i].Verdict == Verdict.Bad;
                if (broken.Count > 0 != expected)
                {
                    var findings = string.Join(", ", judge.Explain(d.Prompt, d.Replies[i].Message.Content).Select(f => $"{f.CheckId}={f.Result}"));
                    wrong.TryAdd(
                        $"{d.Prompt.Source} {d.Prompt.Family} reply {i + 1} is {d.Replies[i].Verdict}",
                        $"'{d.Replies[i].Message.Content}' to '{d.Prompt.Messages[^1].Content}' ({findings})");
                }
            }
        }

        string.Join('\n', wrong.Select(w => $"{w.Key}: {w.Value}")).ShouldBeEmpty();
    }
}
