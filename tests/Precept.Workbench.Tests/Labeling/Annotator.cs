using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Labeling;

/// <summary>An answer over HTTP: its status and its JSON.</summary>
internal sealed record Told(HttpStatusCode Status, JsonElement Json)
{
    public string Code => Json.GetProperty("code").GetString()!;
}

/// <summary>A person at a task page, over real HTTP, without the page.</summary>
internal sealed class Annotator(RunningWorkbench workbench, HttpClient client, Person person, string campaign) : IDisposable
{
    public Who Who { get; } = new(person.Id, person.Handle, person.DisplayName, person.Role);

    public Person Person => person;

    public string Tab { get; init; } = "tab-1";

    public string Language { get; set; } = "en";

    /// <summary>Makes a person, signed in and a member of the campaign.</summary>
    public static async Task<Annotator> JoinAsync(RunningWorkbench workbench, string campaign, string handle)
    {
        var person = await workbench.AddPersonAsync(handle, campaign: campaign);
        return new Annotator(workbench, await workbench.SignInAsync(person), person, campaign);
    }

    /// <summary>The same person at another tab.</summary>
    public Annotator AtTab(string tab) => new(workbench, client, person, campaign) { Tab = tab };

    public Task<(AssignedTask? Task, NothingToDo? Why)> NextAsync(string? holding = null) => workbench.Server.Services.GetRequiredService<Assigner>().NextAsync(campaign, Who, Tab, holding);

    public async Task<AssignedTask> TaskAsync(string? holding = null)
    {
        var (task, why) = await NextAsync(holding);
        return task ?? throw new InvalidOperationException($"no task: {why}");
    }

    public Task<AssignedTask?> FindAsync(string assignment, string? tab = null) => workbench.Server.Services.GetRequiredService<Assigner>().FindAsync(campaign, Who, assignment, tab);

    public Task<Told> DraftAsync(string assignment, int version, object content) => SendAsync(HttpMethod.Put, assignment, "draft", new { tab = Tab, version, content });

    public Task<Told> SubmitAsync(string assignment, object content, string key = "key-1", long milliseconds = 1000) =>
        SendAsync(HttpMethod.Post, assignment, "submit", new { key, tab = Tab, content, milliseconds });

    public Task<Told> PostAsync(string assignment, string what, object body) => SendAsync(HttpMethod.Post, assignment, what, body);

    public async Task<Told> SendAsync(HttpMethod method, string assignment, string what, object? body)
    {
        using var request = new HttpRequestMessage(method, $"/campaigns/{campaign}/assignments/{assignment}/{what}");
        request.Headers.AcceptLanguage.ParseAdd(Language);
        request.Content = body switch
        {
            null => null,
            string raw => new StringContent(raw, System.Text.Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body, options: WorkbenchJson.Options),
        };
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Told(answer.StatusCode, text.Length == 0 || text[0] is not ('{' or '[') ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    public void Dispose() => client.Dispose();

    /// <summary>A whole label of three answers.</summary>
    public static LabelContent Ranking(params int[] tiers) => new() { Tiers = [.. tiers.Select(t => (int?)t)], DecidedOn = "keep_secrets" };
}
