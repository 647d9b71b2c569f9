using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Security;

/// <summary>A workbench with a person of every role, who are members of campaign A alone, and objects of every kind in campaigns A and B; and all its routes.</summary>
public sealed class SampleWorkbench : IAsyncLifetime
{
    private const string UrlForm = "application/x-www-form-urlencoded";

    private readonly Dictionary<PersonRole, SignedIn> _signedIn = [];
    private readonly SocketsHttpHandler _handler = new() { UseCookies = false, AllowAutoRedirect = false };
    private RunningWorkbench? _workbench;
    private HttpClient? _client;
    private SignedIn? _anonymous;

    /// <summary>A browser's cookies, and the token of its pages.</summary>
    internal sealed record SignedIn(string Cookies, string Token);

    internal RunningWorkbench Workbench => _workbench!;

    internal SampleObjects A { get; private set; } = null!;

    internal SampleObjects B { get; private set; } = null!;

    /// <summary>All routes.</summary>
    internal IReadOnlyList<RouteEndpoint> Routes => [.. Workbench.Server.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];

    public async ValueTask InitializeAsync()
    {
        _workbench = await RunningWorkbench.StartAsync();
        _client = new HttpClient(_handler) { BaseAddress = new Uri(_workbench.Url), Timeout = TimeSpan.FromSeconds(60) };
        var maker = await _workbench.AddPersonAsync("maker", PersonRole.Admin);
        var sample = await _workbench.AddPersonAsync("sample");
        await _workbench.Database.WriteAsync(c =>
        {
            c.Users.Single(p => p.Id == sample.Id).DisplayName = SampleObjects.Hostile;
            return Task.FromResult(true);
        });
        (A, B) = (await SampleObjects.AddAsync(_workbench, maker, sample), await SampleObjects.AddAsync(_workbench, maker, sample));
        await _workbench.JoinAsync(A.Campaign, sample);
        foreach (var role in Enum.GetValues<PersonRole>())
        {
            _signedIn[role] = await EnterAsync(await _workbench.AddPersonAsync(role.ToString().ToLowerInvariant(), role, A.Campaign));
        }

        _anonymous = await EnterAsync(null);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _handler.Dispose();
        if (_workbench is not null)
        {
            await _workbench.DisposeAsync();
        }
    }

    /// <summary>The methods of a route.</summary>
    internal static IReadOnlyList<string> MethodsOf(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    /// <summary>A route's address, its parameters filled in.</summary>
    /// <param name="route">The route.</param>
    /// <param name="campaign">Whose id is the campaign.</param>
    /// <param name="others">Whose are the other objects.</param>
    internal static string AddressOf(RouteEndpoint route, SampleObjects campaign, SampleObjects others)
    {
        var address = new StringBuilder();
        foreach (var segment in route.RoutePattern.PathSegments)
        {
            address.Append('/');
            foreach (var part in segment.Parts)
            {
                address.Append(part switch
                {
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternSeparatorPart separator => separator.Content,
                    RoutePatternParameterPart parameter => Uri.EscapeDataString((parameter.Name == RouteRights.Campaign ? campaign : others).Of(parameter.Name)),
                    _ => throw new InvalidOperationException($"a new kind of part in {route.RoutePattern.RawText}"),
                });
            }
        }

        return address.Length == 0 ? "/" : address.ToString();
    }

    /// <summary>Asks a route as someone, with a body of the kind that it takes and nothing in it.</summary>
    internal Task<HttpResponseMessage> AskAsync(PersonRole? role, RouteEndpoint route, string method, string address)
    {
        // Handlers that read the form themselves do not say what they take.
        var kinds = route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? [UrlForm];
        HttpContent body = kinds.Contains(UrlForm) ? new FormUrlEncodedContent([])
            : kinds.Contains("multipart/form-data") ? new MultipartFormDataContent { { new StringContent(""), "nothing" } }
            : new StringContent("{}", Encoding.UTF8, "application/json");
        return AskAsync(role, method, address, body: body);
    }

    /// <summary>Asks as someone.</summary>
    /// <param name="role">The role; null for nobody.</param>
    /// <param name="method">The method.</param>
    /// <param name="address">The address.</param>
    /// <param name="accept">The kind of answer that is wanted.</param>
    /// <param name="body">What is sent where the method has a body.</param>
    internal async Task<HttpResponseMessage> AskAsync(PersonRole? role, string method, string address, string accept = "application/json", HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        var signedIn = role is { } known ? _signedIn[known] : _anonymous!;
        request.Headers.Add("Cookie", signedIn.Cookies);
        request.Headers.Add("X-Antiforgery", signedIn.Token);
        request.Headers.Add("Accept", accept);
        if (method is not ("GET" or "HEAD" or "DELETE"))
        {
            request.Content = body;
        }

        return await _client!.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private async Task<SignedIn> EnterAsync(Person? person)
    {
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(Workbench.Url) };
        var token = RunningWorkbench.TokenIn(await client.GetStringAsync("/sign-in"));
        if (person is not null)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = person.Handle, ["password"] = RunningWorkbench.Password, ["_token"] = token });
            using var answer = await client.PostAsync("/sign-in", form);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            token = RunningWorkbench.TokenIn(await client.GetStringAsync("/account"));
        }

        return new SignedIn(cookies.GetCookieHeader(client.BaseAddress), token);
    }
}
