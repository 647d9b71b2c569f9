using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Demo;

/// <summary>Fills the demonstration's workbench through the services that real use goes through: an admin, three annotators that are programs, a campaign, labels, gold, notes.</summary>
public static class DemoContent
{
    /// <summary>Tasks of the spec's examples at most; of them every eighth is gold.</summary>
    private const int MostTasks = 40;

    private const int GoldEvery = 8;
    private const int MostOfWorkspace = 24;
    private const int FewestOfWorkspace = 6;
    private const string Tab = "demo";
    private const string Admin = "admin";

    /// <summary>Fills an empty workbench; one that it filled before stays as it is.</summary>
    /// <param name="services">The server's services.</param>
    /// <param name="spec">The spec that is labeled under; its graded examples become tasks.</param>
    /// <param name="seed">Seed of the noisy annotator and of what is left open.</param>
    /// <param name="cancellationToken">Stops; what is there by then stays.</param>
    /// <exception cref="InputException">The workbench is in real use: without sign-in everyone on this machine would be its admin.</exception>
    public static async Task FillAsync(IServiceProvider services, SpecFiles spec, long seed = 1, CancellationToken cancellationToken = default)
    {
        var database = services.GetRequiredService<WorkbenchDatabase>();
        var own = IdOf(Admin, seed);
        if (await database.ReadAsync(async c => await c.Users.AnyAsync(cancellationToken) && !await c.Users.AnyAsync(p => p.Id == own, cancellationToken)))
        {
            throw new InputException($"{database.Place} has people of its own, and the demonstration has no sign-in; leave --demo out, or name another --workspace");
        }

        if (await database.ReadAsync(c => c.Campaigns.AnyAsync(cancellationToken)))
        {
            return;
        }

        var admin = await PersonAsync(services, Admin, PersonRole.Admin, seed);
        var annotators = new List<Who>();
        foreach (var number in Enumerable.Range(1, 3))
        {
            annotators.Add(await PersonAsync(services, $"annotator-{number}", PersonRole.Labeler, seed));
        }

        var tasks = DemoTasks.OfSpec(spec.Document).Take(MostTasks).ToList();
        await CampaignAsync(services, spec, "Demo: the spec's examples · 演示：规范示例", DemoWords.Examples, tasks, GoldEvery, admin, annotators, seed, cancellationToken);
        var source = services.GetRequiredService<WorkspaceSource>();
        var stock = await source.StockAsync(cancellationToken);
        var picked = await source.PickAsync([.. stock.Draws.Select(d => d.Key)], new TaskSelection { Tasks = 4 * MostOfWorkspace, Answers = 4, Seed = seed }, cancellationToken);
        var answered = DemoTasks.OfChecks(spec, picked.Tasks.Select(t => t.Content)).Take(MostOfWorkspace).ToList();
        if (answered.Count >= FewestOfWorkspace)
        {
            await CampaignAsync(services, spec, "Demo: the workspace's answers · 演示：工作区回答", DemoWords.Checks, answered, 0, admin, annotators, seed, cancellationToken);
        }
    }

    private static async Task CampaignAsync(
        IServiceProvider services, SpecFiles spec, string name, string instructions, IReadOnlyList<DemoTask> tasks, int goldEvery, Who admin, IReadOnlyList<Who> annotators, long seed, CancellationToken stop)
    {
        var campaigns = services.GetRequiredService<CampaignWriter>();
        var settings = new CampaignSettings { Instructions = instructions, Overlap = new Overlap { Fewest = 3, Most = 3 }, GoldShare = goldEvery > 0 ? 0.1 : 0, RepeatShare = 0 };
        var campaign = await campaigns.CreateAsync(name, spec, settings, admin.Id, stop);
        await campaigns.AddTasksAsync(campaign, [.. tasks.Index().Select(t => NewTaskOf(t.Item, goldEvery > 0 && t.Index % goldEvery == goldEvery - 1))], admin.Id, stop);
        await campaigns.SetStateAsync(campaign, CampaignState.Running, admin.Id, stop);
        var members = services.GetRequiredService<CampaignMembers>();
        foreach (var annotator in annotators)
        {
            await members.AddAsync(campaign, annotator.Handle, admin.Id, stop);
        }

        var byId = tasks.ToDictionary(t => t.Content.Prompt.Id);
        foreach (var (i, annotator) in annotators.Index())
        {
            // Each leaves some tasks open, so that there is something to do.
            await LabelAsync(services, campaign, annotator, i, byId, tasks.Count - 6 - (2 * i), seed, stop);
        }

        await NotesAsync(services, campaign, tasks, admin, annotators, stop);
    }

    private static async Task LabelAsync(
        IServiceProvider services, string campaign, Who who, int habit, Dictionary<string, DemoTask> tasks, int count, long seed, CancellationToken stop)
    {
        var (assigner, submissions, skips) = (services.GetRequiredService<Assigner>(), services.GetRequiredService<Submissions>(), services.GetRequiredService<Skips>());
        for (var done = 0; done < count; done++)
        {
            if ((await assigner.NextAsync(campaign, who, Tab, null, stop)).Task is not { } given)
            {
                return;
            }

            var task = tasks[given.Content.Prompt.Id];
            var random = SeededRandom.For(seed, "demonstration", who.Handle, given.Content.Prompt.Id);
            if (habit == 1 && random.NextInt(20) == 0)
            {
                await skips.SkipAsync(campaign, who, given.Assignment, "unclear", null, stop);
                continue;
            }

            var content = habit switch
            {
                0 => DemoAnnotator.FollowsSpec(task),
                1 => DemoAnnotator.PrefersBrevity(task),
                _ => DemoAnnotator.Noisy(task, random),
            };
            content = habit == 0 && done % 15 == 7 ? content with { Unclear = new SectionDoubt(task.Section, "The section does not say whether this holds when the developer asks for the opposite.") } : content;
            var answer = await submissions.SubmitAsync(campaign, who, given.Assignment, new Submission($"demo-{given.Assignment}", Tab, content, 12_000 + random.NextInt(45_000)), stop);
            if (answer.Done is null)
            {
                throw new InvalidOperationException($"the demonstration's label of task {given.Number} was not taken: {answer.Refusal} {string.Join("; ", answer.Problems.Select(p => p.Text.En))}");
            }
        }
    }

    private static async Task NotesAsync(IServiceProvider services, string campaign, IReadOnlyList<DemoTask> tasks, Who admin, IReadOnlyList<Who> annotators, CancellationToken stop)
    {
        if (tasks.Count == 0)
        {
            return;
        }

        var (notes, section) = (services.GetRequiredService<SectionNotes>(), tasks[0].Section);
        await notes.WriteAsync(campaign, section, null, "Does an answer that is right but too long break this section, or is it only worse?", annotators[1], stop);
        if ((await notes.OfAsync(campaign, section)).FirstOrDefault(n => n.Note.Kind == SectionNotes.Comment) is { } first)
        {
            await notes.WriteAsync(campaign, section, first.Note.Id, "Only worse: rank it lower and name no breach.", admin, stop);
        }
    }

    private static NewTask NewTaskOf(DemoTask task, bool isGold) => isGold
        ? new NewTask(task.Content) { Purpose = TaskPurpose.Gold, Known = new KnownAnswer(task.Tiers, task.Section, string.Join("; ", task.Why.Where(w => w.Length > 0))) }
        : new NewTask(task.Content);

    private static string IdOf(string handle, long seed) => ContentHash.Of("demonstration", seed.ToString(CultureInfo.InvariantCulture), handle);

    // Ids from the seed, so that the order of answers and the noise are the same each time.
    private static async Task<Who> PersonAsync(IServiceProvider services, string handle, PersonRole role, long seed)
    {
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var person = new Person
        {
            Id = IdOf(handle, seed),
            UserName = handle,
            Handle = handle,
            DisplayName = handle,
            Role = role,
            CreatedAt = services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds(),
        };
        if (await people.FindByIdAsync(person.Id) is null && await people.CreateAsync(person) is { Succeeded: false } failed)
        {
            throw new InvalidOperationException($"the demonstration's '{handle}' could not be made: {string.Join("; ", failed.Errors.Select(e => e.Description))}");
        }

        return new Who(person.Id, handle, handle, role);
    }
}
