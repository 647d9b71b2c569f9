using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workbench.Labels;

namespace Precept.Workbench.Campaigns;

/// <summary>Which of a workspace's prompts and answers become tasks.</summary>
public sealed record TaskSelection
{
    /// <summary>Only prompts of this split, or null for all.</summary>
    public Split? Split { get; init; }

    /// <summary>Only prompts of these families; empty for all.</summary>
    public IReadOnlyCollection<string> Families { get; init; } = [];

    /// <summary>Only prompts that exercise one of these sections; empty for all.</summary>
    public IReadOnlyCollection<string> Sections { get; init; } = [];

    /// <summary>Most answers of a task, 2 to 9. Default 4.</summary>
    public int Answers { get; init; } = 4;

    /// <summary>Most tasks, 1 to 20,000. Default 100.</summary>
    public int Tasks { get; init; } = 100;

    /// <summary>Seed of the choice. Default 1.</summary>
    public long Seed { get; init; } = 1;
}

/// <summary>What a selection gives.</summary>
/// <param name="Tasks">The tasks, in the order of the prompts.</param>
/// <param name="Prompts">Prompts that fit the selection.</param>
/// <param name="TooFewAnswers">Of them, those with fewer than two different answers.</param>
/// <param name="OverLimit">Of them, those that were not drawn.</param>
public sealed record PickedTasks(IReadOnlyList<NewTask> Tasks, int Prompts, int TooFewAnswers, int OverLimit);

/// <summary>Chooses tasks from prompts and answers: the same seed gives the same tasks.</summary>
public static class TaskPicker
{
    /// <summary>Draws prompts, and for each of them answers with different texts, one of each draw in turn.</summary>
    /// <param name="prompts">The prompts.</param>
    /// <param name="draws">The answers: one list a draw (a model with its sampler).</param>
    /// <param name="selection">What is wanted.</param>
    public static PickedTasks Pick(IReadOnlyList<Prompt> prompts, IReadOnlyList<IReadOnlyList<Response>> draws, TaskSelection selection)
    {
        var fitting = prompts.Where(p => Fits(p, selection)).DistinctBy(p => p.Id).ToList();
        var byDraw = draws.Select(d => d.ToLookup(r => r.PromptId)).ToList();
        var candidates = new List<(int Place, TaskContent Content)>();
        foreach (var (place, prompt) in fitting.Index())
        {
            var answers = Answers(prompt.Id, byDraw, selection);
            if (answers.Count >= TaskContent.FewestAnswers)
            {
                candidates.Add((place, new TaskContent(prompt, answers)));
            }
        }

        var tooFew = fitting.Count - candidates.Count;
        var over = Math.Max(0, candidates.Count - selection.Tasks);
        SeededRandom.For(selection.Seed, "tasks").Shuffle(candidates);
        return new PickedTasks([.. candidates.Take(selection.Tasks).OrderBy(c => c.Place).Select(c => new NewTask(c.Content))], fitting.Count, tooFew, over);
    }

    private static bool Fits(Prompt prompt, TaskSelection selection) =>
        (selection.Split is null || prompt.Split == selection.Split)
        && (selection.Families.Count == 0 || selection.Families.Contains(prompt.Family))
        && (selection.Sections.Count == 0 || prompt.Sections.Any(selection.Sections.Contains));

    private static List<Response> Answers(string promptId, List<ILookup<string, Response>> draws, TaskSelection selection)
    {
        var (chosen, texts) = (new List<Response>(), new HashSet<string>(StringComparer.Ordinal));
        var queues = new List<Queue<Response>>();
        foreach (var (i, draw) in draws.Index())
        {
            var answers = draw[promptId].Where(r => !string.IsNullOrWhiteSpace(r.Text)).DistinctBy(r => r.Text).ToList();
            SeededRandom.For(selection.Seed, "answers", promptId, i.ToString()).Shuffle(answers);
            queues.Add(new Queue<Response>(answers));
        }

        while (chosen.Count < selection.Answers && queues.Exists(q => q.Count > 0))
        {
            foreach (var queue in queues)
            {
                // A text that another draw gave already makes room for this draw's next.
                while (queue.TryDequeue(out var answer))
                {
                    if (texts.Add(answer.Text))
                    {
                        chosen.Add(answer);
                        break;
                    }
                }

                if (chosen.Count == selection.Answers)
                {
                    break;
                }
            }
        }

        return chosen;
    }
}
