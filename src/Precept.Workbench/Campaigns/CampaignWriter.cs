using Microsoft.EntityFrameworkCore;
using Precept.Prompts;
using Precept.Spec;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Campaigns;

/// <summary>A task to be added to a campaign.</summary>
/// <param name="Content">What it shows.</param>
public sealed record NewTask(TaskContent Content)
{
    /// <summary>Why it is there.</summary>
    public TaskPurpose Purpose { get; init; }

    /// <summary>The known answer of gold and qualification tasks.</summary>
    public KnownAnswer? Known { get; init; }

    /// <summary>Higher is given out first. Default 0.</summary>
    public double Priority { get; init; }
}

/// <summary>Makes campaigns and their tasks.</summary>
public sealed class CampaignWriter(WorkbenchDatabase database, EventLog events, SpecLibrary specs, TimeProvider clock)
{
    /// <summary>Most tasks that one call adds.</summary>
    public const int MostTasks = 20_000;

    /// <summary>Makes a campaign, in preparation; its maker is a member.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="InputException">The name or a setting cannot be used.</exception>
    public async Task<string> CreateAsync(string name, SpecFiles spec, CampaignSettings settings, string personId, CancellationToken cancellationToken = default)
    {
        if (name.Trim().Length is 0 or > 200)
        {
            throw new InputException("a campaign's name has 1 to 200 characters");
        }

        Require(settings, spec.Document);
        var id = Ids.New(clock);
        return await database.WriteAsync(
            async context =>
            {
                var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
                context.Campaigns.Add(new CampaignRow
                {
                    Id = id,
                    Name = name.Trim(),
                    State = CampaignState.Draft,
                    SpecTextId = await SpecTexts.KeepAsync(context, spec, now, cancellationToken),
                    Settings = WorkbenchJson.Of(settings),
                    CreatedBy = personId,
                    CreatedAt = now,
                });
                context.Members.Add(new MemberRow { CampaignId = id, PersonId = personId, AddedAt = now });
                await events.AppendAsync(context, id, EventKinds.CampaignChanged, id, personId, new { name = name.Trim(), state = CampaignState.Draft, spec = spec.Hash, settings }, cancellationToken);
                return id;
            },
            cancellationToken);
    }

    /// <summary>Changes where a campaign stands.</summary>
    public Task SetStateAsync(string campaignId, CampaignState state, string personId, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            var campaign = await context.Campaigns.FirstAsync(c => c.Id == campaignId, cancellationToken);
            campaign.State = state;
            await events.AppendAsync(context, campaignId, EventKinds.CampaignChanged, campaignId, personId, new { state }, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Changes a campaign's name and settings; tasks that are not full follow the new overlap.</summary>
    /// <exception cref="InputException">The name or a setting cannot be used.</exception>
    public async Task ChangeAsync(string campaignId, string name, CampaignSettings settings, string personId, CancellationToken cancellationToken = default)
    {
        if (name.Trim().Length is 0 or > 200)
        {
            throw new InputException("a campaign's name has 1 to 200 characters");
        }

        Require(settings, (await specs.OfCampaignAsync(campaignId)).Document);
        await database.WriteAsync(
            async context =>
            {
                var campaign = await context.Campaigns.FirstAsync(c => c.Id == campaignId, cancellationToken);
                var before = WorkbenchJson.Read<CampaignSettings>(campaign.Settings);
                (campaign.Name, campaign.Settings) = (name.Trim(), WorkbenchJson.Of(settings));
                if (before.Overlap != settings.Overlap)
                {
                    // A task keeps the places that are taken; beyond them it has at least the fewest and at most the most.
                    var (fewest, most) = (settings.Overlap.Fewest, settings.Overlap.Most);
                    var open = context.Tasks.Where(t => t.CampaignId == campaignId && (t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel)
                        && !context.Tasks.Any(x => x.FirstTaskId == t.Id && x.Purpose == TaskPurpose.Relabel));
                    await open.Where(t => t.Wanted < fewest).ExecuteUpdateAsync(t => t.SetProperty(x => x.Wanted, fewest), cancellationToken);
                    await open.Where(t => t.Wanted > most).ExecuteUpdateAsync(t => t.SetProperty(x => x.Wanted, x => x.Taken > most ? x.Taken : most), cancellationToken);
                }

                await events.AppendAsync(context, campaignId, EventKinds.CampaignChanged, campaignId, personId, new { name = name.Trim(), settings }, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Takes a task out of the queue, or puts it back; who has it may go on.</summary>
    /// <returns>Whether the campaign has such a task.</returns>
    public Task<bool> HoldAsync(string campaignId, string taskId, bool isHeld, string personId, CancellationToken cancellationToken = default) => database.WriteAsync(
        async context =>
        {
            var task = await database.LockTaskAsync(context, taskId, cancellationToken);
            if (task is null || task.CampaignId != campaignId)
            {
                return false;
            }

            task.IsHeld = isHeld;
            await events.AppendAsync(context, campaignId, isHeld ? EventKinds.TaskHeld : EventKinds.TaskReleased, taskId, personId, new { }, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Adds tasks; the same prompt with the same answers again is left out.</summary>
    /// <returns>How many were added.</returns>
    /// <exception cref="InputException">A task has too few or too many answers, or names a section that the spec does not have.</exception>
    public async Task<int> AddTasksAsync(string campaignId, IReadOnlyList<NewTask> tasks, string personId, CancellationToken cancellationToken = default)
    {
        if (tasks.Count > MostTasks)
        {
            throw new InputException($"{tasks.Count} tasks at once; at most {MostTasks}");
        }

        if (tasks.Count == 0)
        {
            return 0;
        }

        var spec = await specs.OfCampaignAsync(campaignId);
        var checkedTasks = tasks.Select(t => t with { Content = Checked(t.Content, spec) }).ToList();
        return await database.WriteAsync(
            async context =>
            {
                var campaign = await context.Campaigns.FirstAsync(c => c.Id == campaignId, cancellationToken);
                var settings = WorkbenchJson.Read<CampaignSettings>(campaign.Settings);
                var known = (await context.Tasks.Where(t => t.CampaignId == campaignId).Select(t => t.Id).ToListAsync(cancellationToken)).ToHashSet();
                var number = await context.Tasks.Where(t => t.CampaignId == campaignId).MaxAsync(t => (int?)t.Number, cancellationToken) ?? 0;
                var added = 0;
                foreach (var task in checkedTasks)
                {
                    var id = IdOf(campaignId, task);
                    if (known.Add(id))
                    {
                        added++;
                        context.Tasks.Add(RowOf(id, campaignId, ++number, task, settings));
                    }
                }

                await events.AppendAsync(context, campaignId, EventKinds.TasksAdded, campaignId, personId, new { added, of = tasks.Count }, cancellationToken);
                return added;
            },
            cancellationToken);
    }

    /// <summary>Checks tasks against a spec before a campaign is made of both.</summary>
    /// <exception cref="InputException">As in <see cref="AddTasksAsync"/>.</exception>
    public static void Check(IReadOnlyList<NewTask> tasks, SpecFiles spec)
    {
        using var read = new CampaignSpec(spec.Hash, spec);
        foreach (var task in tasks)
        {
            Checked(task.Content, read);
        }
    }

    /// <summary>A task's id: the hash of campaign, purpose, prompt and answers.</summary>
    public static string IdOf(string campaignId, NewTask task) =>
        ContentHash.Of([campaignId, task.Purpose.ToString(), task.Content.Prompt.Id, .. task.Content.Answers.Select(a => a.Id)]);

    private static TaskRow RowOf(string id, string campaignId, int number, NewTask task, CampaignSettings settings) => new()
    {
        Id = id,
        CampaignId = campaignId,
        Number = number,
        Purpose = task.Purpose,
        Content = WorkbenchJson.Of(task.Content),
        PromptId = task.Content.Prompt.Id,
        Language = TextLanguage.Of(task.Content.Prompt.Messages.Where(m => m.Role == Role.User).Select(m => m.Content)),
        Sections = TaskSections.Column(task.Content),
        Harms = task.Content.Harms.Count > 0 ? "," + string.Join(',', task.Content.Harms) + "," : "",
        Known = task.Known is null ? null : WorkbenchJson.Of(task.Known),
        Priority = task.Priority,
        // Gold and qualification tasks are for everyone.
        Wanted = task.Purpose is TaskPurpose.Gold or TaskPurpose.Qualification ? int.MaxValue : settings.Overlap.Fewest,
        Taken = 0,
        Labeled = 0,
    };

    private static TaskContent Checked(TaskContent content, CampaignSpec spec)
    {
        var where = content.Prompt.Source.Length > 0 ? content.Prompt.Source : $"prompt {content.Prompt.Id}";
        if (content.Answers.Count is < TaskContent.FewestAnswers or > TaskContent.MostAnswers)
        {
            throw new InputException($"{where}: {content.Answers.Count} {(content.Answers.Count == 1 ? "answer" : "answers")}; a task has {TaskContent.FewestAnswers} to {TaskContent.MostAnswers}");
        }

        if (content.Answers.FirstOrDefault(a => a.PromptId != content.Prompt.Id) is { } stray)
        {
            throw new InputException($"{where}: response {stray.Id} is an answer to prompt {stray.PromptId}, not to this one");
        }

        if (content.Answers.DistinctBy(a => a.Text).Count() != content.Answers.Count)
        {
            throw new InputException($"{where}: two answers have the same text; a task asks about different ones");
        }

        if (content.Harms.Except(HarmCategories.All).FirstOrDefault() is { } harm)
        {
            throw new InputException($"{where}: '{harm}' is no category of harm ({string.Join(", ", HarmCategories.All)})");
        }

        if (content.Sections.FirstOrDefault(s => spec.Document.Find(s) is null) is { } section)
        {
            throw new InputException($"{where}: the spec {spec.Document.Version} has no section '{section}'");
        }

        return content.Sections.Count > 0 ? content : content with { Sections = spec.SectionsOf(content.Prompt) };
    }

    private static void Require(CampaignSettings settings, SpecDocument spec)
    {
        var problems = settings.Problems();
        if (settings.Precedence.Length > 0 && spec.Find(settings.Precedence) is null)
        {
            problems = [.. problems, $"the spec {spec.Version} has no section '{settings.Precedence}' to take precedence"];
        }

        if (problems.Count > 0)
        {
            throw new InputException(string.Join("; ", problems));
        }
    }
}

/// <summary>Guesses the language of a text, as far as the workbench tells languages apart.</summary>
public static class TextLanguage
{
    /// <summary><c>zh</c> where at least a fifth of the letters are Han characters, else <c>en</c>; empty where there are no letters.</summary>
    public static string Of(IEnumerable<string> texts)
    {
        var (han, letters) = (0, 0);
        foreach (var rune in texts.SelectMany(t => t.EnumerateRunes()).Where(System.Text.Rune.IsLetter))
        {
            letters++;
            han += rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) ? 1 : 0;
        }

        return letters == 0 ? "" : han * 5 >= letters ? "zh" : "en";
    }
}
