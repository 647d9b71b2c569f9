using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Workbench.Campaigns;

/// <summary>A spec that a new campaign can be labeled under.</summary>
/// <param name="Key">What forms name it by: a hash, or <see cref="WorkspaceSource.OptionsSpec"/>.</param>
/// <param name="Version">Its version.</param>
/// <param name="Place">Where it was read from.</param>
public sealed record SpecChoice(string Key, string Version, string Place);

/// <summary>A draw of answers to choose.</summary>
/// <param name="Key">What forms name it by.</param>
/// <param name="Draw">The draw.</param>
public sealed record DrawChoice(string Key, ResponseDraw Draw);

/// <summary>What a workspace has for campaigns.</summary>
/// <param name="Specs">Specs, the newest first.</param>
/// <param name="Draws">Draws of answers.</param>
/// <param name="Families">Families of prompts with how many prompts each has.</param>
/// <param name="Sections">Sections that prompts exercise with how many prompts each has.</param>
/// <param name="Splits">Splits with how many prompts each has.</param>
public sealed record WorkspaceStock(
    IReadOnlyList<SpecChoice> Specs, IReadOnlyList<DrawChoice> Draws, IReadOnlyList<(string Name, int Prompts)> Families, IReadOnlyList<(string Name, int Prompts)> Sections,
    IReadOnlyList<(Split Split, int Prompts)> Splits);

/// <summary>Reads prompts, answers and specs for campaigns from the workspace that is served.</summary>
public sealed class WorkspaceSource(WorkbenchOptions options)
{
    /// <summary>The key of the spec that the server was started with.</summary>
    public const string OptionsSpec = "served";

    /// <summary>What there is to choose from.</summary>
    public async Task<WorkspaceStock> StockAsync(CancellationToken cancellationToken = default)
    {
        using var workspace = Open();
        var prompts = await workspace.PromptsAsync(cancellationToken: cancellationToken);
        var draws = await workspace.DrawsAsync(cancellationToken);
        return new WorkspaceStock(
            await SpecsAsync(workspace, cancellationToken),
            [.. draws.Select(d => new DrawChoice(KeyOf(d), d))],
            [.. prompts.CountBy(p => p.Family).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value))],
            [.. prompts.SelectMany(p => p.Sections.Distinct()).CountBy(s => s).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value))],
            [.. prompts.CountBy(p => p.Split).OrderBy(s => s.Key).Select(s => (s.Key, s.Value))]);
    }

    /// <summary>The specs that there are.</summary>
    public async Task<IReadOnlyList<SpecChoice>> SpecsAsync(CancellationToken cancellationToken = default)
    {
        using var workspace = Open();
        return await SpecsAsync(workspace, cancellationToken);
    }

    /// <summary>A spec by its key.</summary>
    /// <exception cref="InputException">There is none, or it cannot be read.</exception>
    public async Task<SpecFiles> SpecAsync(string key, CancellationToken cancellationToken = default)
    {
        if (key == OptionsSpec && options.Spec is { } path)
        {
            return SpecFiles.Read(path);
        }

        using var workspace = Open();
        return await workspace.FindSpecAsync(key, cancellationToken) ?? throw new InputException($"the workspace has no spec '{key}'; keep it with `precept spec add PATH`");
    }

    /// <summary>Picks tasks from the workspace.</summary>
    /// <param name="draws">Keys of the draws whose answers are used.</param>
    /// <param name="selection">What is wanted.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<PickedTasks> PickAsync(IReadOnlyCollection<string> draws, TaskSelection selection, CancellationToken cancellationToken = default)
    {
        using var workspace = Open();
        var prompts = await workspace.PromptsAsync(selection.Split, cancellationToken: cancellationToken);
        var answers = new List<IReadOnlyList<Response>>();
        foreach (var draw in (await workspace.DrawsAsync(cancellationToken)).Where(d => draws.Contains(KeyOf(d))))
        {
            answers.Add(await workspace.ResponsesAsync(draw.Model, draw.Sampler, cancellationToken: cancellationToken));
        }

        return TaskPicker.Pick(prompts, answers, selection);
    }

    /// <summary>What model judges said of answers, for the queue of disagreement.</summary>
    public async Task<IReadOnlyList<Judging.Judgment>> ModelJudgmentsAsync(CancellationToken cancellationToken = default)
    {
        using var workspace = Open();
        return [.. (await workspace.JudgmentsAsync(cancellationToken: cancellationToken)).Where(j => Judging.JudgeKinds.Of(j.Judge) == Judging.JudgeKind.Model)];
    }

    private static string KeyOf(ResponseDraw draw) => ContentHash.Of(draw.Model, draw.Sampler);

    private WorkspaceFolder Open() => WorkspaceFolder.Open(options.Workspace, options.Clock);

    private async Task<IReadOnlyList<SpecChoice>> SpecsAsync(WorkspaceFolder workspace, CancellationToken cancellationToken)
    {
        var kept = (await workspace.SpecVersionsAsync(cancellationToken)).Where(v => v.SourceHash is not null).OrderByDescending(v => v.SavedAt)
            .Select(v => new SpecChoice(v.SourceHash!, v.Version, v.Path));
        return options.Spec is { } path ? [new SpecChoice(OptionsSpec, SpecFiles.Read(path).Document.Version, path), .. kept] : [.. kept];
    }
}
