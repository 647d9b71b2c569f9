using Precept.Workbench.Labels;
using Precept.Workbench.Quality;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Quality;

/// <summary>Tables of labels for tests, written short.</summary>
internal static class TestLabels
{
    /// <summary>Tasks, one a text: <c>A:012 B:102</c> are two people's tiers, a digit an answer; <c>-</c> for "cannot be compared".</summary>
    public static LabelTable Of(params IEnumerable<string> tasks) => new([.. tasks.SelectMany((t, i) => LabelsOf(Task(i + 1, Width(t)), t))]);

    /// <summary>The labels of one task.</summary>
    public static IEnumerable<TableLabel> LabelsOf(TableTask task, string labels) => labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(l => LabelOf(task, l[..l.IndexOf(':')], l[(l.IndexOf(':') + 1)..]));

    /// <summary>A label.</summary>
    public static TableLabel LabelOf(TableTask task, string person, string tiers, long milliseconds = 10_000) => new(
        task,
        Person(person),
        tiers == "-" ? new LabelContent { Incomparable = true } : new LabelContent { Tiers = [.. tiers.Select(t => (int?)(t - '0'))] },
        [.. Enumerable.Range(0, task.Answers.Count)],
        milliseconds);

    /// <summary>A person.</summary>
    public static Annotator Person(string handle) => new("id-" + handle, handle, handle);

    /// <summary>A task whose answers are by models m0, m1, …, each a character longer than the one before.</summary>
    public static TableTask Task(int number, int answers, TaskPurpose purpose = TaskPurpose.Normal, string section = "s", int load = 100) => new(
        $"t{number}", number, purpose, $"p{number}", "en", [section], [.. Enumerable.Range(0, answers).Select(a => new TableAnswer($"t{number}a{a}", $"m{a}", 10 + a))], load);

    private static int Width(string task) => task.Split(' ')[0].Length - task.IndexOf(':') - 1;
}
