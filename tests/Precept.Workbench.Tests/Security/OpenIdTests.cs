using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Security;

/// <summary>The whole code flow against a provider of the test's own.</summary>
public sealed class OpenIdTests
{
    [Fact]
    public async Task Open_id_without_an_invitation_is_refused_and_nobody_is_made()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var workbench = await StartAsync(provider);
        using var visitor = new Visitor(workbench.Url);

        using var answer = await FollowAsync(visitor, "/sign-in/openid");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldContain("You need an invitation");
        (await workbench.Database.ReadAsync(c => Task.FromResult(c.Users.Count()))).ShouldBe(0);
    }

    [Fact]
    public async Task Open_id_with_an_invitation_makes_a_person_who_signs_in_again_without_one()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var workbench = await StartAsync(provider);
        var secret = await InviteAsync(workbench);
        using var visitor = new Visitor(workbench.Url);

        using var joined = await FollowAsync(visitor, $"/join/{secret}/openid");

        joined.StatusCode.ShouldBe(HttpStatusCode.OK);
        var person = await workbench.Database.ReadAsync(c => Task.FromResult(c.Users.Single()));
        (person.DisplayName, person.Handle, person.Role, person.PasswordHash).ShouldBe(("Olga Open", "olga-open", PersonRole.Reviewer, null));
        using var later = new Visitor(workbench.Url);
        using var again = await FollowAsync(later, "/sign-in/openid?to=/account");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/account");
        (await again.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldContain("Olga Open");
    }

    [Fact]
    public async Task Open_id_links_to_the_account_of_who_is_signed_in_and_to_no_second_one()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var workbench = await StartAsync(provider);
        var (ada, bob) = (await workbench.AddPersonAsync("ada"), await workbench.AddPersonAsync("bob"));
        using var adas = await Visitor.SignInAsync(workbench, ada);
        using var bobs = await Visitor.SignInAsync(workbench, bob);

        using var linked = await LinkAsync(adas);
        using var refused = await LinkAsync(bobs);

        linked.StatusCode.ShouldBe(HttpStatusCode.OK);
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldContain("belongs to another person");
        using var visitor = new Visitor(workbench.Url);
        using var entered = await FollowAsync(visitor, "/sign-in/openid?to=/account");
        (await entered.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldContain("human:ada");
    }

    [Fact]
    public async Task Open_id_of_a_disabled_person_does_not_sign_in()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var workbench = await StartAsync(provider);
        var secret = await InviteAsync(workbench);
        using var visitor = new Visitor(workbench.Url);
        using var joined = await FollowAsync(visitor, $"/join/{secret}/openid");
        await workbench.Database.WriteAsync(c => Task.FromResult(c.Users.Single().IsDisabled = true), cancellationToken: TestContext.Current.CancellationToken);

        using var later = new Visitor(workbench.Url);
        using var refused = await FollowAsync(later, "/sign-in/openid");

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await later.OpenAsync("/account")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Open_id_a_token_with_another_nonce_is_refused_and_no_secret_is_logged()
    {
        using var log = new KeptLog();
        await using var provider = await OpenIdProvider.StartAsync();
        await using var workbench = await StartAsync(provider, o => o with { Log = log });
        var secret = await InviteAsync(workbench);
        provider.WrongNonce = "another";
        using var visitor = new Visitor(workbench.Url);

        using var answer = await FollowAsync(visitor, $"/join/{secret}/openid");

        answer.RequestMessage!.RequestUri!.PathAndQuery.ShouldBe("/sign-in?problem=openid");
        (await workbench.Database.ReadAsync(c => Task.FromResult(c.Users.Count()))).ShouldBe(0);
        log.Lines.ShouldContain(l => l.Contains("failed", StringComparison.Ordinal));
        log.Lines.ShouldNotContain(l => l.Contains(OpenIdProvider.ClientSecret, StringComparison.Ordinal));
        workbench.Server.Options.ToString().ShouldNotContain(OpenIdProvider.ClientSecret);
    }

    [Fact]
    public async Task Open_id_where_anyone_may_come_in_makes_a_labeler()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var workbench = await StartAsync(provider, o => o with { OpenId = o.OpenId! with { AllowAnyone = true } });
        using var visitor = new Visitor(workbench.Url);

        using var answer = await FollowAsync(visitor, "/sign-in/openid");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await workbench.Database.ReadAsync(c => Task.FromResult(c.Users.Single().Role))).ShouldBe(PersonRole.Labeler);
    }

    [Fact]
    public async Task Open_id_without_a_provider_has_no_routes()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        using var visitor = new Visitor(workbench.Url);

        (await visitor.OpenAsync("/sign-in/openid")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.OpenAsync(OpenIdSignIn.Callback + "?code=1&state=2")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<RunningWorkbench> StartAsync(OpenIdProvider provider, Func<WorkbenchOptions, WorkbenchOptions>? change = null) => RunningWorkbench.StartAsync(change: o =>
    {
        var options = o with { OpenId = new OpenIdOptions(provider.Authority, OpenIdProvider.ClientId, OpenIdProvider.ClientSecret) };
        return change?.Invoke(options) ?? options;
    });

    private static Task<string> InviteAsync(RunningWorkbench workbench) =>
        ((OneTimeLinks)workbench.Server.Services.GetService(typeof(OneTimeLinks))!).MakeAsync(new NewLink(LinkKind.Invitation, PersonRole.Reviewer, TimeSpan.FromDays(1)));

    private static async Task<HttpResponseMessage> LinkAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/account");
        using var start = await visitor.PostAsync("/account/openid");
        return await FollowAsync(visitor, start.Headers.Location!.ToString());
    }

    // As a browser goes: to the provider, back, and on.
    private static async Task<HttpResponseMessage> FollowAsync(Visitor visitor, string address)
    {
        for (var steps = 0; steps < 10; steps++)
        {
            var answer = await visitor.GetAsync(address);
            if (answer.Headers.Location is not { } next)
            {
                return answer;
            }

            address = new Uri(answer.RequestMessage!.RequestUri!, next).ToString();
            answer.Dispose();
        }

        throw new InvalidOperationException($"more than ten redirects, last to {address}");
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
