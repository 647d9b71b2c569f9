using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workbench;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Benchmarks.Labeling;

/// <summary>A workbench's database with one running campaign and many people, made before the servers start.</summary>
internal static class LabelingWorkspace
{
    /// <summary>The password of all of them.</summary>
    public const string Password = "a password of the benchmark";

    /// <summary>The section that labels are decided on.</summary>
    public const string Section = "be_brief";

    private const string Spec =
        """
        # Be brief {#be_brief authority=guideline}

        The assistant says no more than is needed.

        """;

    /// <summary>The name of a person.</summary>
    public static string Person(int number) => $"annotator-{number}";

    /// <summary>Makes it.</summary>
    /// <returns>The campaign.</returns>
    public static async Task<string> MakeAsync(WorkbenchOptions options, int people, int tasks, int overlap)
    {
        await using var server = await WorkbenchServer.StartAsync(options with { Url = "http://127.0.0.1:0" });
        var made = new List<Person>();
        for (var i = 0; i < people; i++)
        {
            made.Add(await AddPersonAsync(server.Services, Person(i)));
        }

        var writer = server.Services.GetRequiredService<CampaignWriter>();
        var files = new SpecFiles("", "1.0.0", [new SpecFile("spec.md", Encoding.UTF8.GetBytes(Spec.ReplaceLineEndings("\n")))]);
        var settings = new CampaignSettings { GoldShare = 0, RepeatShare = 0, Overlap = new Overlap { Fewest = overlap, Most = overlap } };
        var campaign = await writer.CreateAsync("Load", files, settings, made[0].Id);
        await writer.AddTasksAsync(campaign, [.. Enumerable.Range(1, tasks).Select(n => new NewTask(Task(n)))], made[0].Id);
        var database = server.Services.GetRequiredService<WorkbenchDatabase>();
        await database.WriteAsync(async context =>
        {
            var members = await context.Members.Where(m => m.CampaignId == campaign).Select(m => m.PersonId).ToListAsync();
            context.Members.AddRange(made.Where(p => !members.Contains(p.Id)).Select(p => new MemberRow { CampaignId = campaign, PersonId = p.Id, AddedAt = 0 }));
            return true;
        });
        await writer.SetStateAsync(campaign, CampaignState.Running, made[0].Id);
        return campaign;
    }

    private static async Task<Person> AddPersonAsync(IServiceProvider services, string name)
    {
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var person = new Person { Id = Guid.NewGuid().ToString("N"), UserName = name, Handle = name, DisplayName = name, Role = PersonRole.Labeler, CreatedAt = 0 };
        var result = await people.CreateAsync(person, Password);
        return result.Succeeded ? person : throw new InvalidOperationException(string.Join("; ", result.Errors.Select(e => e.Description)));
    }

    private static TaskContent Task(int number)
    {
        var prompt = new Prompt([new Message(Role.User, $"Question {number}: what is {number} plus one?")], [Section]);
        string[] answers = [$"{number + 1}.", $"It is {number + 1}.", $"Well, if one adds one to {number}, the sum is **{number + 1}**, as is easily seen."];
        return new TaskContent(prompt, [.. answers.Select((text, i) => new Response(prompt.Id, "benchmark", new Sampler(), i, text))]);
    }
}
