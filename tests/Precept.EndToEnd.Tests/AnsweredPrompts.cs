using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.EndToEnd.Tests;

/// <summary>Prompts with three different answers each, in the workspace of a test's folder: three pairs to be judged.</summary>
internal static class AnsweredPrompts
{
    private static readonly string[] Endings = ["", " Then tell them so.", " Then tell them so, kindly, and ask whether it helped."];

    /// <summary>Fills the workspace.</summary>
    /// <returns>The pairs, each the prompt's id and those of both responses in order.</returns>
    public static async Task<IReadOnlySet<string>> FillAsync(TestFolder folder, int prompts, CancellationToken cancellationToken)
    {
        var asked = Enumerable.Range(0, prompts).Select(i => new Prompt([new Message(Role.User, $"How do I mend chair {i}?")], ["follow_format"])).ToArray();
        var responses = asked.SelectMany((p, i) => Endings.Select((e, k) => new Response(p.Id, "writer", Sampler.Greedy, k, $"Glue leg {i} and wait a day.{e}"))).ToArray();
        using var workspace = WorkspaceFolder.Open(folder.File(".precept"));
        await workspace.AddPromptsAsync(asked, cancellationToken);
        await workspace.AddResponsesAsync(responses, cancellationToken);
        return responses.GroupBy(r => r.PromptId).SelectMany(g => g.SelectMany((r, i) => g.Skip(i + 1).Select(o => KeyOf(g.Key, [r.Id, o.Id])))).ToHashSet();
    }

    /// <summary>The pairs that have been judged, as many times as they were.</summary>
    public static async Task<IReadOnlyList<string>> JudgedAsync(TestFolder folder, CancellationToken cancellationToken)
    {
        using var workspace = WorkspaceFolder.Open(folder.File(".precept"));
        return [.. (await workspace.JudgmentsAsync(cancellationToken: cancellationToken)).Select(j => KeyOf(j.PromptId, j.ResponseIds))];
    }

    private static string KeyOf(string prompt, IEnumerable<string> responses) => $"{prompt} {string.Join(' ', responses.Order(StringComparer.Ordinal))}";
}
