using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workbench.Labels;

namespace Precept.Workbench.Demo;

/// <summary>A task of the demonstration, with what an annotator who follows the spec would say of it.</summary>
/// <param name="Content">The task.</param>
/// <param name="Tiers">The ranking by the spec.</param>
/// <param name="Section">The section that decides.</param>
/// <param name="Why">Why each answer has its place, or empty.</param>
/// <param name="Breaks">For each answer the section that it breaks, or null.</param>
public sealed record DemoTask(TaskContent Content, IReadOnlyList<int> Tiers, string Section, IReadOnlyList<string> Why, IReadOnlyList<string?> Breaks);

/// <summary>Tasks for the demonstration.</summary>
public static class DemoTasks
{
    /// <summary>The graded examples of a spec: prompts with replies that its author graded. Replies from which text is left out are left out.</summary>
    public static IReadOnlyList<DemoTask> OfSpec(SpecDocument spec)
    {
        var tasks = new List<DemoTask>();
        foreach (var example in spec.Examples)
        {
            foreach (var comparison in example.Comparisons)
            {
                var replies = comparison.Replies.Where(r => !r.HasElision && r.Message.Recipient is null).DistinctBy(r => r.Message.Content).Take(TaskContent.MostAnswers).ToList();
                if (replies.Count >= TaskContent.FewestAnswers && comparison.Context.Count > 0 && replies.Select(r => r.Verdict).Distinct().Count() > 1)
                {
                    tasks.Add(Of(spec, example, comparison, replies));
                }
            }
        }

        return [.. tasks.DistinctBy(t => t.Content.Prompt.Id)];
    }

    /// <summary>Tasks of a workspace, ranked by the spec's checks; those that the checks do not tell apart are left out.</summary>
    public static IReadOnlyList<DemoTask> OfChecks(SpecFiles spec, IEnumerable<TaskContent> contents)
    {
        var judge = new CheckJudge(spec.Document, spec.Checks);
        var tasks = new List<DemoTask>();
        foreach (var content in contents.Where(c => c.Prompt.Sections.Count > 0 && c.Prompt.Sections.All(s => spec.Document.Find(s) is not null)))
        {
            var judgment = judge.Judge(content.Prompt, content.Answers);
            if (judgment.Outcome == Outcome.Judged && judgment.Ranks.Distinct().Count() > 1)
            {
                var tiers = judgment.Ranks.Order().Distinct().ToList();
                tasks.Add(new DemoTask(
                    content, [.. judgment.Ranks.Select(r => tiers.IndexOf(r))], content.Prompt.Sections[0], [.. content.Answers.Select(_ => "")], [.. judgment.Broken.Select(b => b.Count > 0 ? b[0] : null)]));
            }
        }

        return tasks;
    }

    private static DemoTask Of(SpecDocument spec, SpecExample example, Comparison comparison, List<GradedReply> replies)
    {
        var broken = replies.Select(r => r.BreaksSection is { } id && spec.Find(id) is not null ? id : null).ToList();
        var sections = broken.OfType<string>().Prepend(example.SectionId).Distinct().ToList();
        var prompt = new Prompt(comparison.Context, sections) { Family = example.SectionId, Source = $"spec:{spec.Version}:{comparison.Line}" };
        var grades = replies.Select(r => r.Verdict).Distinct().OrderDescending().ToList();
        return new DemoTask(
            new TaskContent(prompt, [.. replies.Select((r, i) => new Response(prompt.Id, $"spec:{spec.Version}", new Sampler(), i, r.Message.Content))]) { Sections = sections },
            [.. replies.Select(r => grades.IndexOf(r.Verdict))],
            broken.OfType<string>().FirstOrDefault() ?? example.SectionId,
            [.. replies.Select(r => r.Why ?? "")],
            [.. replies.Select((r, i) => broken[i] ?? (r.Verdict == Verdict.Bad ? example.SectionId : null))]);
    }
}
