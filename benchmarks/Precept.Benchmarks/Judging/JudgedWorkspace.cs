using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Benchmarks.Judging;

/// <summary>A workspace with as many pairs of answers to be judged as are asked for, and a check of what came of them.</summary>
internal sealed class JudgedWorkspace : IDisposable
{
    private const int Answers = 5;
    private const int Pairs = Answers * (Answers - 1) / 2;

    private HashSet<string> _expected = [];

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("precept-judgments-").FullName;

    /// <summary>The spec that is judged under.</summary>
    public static string Spec => Path.GetFullPath(Path.Combine("specs", "starter"));

    /// <summary>Writes prompts, each about one section, with five different answers each: ten pairs.</summary>
    public async Task FillAsync(int pairs)
    {
        var spec = SpecReader.Parse(File.ReadAllText(SpecReader.FileOf(Spec)), "spec.md");
        var sections = spec.Sections.Where(s => s.Kind != SectionKind.Objective).Select(s => s.Id).ToArray();
        var prompts = Enumerable.Range(0, (pairs + Pairs - 1) / Pairs)
            .Select(i => new Prompt([new Message(Role.User, $"Question {i}: how should I go about it when a neighbour asks me for the {i}th time to water the plants?")], [sections[i % sections.Length]]))
            .ToArray();
        var responses = prompts.SelectMany((p, i) => AnswersTo(p, i, Math.Min(pairs - i * Pairs, Pairs))).ToArray();
        using var workspace = WorkspaceFolder.Open(Folder);
        await workspace.AddPromptsAsync(prompts);
        await workspace.AddResponsesAsync(responses);
        _expected = [.. responses.GroupBy(r => r.PromptId).SelectMany(g => g.SelectMany((r, i) => g.Skip(i + 1).Select(other => KeyOf(g.Key, [r.Id, other.Id]))))];
    }

    /// <summary>A copy as it was filled.</summary>
    public JudgedWorkspace Copy()
    {
        var copy = new JudgedWorkspace { _expected = _expected };
        foreach (var file in Directory.GetFiles(Folder))
        {
            File.Copy(file, Path.Combine(copy.Folder, Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>How many judgments there are, how many lack, and how many are there twice.</summary>
    public async Task<string> StoreAsync()
    {
        using var workspace = WorkspaceFolder.Open(Folder);
        var judgments = await workspace.JudgmentsAsync();
        var keys = judgments.Select(j => KeyOf(j.PromptId, j.ResponseIds)).ToArray();
        var failed = judgments.Where(j => j.Outcome != Outcome.Judged).GroupBy(j => j.Outcome).Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}").ToArray();
        return $"{keys.Length:#,0} judgments{(failed.Length > 0 ? $" (of them {string.Join(", ", failed)})" : "")}, lost {_expected.Except(keys).Count():#,0}, twice {keys.Length - keys.Distinct().Count():#,0}";
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>As many answers as have that many pairs; where no number of answers has, the next larger one.</summary>
    private static IEnumerable<Response> AnswersTo(Prompt prompt, int number, int pairs)
    {
        var count = Enumerable.Range(2, Answers).First(n => n * (n - 1) / 2 >= pairs);
        return Enumerable.Range(0, count).Select(i => new Response(
            prompt.Id, "benchmark", Sampler.Greedy, i,
            $"Answer {i} to question {number}. {string.Concat(Enumerable.Repeat("Say kindly that you have done it often, and agree on a day. ", 3 + (number + 3 * i) % 7))}"));
    }

    private static string KeyOf(string prompt, IEnumerable<string> responses) => $"{prompt} {string.Join(' ', responses.Order(StringComparer.Ordinal))}";
}
