using System.Globalization;
using Microsoft.AspNetCore.Http;
using Precept.Prompts;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Campaigns;

/// <summary>What the page for a new campaign, or for further tasks, sends.</summary>
public sealed record NewCampaignForm
{
    /// <summary>Longest text that the page keeps between preview and making, in characters.</summary>
    public const int LongestKept = 1 << 20;

    /// <summary>The campaign's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The spec's key (<see cref="SpecChoice"/>).</summary>
    public string Spec { get; init; } = "";

    /// <summary>Whether the tasks come as text instead of from the workspace.</summary>
    public bool IsText { get; init; }

    /// <summary>Keys of the draws whose answers are used.</summary>
    public IReadOnlyList<string> Draws { get; init; } = [];

    /// <summary>What is picked from the workspace.</summary>
    public TaskSelection Selection { get; init; } = new();

    /// <summary>Tasks as JSON Lines, pasted or of the uploaded file.</summary>
    public string Text { get; init; } = "";

    /// <summary>The uploaded file's name, for errors.</summary>
    public string FileName { get; init; } = "tasks.jsonl";

    /// <summary>Reads a form.</summary>
    /// <returns>The form, and what is wrong with it by field.</returns>
    public static async Task<(NewCampaignForm Form, IReadOnlyList<SettingProblem> Problems)> ReadAsync(HttpRequest request, bool needsName)
    {
        var fields = await request.ReadFormAsync();
        var problems = new List<SettingProblem>();
        var name = fields["name"].ToString().Trim();
        if (needsName && name.Length is 0 or > 200)
        {
            problems.Add(new SettingProblem("name", SettingWords.NotInBound));
        }

        var form = new NewCampaignForm
        {
            Name = name,
            Spec = fields["spec"].ToString(),
            IsText = fields["source"] == "text",
            Draws = Several("draw"),
            Selection = new TaskSelection
            {
                Split = Splits.TryParse(fields["split"], out var split) ? split : null,
                Families = Several("family"),
                Sections = Several("section"),
                Answers = Number("answers", 2, 9),
                Tasks = Number("tasks", 1, CampaignWriter.MostTasks),
                Seed = Number("seed", 0, int.MaxValue),
            },
            Text = fields["text"].ToString(),
        };
        if (!form.IsText && form.Draws.Count == 0)
        {
            problems.Add(new SettingProblem("draw", NewCampaignWords.NoDraw));
        }

        if (form.IsText && fields.Files["file"] is { Length: > 0 } file)
        {
            using var reader = new StreamReader(file.OpenReadStream());
            form = form with { Text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted), FileName = Path.GetFileName(file.FileName) is { Length: > 0 and < 200 } fileName ? fileName : "tasks.jsonl" };
        }

        if (form.IsText && string.IsNullOrWhiteSpace(form.Text))
        {
            problems.Add(new SettingProblem("text", NewCampaignWords.NoText));
        }

        return (form, problems);

        IReadOnlyList<string> Several(string key) => [.. fields[key].OfType<string>().Where(v => v.Length > 0)];

        int Number(string key, int least, int most)
        {
            // Fields of the other source are not shown, so they are not asked for.
            if (int.TryParse(fields[key], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            {
                return value;
            }

            if (fields["source"] != "text")
            {
                problems.Add(new SettingProblem(key, SettingWords.NotInBound));
            }

            return key == "answers" ? 4 : key == "tasks" ? 100 : 1;
        }
    }
}
