using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests;

/// <summary>A workbench over real HTTP on a free port, in a folder of its own, on SQLite; with people and campaigns for tests.</summary>
internal sealed partial class RunningWorkbench : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private RunningWorkbench(WorkbenchServer server, string folder, bool ownsFolder) => (Server, _folder, _ownsFolder) = (server, folder, ownsFolder);

    /// <summary>The password of all people of tests.</summary>
    public const string Password = "a long enough password";

    public WorkbenchServer Server { get; }

    public string Url => Server.Addresses[0];

    public string Folder => _folder;

    public WorkbenchDatabase Database => Server.Services.GetRequiredService<WorkbenchDatabase>();

    public CampaignWriter Campaigns => Server.Services.GetRequiredService<CampaignWriter>();

    /// <summary>Starts one.</summary>
    /// <param name="folder">A folder to use again, or null for a new one that is removed afterwards.</param>
    /// <param name="change">Changes the options.</param>
    public static async Task<RunningWorkbench> StartAsync(string? folder = null, Func<WorkbenchOptions, WorkbenchOptions>? change = null)
    {
        var place = folder ?? Directory.CreateTempSubdirectory("precept-workbench-").FullName;
        var options = new WorkbenchOptions { Workspace = place, Url = "http://127.0.0.1:0", PublicRequestsPerMinute = 100_000, PasswordIterations = 1000 };
        return new RunningWorkbench(await WorkbenchServer.StartAsync(change?.Invoke(options) ?? options), place, folder is null);
    }

    /// <summary>Makes a person who can sign in with <see cref="Password"/>.</summary>
    public async Task<Person> AddPersonAsync(string handle, PersonRole role = PersonRole.Labeler, string? campaign = null)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var person = new Person { Id = Guid.NewGuid().ToString("N"), UserName = handle, Handle = handle, DisplayName = handle, Role = role, CreatedAt = 0 };
        var made = await people.CreateAsync(person, Password);
        made.Succeeded.ShouldBeTrue(string.Join("; ", made.Errors.Select(e => e.Description)));
        if (campaign is not null)
        {
            await JoinAsync(campaign, person);
        }

        return person;
    }

    /// <summary>Makes a person a member of a campaign.</summary>
    public Task JoinAsync(string campaign, Person person) => Database.WriteAsync(c =>
    {
        c.Members.Add(new MemberRow { CampaignId = campaign, PersonId = person.Id, AddedAt = 0 });
        return Task.FromResult(true);
    });

    /// <summary>A running campaign of small tasks under <see cref="TestSpec"/>.</summary>
    public async Task<string> AddCampaignAsync(Person maker, int tasks = 3, int answers = 3, CampaignSettings? settings = null, string name = "Refusals")
    {
        var campaign = await Campaigns.CreateAsync(name, TestSpec.Files, settings ?? new CampaignSettings { GoldShare = 0, RepeatShare = 0 }, maker.Id);
        await Campaigns.AddTasksAsync(campaign, [.. Enumerable.Range(1, tasks).Select(n => new NewTask(ContentOf(n, answers)))], maker.Id);
        await Campaigns.SetStateAsync(campaign, CampaignState.Running, maker.Id);
        return campaign;
    }

    /// <summary>A task with a system message, a user message, and answers that tell their letters.</summary>
    public static TaskContent ContentOf(int number, int answers = 3)
    {
        var prompt = new Prompt(
            [new Message(Role.System, "The code word is amber."), new Message(Role.User, $"Question {number}: what is the code word?")], ["keep_secrets"]);
        return AnswersTo(prompt, answers, number);
    }

    /// <summary>A task of a prompt, with answers that tell their letters.</summary>
    public static TaskContent AnswersTo(Prompt prompt, int answers = 3, int number = 0) =>
        new(prompt, [.. Enumerable.Range(0, answers).Select(i => new Response(prompt.Id, "model", new Sampler(), i, $"Answer {(char)('A' + i)} to question {number}."))]);

    /// <summary>A client that is nobody; it keeps cookies and follows no redirects.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new Uri(Url) };

    /// <summary>A client signed in as a person, with the antiforgery header that pages' scripts send.</summary>
    public async Task<HttpClient> SignInAsync(Person person)
    {
        var client = NewClient();
        var page = await client.GetStringAsync("/sign-in");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = person.UserName!, ["password"] = Password, ["_token"] = TokenIn(page) });
        using var answer = await client.PostAsync("/sign-in", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        client.DefaultRequestHeaders.Add("X-Antiforgery", TokenIn(await client.GetStringAsync("/account")));
        return client;
    }

    /// <summary>The antiforgery token that a page holds for its scripts.</summary>
    public static string TokenIn(string page) => TokenPattern().Match(page) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException("the page has no token");

    public async ValueTask DisposeAsync()
    {
        var database = Database;
        await Server.DisposeAsync();
        database.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [GeneratedRegex("data-token=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
