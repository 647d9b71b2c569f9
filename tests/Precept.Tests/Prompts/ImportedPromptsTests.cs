using Precept.Preferences;
using Precept.Prompts;
using Precept.Spec;

namespace Precept.Tests.Prompts;

public sealed class ImportedPromptsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("precept-import-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Hh(params string[] lines)
    {
        var path = Path.Combine(_folder, "hh.jsonl");
        File.WriteAllLines(path, lines);
        return path;
    }

    [Fact]
    public void Hh_prompt_is_what_both_dialogues_share_up_to_a_human_turn()
    {
        var hh = HhPrompts.Read(Hh(
            """{"chosen": "\n\nHuman: Hi\n\nAssistant: Hello.\n\nHuman: How do\n\nkilns work?\n\nAssistant: Well.", "rejected": "\n\nHuman: Hi\n\nAssistant: Hello.\n\nHuman: How do\n\nkilns work?\n\nAssistant: No."}""",
            """{"chosen": "\n\nHuman: A\n\nAssistant: x\n\nHuman: B\n\nAssistant: y", "rejected": "\n\nHuman: A\n\nAssistant: z"}""",
            """{"chosen": "\n\nHuman: A\n\nAssistant: x", "rejected": "\n\nHuman: A\n\nAssistant: "}""",
            """{"chosen": "\n\nHuman: C\n\nAssistant: x", "rejected": "\n\nHuman: D\n\nAssistant: x"}"""));
        hh.Prompts.Count.ShouldBe(2);
        hh.Prompts[0].Messages.Select(m => $"{m.RoleName}: {m.Content}").ShouldBe(["user: Hi", "assistant: Hello.", "user: How do\n\nkilns work?"]);
        hh.Prompts[0].Source.ShouldBe("hh.jsonl:1");
        hh.Prompts[1].Messages.ShouldHaveSingleItem().Content.ShouldBe("A");
        hh.Duplicates.ShouldBe(1);
        hh.Skipped.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"chosen": "\n\nHuman: A"}""", "no 'rejected'")]
    [InlineData("""{"chosen": "A", "rejected": "B"}""", "must begin with")]
    [InlineData("""{"chosen": 3, "rejected": "B"}""", "must be a text")]
    public void Hh_mistake_is_told_with_its_line(string line, string message)
    {
        var path = Hh(line);
        var e = Should.Throw<InputException>(() => HhPrompts.Read(path));
        e.Message.ShouldStartWith($"{path}:1: ");
        e.Message.ShouldContain(message);
    }

    [Fact]
    public void Hh_turns_are_read_in_linear_time()
    {
        // Half a million blank lines: quadratic reading would take minutes.
        HhDialogue.Turns("\n\nHuman: " + new string('\n', 500_000) + "x").ShouldHaveSingleItem();
        HhDialogue.Turns(string.Concat(Enumerable.Repeat("\n\nHuman: x", 50_000))).Count.ShouldBe(50_000);
    }

    [Fact]
    public void Hh_real_file_gives_prompts_that_end_with_the_human()
    {
        var hh = HhPrompts.Read(SharedData.Path("hh_rlhf/harmless-base-test.jsonl.gz"));
        (hh.Prompts.Count + hh.Skipped + hh.Duplicates).ShouldBe(2312);
        hh.Prompts.Count.ShouldBeGreaterThan(2200);
        hh.Prompts.ShouldAllBe(p => p.Messages.Select(m => m.Role).Last() == Role.User);
        hh.Prompts.CountBy(p => p.Split).ToDictionary()[Split.HeldOut].ShouldBeInRange(360, 560); // 462 expected, sd 19
    }

    [Fact]
    public void Hh_prompts_are_those_of_the_preferences_in_the_same_file()
    {
        // The split is decided by the prompt's id, so both readers must agree on it.
        var path = SharedData.Path("hh_rlhf/harmless-base-test.jsonl.gz");
        var ids = HhPrompts.Read(path).Prompts.Select(p => p.Id).ToHashSet();
        AnthropicHh.Read(path).Preferences.Where(p => !ids.Contains(p.PromptId)).Select(p => p.Origin).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluation_prompts_are_cut_counted_and_merged()
    {
        var spec = Path.Combine(_folder, "spec");
        Directory.CreateDirectory(Path.Combine(spec, "examples"));
        File.WriteAllText(Path.Combine(spec, "spec.md"), "# One {#one}\n\nText.[^aaaa]\n\n# Two {#two}\n\nText.[^bbbb]\n");
        Add("aaaa", "<user>\nplain\n</user>", "<user>\ncut\n</user>\n<assistant>\nreply\n</assistant>", "<user>\nelided\n</user>\n[...]\n<user>\nmore\n</user>", "<assistant>\nalone\n</assistant>");
        Add("bbbb", "<user>\nplain\n</user>");
        Add("zzzz", "<user>\norphan\n</user>");
        var evaluation = EvaluationPrompts.From(SpecReader.Read(spec));
        evaluation.Prompts.Select(p => p.Messages.ShouldHaveSingleItem().Content).ShouldBe(["plain", "cut"]);
        evaluation.Prompts[0].Sections.ShouldBe(["one", "two"]);
        evaluation.Prompts.ShouldAllBe(p => p.Family == "aaaa" && p.Split == Splits.OfKey("family:aaaa"));
        evaluation.Prompts[0].Source.ShouldBe("aaaa.md:3");
        (evaluation.Cut, evaluation.Elided, evaluation.Empty, evaluation.Orphans, evaluation.Duplicates).ShouldBe((1, 1, 1, 1, 1));

        void Add(string tag, params string[] conversations) => File.WriteAllText(
            Path.Combine(spec, "examples", tag + ".md"),
            $"Examples for [^{tag}] in One:\n\n" + string.Concat(conversations.Select(c => $"**Example**: x\n\n~~~xml\n{c}\n~~~\n\n")));
    }

    [Theory]
    [InlineData("2025-02-12", 287, 0)]
    [InlineData("2025-09-12", 271, 0)]
    [InlineData("2025-12-18", 269, 2)]
    public void Evaluation_prompts_of_real_specs_account_for_every_conversation(string release, int prompts, int orphans)
    {
        var spec = SpecReader.Read(SharedData.Path($"model_spec/{release}"));
        var evaluation = EvaluationPrompts.From(spec);
        (evaluation.Prompts.Count + evaluation.Elided + evaluation.Empty + evaluation.Orphans + evaluation.Duplicates)
            .ShouldBe(spec.EvaluationFiles.Sum(f => f.Examples.Count));
        evaluation.Prompts.ShouldAllBe(p => p.Messages.Select(m => m.Role).Last() != Role.Assistant && p.Sections.All(s => spec.Find(s) != null));
        evaluation.Prompts.GroupBy(p => p.Family).ShouldAllBe(g => g.Select(p => p.Split).Distinct().Count() == 1);
        // One conversation stands in two files of each release.
        (evaluation.Prompts.Count, evaluation.Orphans, evaluation.Duplicates).ShouldBe((prompts, orphans, 1));
    }
}
