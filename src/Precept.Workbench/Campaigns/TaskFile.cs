using System.Text;
using System.Text.Json;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workbench.Labels;

namespace Precept.Workbench.Campaigns;

/// <summary>Reads tasks as JSON Lines: a prompt with its answers, one task a line (docs/workbench/campaigns.md).</summary>
public static class TaskFile
{
    private const int MaxDepth = 8;
    private const int LongestAnswer = 200_000;
    private const int LongestModel = 200;

    private static readonly HashSet<string> Keys = ["prompt", "messages", "answers", "sections", "harms", "family", "tags", "split", "source"];

    /// <summary>Reads tasks.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="name">The file's name, for errors.</param>
    /// <exception cref="InputException">A line is no task; the message has the line.</exception>
    public static IReadOnlyList<NewTask> Read(TextReader text, string name)
    {
        var tasks = new List<NewTask>();
        for (var line = 1; ReadLine(text, name, line) is { } json; line++)
        {
            if (string.IsNullOrWhiteSpace(json))
            {
                continue;
            }

            if (tasks.Count == CampaignWriter.MostTasks)
            {
                throw new InputException(name, line, $"more than {CampaignWriter.MostTasks} tasks; split the file");
            }

            tasks.Add(One(json, name, line));
        }

        return tasks;
    }

    /// <summary>Reads one task from its object.</summary>
    public static NewTask One(JsonElement json, string name, int line)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new InputException(name, line, $"expected a JSON object, not {JsonLines.Kind(json)}");
        }

        if (json.EnumerateObject().Select(p => p.Name).FirstOrDefault(k => !Keys.Contains(k)) is { } unknown)
        {
            throw new InputException(name, line, $"'{unknown}' is not known in a task ({string.Join(", ", Keys)})");
        }

        var prompt = PromptFiles.One(json, name, line);
        if (!json.TryGetProperty("answers", out var list))
        {
            throw new InputException(name, line, "a task has 'answers', a list of 2 to 9");
        }

        var answers = JsonLines.Items(list, "'answers'", name, line).Take(TaskContent.MostAnswers + 1).Select((a, i) => Answer(a, prompt.Id, i, name, line)).ToList();
        if (answers.Count is < TaskContent.FewestAnswers or > TaskContent.MostAnswers)
        {
            throw new InputException(name, line, $"{(answers.Count > TaskContent.MostAnswers ? "more than 9 answers" : answers.Count == 1 ? "1 answer" : $"{answers.Count} answers")}; a task has 2 to 9");
        }

        return new NewTask(new TaskContent(prompt, answers)
        {
            Sections = prompt.Sections,
            Harms = json.TryGetProperty("harms", out var harms) ? [.. JsonLines.Items(harms, "'harms'", name, line).Select(h => JsonLines.Text(h, "an item of 'harms'", name, line))] : [],
        });
    }

    private static NewTask One(string text, string name, int line)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return One(document.RootElement, name, line);
        }
        catch (JsonException e)
        {
            throw new InputException(name, line, $"this line is not valid JSON (character {e.BytePositionInLine + 1}): {e.Message}");
        }
    }

    private static Response Answer(JsonElement json, string promptId, int index, string name, int line)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return Made(JsonLines.Text(json, "an answer", name, line), "imported");
        }

        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("text", out var text))
        {
            throw new InputException(name, line, "an answer is a text, or an object with 'text' and 'model'");
        }

        if (json.EnumerateObject().Select(p => p.Name).FirstOrDefault(k => k is not ("text" or "model")) is { } unknown)
        {
            throw new InputException(name, line, $"'{unknown}' is not known in an answer (text, model)");
        }

        return Made(JsonLines.Text(text, "an answer's text", name, line), json.TryGetProperty("model", out var model) ? JsonLines.Text(model, "an answer's model", name, line) : "imported");

        Response Made(string content, string from) => content.Length is 0 or > LongestAnswer
            ? throw new InputException(name, line, $"answer {index + 1} has {content.Length} characters; 1 to {LongestAnswer}")
            : from.Length is 0 or > LongestModel
                ? throw new InputException(name, line, $"the model of answer {index + 1} has {from.Length} characters; 1 to {LongestModel}")
                : new Response(promptId, from, new Sampler(), index, content);
    }

    // ReadLine would take a line of any length into memory.
    private static string? ReadLine(TextReader text, string name, int number)
    {
        var line = new StringBuilder();
        int c;
        while ((c = text.Read()) >= 0 && c != '\n')
        {
            line.Append((char)c);
            if (line.Length > JsonLines.MaxLine)
            {
                throw new InputException(name, number, $"the line has more than {JsonLines.MaxLine} characters");
            }
        }

        return c >= 0 || line.Length > 0 ? line.ToString() : null;
    }
}
