using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workbench.Campaigns;

namespace Precept.Workbench.Tests.Research;

public sealed class TaskPickerTests
{
    [Fact]
    public void Pick_takes_one_answer_of_each_model_in_turn_and_no_text_twice()
    {
        var prompt = new Prompt([new Message(Role.User, "Hello?")], ["greet"]);
        // The second model says nothing that the first does not, but for one text.
        var a = Draw(prompt, "a", "one", "one", "two");
        var b = Draw(prompt, "b", "one", "three", "");

        var picked = TaskPicker.Pick([prompt], [a, b], new TaskSelection { Answers = 9 });

        picked.Tasks.ShouldHaveSingleItem();
        var answers = picked.Tasks[0].Content.Answers;
        answers.Select(r => r.Text).Order().ShouldBe(["one", "three", "two"]);
        answers.Take(2).Select(r => r.Model).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Pick_counts_what_it_leaves_out()
    {
        var prompts = Enumerable.Range(0, 5).Select(i => new Prompt([new Message(Role.User, $"Question {i}")], []) { Family = i == 4 ? "other" : "family" }).ToList();
        // Four fit; one of them has a single text; of the three that remain two are drawn.
        var draw = prompts.SelectMany((p, i) => Draw(p, "a", "yes", i == 0 ? "yes" : "no")).ToList();

        var picked = TaskPicker.Pick(prompts, [draw], new TaskSelection { Families = ["family"], Tasks = 2 });

        (picked.Prompts, picked.TooFewAnswers, picked.OverLimit, picked.Tasks.Count).ShouldBe((4, 1, 1, 2));
    }

    [Fact]
    public void Pick_same_seed_gives_the_same_and_another_another()
    {
        var prompts = Enumerable.Range(0, 40).Select(i => new Prompt([new Message(Role.User, $"Question {i}")], [])).ToList();
        var draw = prompts.SelectMany(p => Draw(p, "a", "1", "2", "3", "4", "5")).ToList();

        string[] Of(long seed) => [.. TaskPicker.Pick(prompts, [draw], new TaskSelection { Seed = seed, Tasks = 10, Answers = 3 }).Tasks.SelectMany(t => t.Content.Answers.Select(a => a.Id))];

        Of(1).ShouldBe(Of(1));
        Of(2).ShouldNotBe(Of(1));
        Of(1).Length.ShouldBe(30);
    }

    private static List<Response> Draw(Prompt prompt, string model, params string[] texts) => [.. texts.Select((t, i) => new Response(prompt.Id, model, new Sampler(), i, t))];
}
