using System.Net;
using System.Net.Http.Json;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Security;

/// <summary>A browser without a screen: keeps cookies, posts forms with the token of the page that it saw last, follows no redirects.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _client;
    private string _token = "";

    public Visitor(string url)
    {
        _client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>A visitor signed in as a person.</summary>
    public static async Task<Visitor> SignInAsync(RunningWorkbench workbench, Person person)
    {
        var visitor = new Visitor(workbench.Url);
        using var answer = await visitor.SignInAsync(person.Handle, RunningWorkbench.Password);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return visitor;
    }

    /// <summary>Opens a page.</summary>
    public async Task<(HttpStatusCode Status, string Page)> OpenAsync(string address)
    {
        using var answer = await _client.GetAsync(address);
        var page = await answer.Content.ReadAsStringAsync();
        _token = page.Contains("data-token=", StringComparison.Ordinal) ? RunningWorkbench.TokenIn(page) : _token;
        return (answer.StatusCode, page);
    }

    /// <summary>Asks without reading a page.</summary>
    public Task<HttpResponseMessage> GetAsync(string address) => _client.GetAsync(address);

    /// <summary>Sends a form.</summary>
    public async Task<HttpResponseMessage> PostAsync(string address, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("_token", _token)]);
        return await _client.PostAsync(address, form);
    }

    /// <summary>Sends JSON as the pages' scripts do.</summary>
    public async Task<HttpResponseMessage> PostJsonAsync<T>(string address, T body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Antiforgery", _token);
        return await _client.SendAsync(request);
    }

    /// <summary>Sends a request as it is.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request);

    /// <summary>Opens the sign-in page, and sends a name and a password.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string name, string password, string to = "/")
    {
        await OpenAsync("/sign-in");
        return await PostAsync("/sign-in", ("name", name), ("password", password), ("to", to));
    }

    public void Dispose() => _client.Dispose();
}
