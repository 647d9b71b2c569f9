using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workbench.Labels;

namespace Precept.Workbench.Quality;

/// <summary>A task whose answer a spec gives: one of its graded examples.</summary>
/// <param name="Section">The section that the example stands in.</param>
/// <param name="Content">What people are shown: the conversation and the replies, without their grades.</param>
/// <param name="Known">The grades as tiers, with the spec's reasons.</param>
public sealed record SpecItem(string Section, TaskContent Content, KnownAnswer Known);

/// <summary>Makes tasks with known answers from the graded examples of a spec.</summary>
/// <remarks>
/// A comparison gives a task where at least two different replies are left that the spec grades differently. Left out are replies from which text is left out (<c>[...]</c>), replies whose grade holds
/// under a condition only, and texts that stand there twice with different grades: of those nobody can know the right answer.
/// </remarks>
public static class SpecItems
{
    /// <summary>The model's id of answers that the spec itself gives.</summary>
    public const string Model = "spec";

    private const int Start = 60;

    /// <summary>All tasks that a spec gives, in reading order.</summary>
    public static IReadOnlyList<SpecItem> Of(SpecDocument spec) =>
    [
        .. from section in spec.Sections
           from example in section.Examples
           from comparison in example.Comparisons
           let item = ItemOf(spec, section.Id, comparison)
           where item is not null
           select item,
    ];

    /// <summary>Draws some of them, from each section as many as from the others while it has more.</summary>
    /// <param name="items">What is drawn from.</param>
    /// <param name="count">How many are wanted; fewer come back where there are no more.</param>
    /// <param name="seed">The same items and seed give the same draw.</param>
    public static IReadOnlyList<SpecItem> Draw(IReadOnlyList<SpecItem> items, int count, long seed)
    {
        var random = SeededRandom.For(seed, "spec-items");
        Queue<SpecItem>[] sections = [.. items.GroupBy(i => i.Section).Select(g =>
        {
            SpecItem[] own = [.. g];
            random.Shuffle(own);
            return new Queue<SpecItem>(own);
        })];
        random.Shuffle(sections);
        var drawn = new List<SpecItem>();
        while (drawn.Count < count && sections.Any(s => s.Count > 0))
        {
            foreach (var section in sections.Where(s => s.Count > 0).Take(count - drawn.Count))
            {
                drawn.Add(section.Dequeue());
            }
        }

        return drawn;
    }

    private static SpecItem? ItemOf(SpecDocument spec, string section, Comparison comparison)
    {
        GradedReply[] replies =
        [
            .. comparison.Replies.Where(r => !r.HasElision && r.Condition is null && !string.IsNullOrWhiteSpace(r.Message.Content))
                .GroupBy(r => r.Message.Content).Where(g => g.Select(r => r.Verdict).Distinct().Count() == 1).Select(g => g.First()).Take(TaskContent.MostAnswers),
        ];
        Verdict[] grades = [.. replies.Select(r => r.Verdict).Distinct().OrderDescending()];
        if (grades.Length < 2)
        {
            return null;
        }

        string[] broken = [.. replies.Where(r => r.Verdict == grades[^1]).Concat(replies).Select(r => r.BreaksSection).OfType<string>().Where(id => spec.Find(id) is not null).Distinct()];
        var prompt = new Prompt(comparison.Context, [.. broken.Append(section).Distinct()]) { Source = $"spec:{spec.Version}:{comparison.Line}" };
        return new SpecItem(
            section,
            new TaskContent(prompt, [.. replies.Select((r, i) => new Response(prompt.Id, Model, Sampler.Greedy, i, r.Message.Content))]),
            new KnownAnswer([.. replies.Select(r => Array.IndexOf(grades, r.Verdict))], broken.FirstOrDefault() ?? section, string.Join('\n', replies.Select(Reason))));
    }

    // A line for each reply: its grade, how it begins, and the spec's reason where it gives one.
    private static string Reason(GradedReply reply)
    {
        var grade = reply.Verdict.ToString().ToUpperInvariant();
        return $"{grade}{(reply.BreaksSection is { } section ? $"[#{section}]" : "")} “{StartOf(reply.Message.Content)}”{(reply.Why is { Length: > 0 } why ? ": " + why : "")}";
    }

    private static string StartOf(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var cut = line.Length <= Start ? line.Length : char.IsHighSurrogate(line[Start - 1]) ? Start - 1 : Start;
        return cut < line.Length ? line[..cut] + "…" : line;
    }
}
