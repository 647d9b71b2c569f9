using System.Text;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Demo;

/// <summary>Prompts of the quickstart with the answers that its models gave (SFT, DPO, GRPO, drawn at temperature 1), for a demonstration without waiting for a training.</summary>
/// <remarks>
/// Made with <c>precept prompts build --per-family 2 --seed 3</c> and <c>precept sample</c> from the models of <c>precept quickstart</c>; prompts to which all gave the same answer are
/// left out, and equal answers stand once.
/// </remarks>
public static class QuickstartAnswers
{
    /// <summary>Reads them.</summary>
    public static IReadOnlyList<TaskContent> Read()
    {
        const string Name = "Precept.Workbench.Demo.quickstart-answers.jsonl";
        using var stream = typeof(QuickstartAnswers).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidOperationException($"the program lacks its resource {Name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WorkbenchJson.Read<TaskContent>)];
    }

    /// <summary>Puts them into a workspace that has no answers of its own; one that has stays as it is.</summary>
    public static async Task PutAsync(WorkspaceFolder workspace, CancellationToken cancellationToken = default)
    {
        if ((await workspace.DrawsAsync(cancellationToken)).Count > 0)
        {
            return;
        }

        var tasks = Read();
        await workspace.AddPromptsAsync(tasks.Select(t => t.Prompt), cancellationToken);
        await workspace.AddResponsesAsync(tasks.SelectMany(t => t.Answers), cancellationToken);
    }
}
