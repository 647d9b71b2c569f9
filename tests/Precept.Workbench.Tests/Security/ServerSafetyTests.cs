using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Precept.Spec;
using Precept.Workbench.Features.Demo;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Security;

/// <summary>Keys, cookies, tokens, hosts, proxies, sizes, the demonstration.</summary>
public sealed partial class ServerSafetyTests
{
    [Fact]
    public async Task Api_key_is_shown_once_works_and_ends_when_revoked()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        using var adas = await Visitor.SignInAsync(workbench, ada);
        await adas.OpenAsync("/account");
        using var made = await adas.PostAsync("/account/keys", ("name", "nightly export"));
        var key = SecretPattern().Match(await made.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken)).Groups[1].Value;
        key.ShouldStartWith(ApiKeys.Prefix);
        (await adas.OpenAsync("/account")).Page.ShouldNotContain(key);
        (await adas.OpenAsync("/account")).Page.ShouldContain("never used");

        (await AskWithKeyAsync(workbench, key)).ShouldBe(HttpStatusCode.OK);
        (await AskWithKeyAsync(workbench, key + "x")).ShouldBe(HttpStatusCode.Unauthorized);

        var row = await workbench.Database.ReadAsync(c => Task.FromResult(c.ApiKeys.Single()));
        row.SecretHash.ShouldBe(Secrets.HashOf(key));
        row.LastUsedAt.ShouldNotBeNull();
        (await adas.OpenAsync("/account")).Page.ShouldContain("last used");
        using var revoked = await adas.PostAsync($"/account/keys/{row.Id}/revoke");
        revoked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await AskWithKeyAsync(workbench, key)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Api_key_of_another_person_cannot_be_revoked()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (ada, bob) = (await workbench.AddPersonAsync("ada"), await workbench.AddPersonAsync("bob"));
        using var adas = await Visitor.SignInAsync(workbench, ada);
        using var bobs = await Visitor.SignInAsync(workbench, bob);
        await adas.OpenAsync("/account");
        using var made = await adas.PostAsync("/account/keys", ("name", "hers"));
        var id = await workbench.Database.ReadAsync(c => Task.FromResult(c.ApiKeys.Single().Id));
        await bobs.OpenAsync("/account");

        using var refused = await bobs.PostAsync($"/account/keys/{id}/revoke");

        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Account_settings_are_kept()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada");
        using var adas = await Visitor.SignInAsync(workbench, ada);
        await adas.OpenAsync("/account");

        using var named = await adas.PostAsync("/account", ("displayName", "Ada L."), ("language", "zh"), ("theme", "dark"));
        using var worked = await adas.PostAsync("/account/work", ("keysOff", "on"), ("blur", "always"), ("optOut", "hate"), ("optOut", "no such harm"));

        var page = (await adas.OpenAsync("/account")).Page;
        page.ShouldContain("lang=\"zh-Hans\" data-theme=\"dark\"");
        page.ShouldContain("Ada L.");
        var kept = await workbench.Database.ReadAsync(c => Task.FromResult(c.Users.Single().Settings));
        var settings = WorkbenchJson.Read<Precept.Workbench.Labels.PersonSettings>(kept);
        (settings.KeysOff, settings.Stacked, settings.Blur).ShouldBe((true, false, true));
        settings.OptOut.ShouldBe(["hate"]);
    }

    [Fact]
    public async Task Account_labels_are_ones_own_alone()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (maker, ada, bob) = (await workbench.AddPersonAsync("maker", PersonRole.Admin), await workbench.AddPersonAsync("ada"), await workbench.AddPersonAsync("bob"));
        await SampleObjects.AddAsync(workbench, maker, ada);
        using var adas = await Visitor.SignInAsync(workbench, ada);
        using var bobs = await Visitor.SignInAsync(workbench, bob);

        var hers = JsonDocument.Parse((await adas.OpenAsync("/account/labels.json")).Page).RootElement;
        var his = JsonDocument.Parse((await bobs.OpenAsync("/account/labels.json")).Page).RootElement;

        hers.GetArrayLength().ShouldBe(1);
        hers[0].GetProperty("content").GetProperty("reason").GetString().ShouldBe(SampleObjects.Hostile);
        his.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Request_without_the_token_of_a_page_changes_nothing()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada");
        using var adas = await Visitor.SignInAsync(workbench, ada);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "forged" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/keys") { Content = form };

        using var answer = await adas.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldContain("out of date");
        (await workbench.Database.ReadAsync(c => Task.FromResult(c.ApiKeys.Count()))).ShouldBe(0);
    }

    [Fact]
    public async Task Cookies_are_for_this_site_and_for_no_script()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        await workbench.AddPersonAsync("ada");
        using var visitor = new Visitor(workbench.Url);
        using var page = await visitor.GetAsync("/sign-in");
        await visitor.OpenAsync("/sign-in");

        using var entered = await visitor.PostAsync("/sign-in", ("name", "ada"), ("password", RunningWorkbench.Password));

        page.Headers.GetValues("Set-Cookie").Single().ShouldMatch("precept-antiforgery=.*samesite=strict; httponly");
        entered.Headers.GetValues("Set-Cookie").Single().ShouldMatch("^precept=.*samesite=lax; httponly");
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_with_https_cookies_are_secure_and_the_address_is_the_visitors()
    {
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { TrustedProxies = ["127.0.0.1"], Hosts = ["labels.example.org"], PublicRequestsPerMinute = 1 });
        using var visitor = new Visitor(workbench.Url);
        using var first = await visitor.SendAsync(Forwarded("203.0.113.7"));
        using var other = await visitor.SendAsync(Forwarded("203.0.113.8"));
        using var again = await visitor.SendAsync(Forwarded("203.0.113.7"));

        first.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        first.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe(SecurityHeaders.StrictTransportSecurity);
        first.Headers.GetValues("Set-Cookie").ShouldAllBe(c => c.Contains("secure", StringComparison.Ordinal));
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        again.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Forwarded_headers_of_a_stranger_are_not_believed()
    {
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { Hosts = ["127.0.0.1"], PublicRequestsPerMinute = 1 });
        using var visitor = new Visitor(workbench.Url);
        using var first = await visitor.SendAsync(Forwarded("203.0.113.7"));
        using var other = await visitor.SendAsync(Forwarded("203.0.113.8"));

        first.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        other.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Trusted_proxy_that_is_no_address_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("precept-workbench-").FullName;
        (await Should.ThrowAsync<InputException>(() => RunningWorkbench.StartAsync(folder, o => o with { TrustedProxies = ["proxy"] }))).Message.ShouldContain("'proxy'");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Host_that_is_not_ours_is_refused()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using var visitor = new Visitor(workbench.Url);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Host = "rebound.example";

        using var answer = await visitor.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
    }

    [Fact]
    public async Task Body_too_long_for_those_who_are_not_signed_in_is_refused()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using var visitor = new Visitor(workbench.Url);

        using var answer = await visitor.SignInAsync("ada", new string('x', RouteRights.MostOpenBytes));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("text/html", "en", "There is nothing here")]
    [InlineData("text/html", "zh", "这里什么都没有")]
    [InlineData("application/json", "zh", "这里什么都没有")]
    public async Task Address_with_nothing_says_so_in_the_language_asked_for(string accept, string language, string expected)
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using var client = workbench.NewClient();
        client.DefaultRequestHeaders.Add("Accept", accept);
        client.DefaultRequestHeaders.Add("Accept-Language", language);

        using var answer = await client.GetAsync("/nothing/here", cancellationToken: TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldContain(expected);
    }

    [Fact]
    public async Task Wrong_method_and_wrong_content_say_so()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada");
        using var adas = await Visitor.SignInAsync(workbench, ada);
        await adas.OpenAsync("/account");

        using var wrongMethod = await adas.GetAsync("/account/keys");
        using var wrongContent = await adas.PostJsonAsync("/account/keys", new { name = "x" });

        wrongMethod.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        wrongContent.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Demo_has_a_switcher_and_nothing_else_has()
    {
        await using var plain = await RunningWorkbench.StartAsync();
        using var stranger = new Visitor(plain.Url);
        await stranger.OpenAsync("/sign-in");
        using var refused = await stranger.PostAsync(DemoPeople.Path, ("handle", "ada"));
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await using var demo = await RunningWorkbench.StartAsync(change: o => o with { Demo = true });
        demo.Server.SetupLink.ShouldBeNull();
        await demo.AddPersonAsync("ada", PersonRole.Admin);
        await demo.AddPersonAsync("lena");
        using var visitor = new Visitor(demo.Url);
        (await visitor.OpenAsync("/people")).Status.ShouldBe(HttpStatusCode.OK);
        using var unknown = await visitor.PostAsync(DemoPeople.Path, ("handle", "nobody"));
        using var switched = await visitor.PostAsync(DemoPeople.Path, ("handle", "lena"));

        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        switched.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.OpenAsync("/people")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var account = (await visitor.OpenAsync("/account")).Page;
        account.ShouldContain("human:lena");
        account.ShouldNotContain("passkeys.js"); // there is nothing on the page for it
    }

    private static HttpRequestMessage Forwarded(string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/join/unknown");
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "labels.example.org");
        return request;
    }

    private static async Task<HttpStatusCode> AskWithKeyAsync(RunningWorkbench workbench, string key)
    {
        using var client = workbench.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.GetAsync("/account/labels.json");
        return answer.StatusCode;
    }

    [GeneratedRegex("<code class=\"secret\">([^<]+)</code>")]
    private static partial Regex SecretPattern();
}
